"""A running program's week and what is planned for it, as a template would find it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import func, or_, select

from webapp.domain.access import Viewer
from webapp.domain.blocks import Block
from webapp.domain.schedule import Change
from webapp.domain.schedule_change import Affected, Planned, affected, written
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.people import Account, Enrollment
from webapp.models.program import BlockRow, ExceptionRow, Program, SessionTopicRow, TopicRow
from webapp.models.template import TemplateUseRow
from webapp.queries import settings as settings_query
from webapp.queries.schedule_rows import LINE
from webapp.queries.settings import SettingsPage


@dataclass(frozen=True, slots=True)
class Use:
    """A template that begins on a date still to come."""

    key: str
    template: str
    effective_from: date
    by: str


@dataclass(frozen=True, slots=True)
class Running:
    """The program as it is and as it is planned: its own blocks by their row."""

    place: str
    weeks: tuple[int, int]
    held: Mapping[int, Block]
    settings: SettingsPage
    topics: tuple[str, ...]
    to_come: tuple[Use, ...]

    @property
    def today(self) -> date:
        return self.settings.today

    @property
    def version(self) -> str:
        """A short name for exactly this week, these thresholds and all that is planned."""
        lasting = {n: b for n, b in self.held.items() if b.effective_from != b.effective_until}
        shown = (sorted(lasting.items()), self.settings.version, self.topics)
        return sha256(written(shown).encode()).hexdigest()[:16]

    def week_on(self, day: date) -> tuple[Block, ...]:
        """The blocks that hold on that date, of all weekdays."""
        return tuple(b for b in self.held.values() if b.weekdays and b.is_effective(day))

    def planned_after(self, day: date) -> tuple[Block, ...]:
        """Those that are planned to begin on a date after it."""
        return tuple(
            block
            for block in self.held.values()
            if block.effective_from > day
            and (block.effective_until is None or block.effective_until > block.effective_from)
        )


def load(viewer: Viewer, now: Instant) -> Running:
    """The viewer's program. Six statements."""
    program = db.session.execute(
        select(Program.place, Program.weeks_least, Program.weeks_most).where(
            Program.id == viewer.program_id
        )
    ).one()
    blocks = db.session.execute(
        select(
            BlockRow.id,
            *LINE,
        )
        .where(
            BlockRow.program_id == viewer.program_id,
            BlockRow.house_id.is_(None),
            BlockRow.participant_id.is_(None),
        )
        .order_by(BlockRow.starts, BlockRow.id)
    )
    topics = db.session.execute(
        select(TopicRow.title)
        .where(TopicRow.program_id == viewer.program_id)
        .order_by(TopicRow.position, TopicRow.id)
    ).scalars()
    settings = settings_query.load(viewer, now)
    uses = db.session.execute(
        select(
            TemplateUseRow.key, TemplateUseRow.template, TemplateUseRow.effective_from, Account.name
        )
        .join(Account, Account.id == TemplateUseRow.recorded_by)
        .where(
            TemplateUseRow.program_id == viewer.program_id,
            TemplateUseRow.effective_from > settings.today,
            TemplateUseRow.taken_back_at.is_(None),
        )
        .order_by(TemplateUseRow.id)
    )
    return Running(
        program.place,
        (program.weeks_least, program.weeks_most),
        {row.id: Block(*row[1:]) for row in blocks},
        settings,
        tuple(topics),
        tuple(Use(*row) for row in uses),
    )


def affected_by(
    viewer: Viewer, before: Iterable[Block], after: Iterable[Block], day: date
) -> Affected:
    """Whom and what a new week from that date on touches besides the blocks. Three statements."""
    enrolled = db.session.execute(
        select(func.count()).where(
            Enrollment.program_id == viewer.program_id,
            or_(Enrollment.ended_on.is_(None), Enrollment.ended_on >= day),
        )
    ).scalar_one()
    changes = db.session.execute(
        select(ExceptionRow.day, ExceptionRow.session, ExceptionRow.change)
        .where(
            ExceptionRow.program_id == viewer.program_id,
            ExceptionRow.participant_id.is_(None),
            ExceptionRow.day >= day,
        )
        .order_by(ExceptionRow.day, ExceptionRow.id)
    )
    topics = db.session.execute(
        select(SessionTopicRow.day, SessionTopicRow.session, SessionTopicRow.title)
        .where(SessionTopicRow.program_id == viewer.program_id, SessionTopicRow.day >= day)
        .order_by(SessionTopicRow.day, SessionTopicRow.id)
    )
    planned = [Planned(on, session, change=Change(change)) for on, session, change in changes]
    planned += [Planned(on, session, topic=title) for on, session, title in topics]
    return affected(before, after, enrolled, planned)
