"""The data that makes dates, read for a span of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select

from webapp.domain.access import Viewer
from webapp.domain.daytime import DaytimePlan
from webapp.domain.schedule import (
    Block,
    Schedule,
    ScheduleException,
    Topic,
    expand,
)
from webapp.domain.session import Session, sessions_in
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import zone_named
from webapp.models.base import db
from webapp.models.program import (
    BlockRow,
    DaytimePlanRow,
    ExceptionRow,
    Program,
    ProgramSettingsRow,
    SessionTopicRow,
)


@dataclass(frozen=True, slots=True)
class Dates:
    """A schedule and the settings that go with each date."""

    schedule: Schedule
    settings_from: tuple[tuple[date, ProgramSettings], ...]

    def settings_on(self, day: date) -> ProgramSettings:
        """The settings in force on that date."""
        begun = [made for since, made in self.settings_from if since <= day]
        return begun[-1] if begun else ProgramSettings()

    def sessions_on(self, day: date) -> tuple[Session, ...]:
        """The sessions of that date with their thresholds."""
        occurrences = expand(self.schedule, day)
        return sessions_in(occurrences, self.settings_on(day), self.schedule.place)


def of_program(program_id: int, first: date, last: date) -> Dates:
    """The program's own dates from `first` through `last`, nobody's plan. Five statements."""
    program = db.session.execute(
        select(Program.zone, Program.place).where(Program.id == program_id)
    ).one()
    settings = db.session.execute(
        select(ProgramSettingsRow.effective_from, ProgramSettingsRow.values)
        .where(ProgramSettingsRow.program_id == program_id)
        .order_by(ProgramSettingsRow.effective_from)
    )
    schedule = Schedule(
        zone=zone_named(program.zone),
        blocks=_blocks(program_id, first, last),
        exceptions=_exceptions(program_id, first, last),
        topics=_topics(program_id, first, last),
        place=program.place,
    )
    made = tuple((row.effective_from, ProgramSettings.from_values(row.values)) for row in settings)
    return Dates(schedule, made)


def of_participant(viewer: Viewer, first: date, last: date) -> Dates:
    """The dates of the participant who asks, their own daytime plan in it. Six statements."""
    assert viewer.program_id is not None
    assert viewer.participant_id is not None
    dates = of_program(viewer.program_id, first, last)
    own = replace(
        dates.schedule,
        plans=plans_of(viewer.participant_id),
        enrolled_from=viewer.enrolled_from or date.max,
        ended_on=viewer.ended_on,
    )
    return Dates(own, dates.settings_from)


def _blocks(program_id: int, first: date, last: date) -> tuple[Block, ...]:
    rows = db.session.execute(
        select(
            BlockRow.kind,
            BlockRow.title,
            BlockRow.weekdays,
            BlockRow.starts,
            BlockRow.ends,
            BlockRow.session,
            BlockRow.effective_from,
            BlockRow.effective_until,
        )
        .where(
            BlockRow.program_id == program_id,
            BlockRow.effective_from <= last,
            or_(BlockRow.effective_until.is_(None), BlockRow.effective_until > first),
        )
        .order_by(BlockRow.starts, BlockRow.id)
    )
    return tuple(Block(*row) for row in rows)


def plans_of(participant_id: int) -> tuple[DaytimePlan, ...]:
    """All rows of a participant's daytime plan, the domain picks those in force. One statement."""
    rows = db.session.execute(
        select(
            DaytimePlanRow.activity,
            DaytimePlanRow.weekdays,
            DaytimePlanRow.starts,
            DaytimePlanRow.ends,
            DaytimePlanRow.place,
            DaytimePlanRow.full_time,
            DaytimePlanRow.effective_from,
        ).where(DaytimePlanRow.participant_id == participant_id)
    )
    return tuple(DaytimePlan(*row) for row in rows)


def plans_of_many(participant_ids: Iterable[int]) -> dict[int, tuple[DaytimePlan, ...]]:
    """The same for several participants. One statement."""
    rows = db.session.execute(
        select(
            DaytimePlanRow.participant_id,
            DaytimePlanRow.activity,
            DaytimePlanRow.weekdays,
            DaytimePlanRow.starts,
            DaytimePlanRow.ends,
            DaytimePlanRow.place,
            DaytimePlanRow.full_time,
            DaytimePlanRow.effective_from,
        ).where(DaytimePlanRow.participant_id.in_(participant_ids))
    )
    found: dict[int, tuple[DaytimePlan, ...]] = {}
    for row in rows:
        found[row.participant_id] = (*found.get(row.participant_id, ()), DaytimePlan(*row[1:]))
    return found


def _exceptions(program_id: int, first: date, last: date) -> tuple[ScheduleException, ...]:
    rows = db.session.execute(
        select(
            ExceptionRow.day,
            ExceptionRow.change,
            ExceptionRow.session,
            ExceptionRow.arrive,
            ExceptionRow.note,
        )
        .where(ExceptionRow.program_id == program_id, ExceptionRow.day.between(first, last))
        .order_by(ExceptionRow.id)
    )
    return tuple(ScheduleException(*row) for row in rows)


def _topics(program_id: int, first: date, last: date) -> tuple[Topic, ...]:
    """The newest first, so that the first one found for a session counts."""
    rows = db.session.execute(
        select(
            SessionTopicRow.day,
            SessionTopicRow.session,
            SessionTopicRow.title,
            SessionTopicRow.facilitator,
        )
        .where(SessionTopicRow.program_id == program_id, SessionTopicRow.day.between(first, last))
        .order_by(SessionTopicRow.id.desc())
    )
    return tuple(Topic(*row) for row in rows)
