"""An owner lets a running program follow a template from a date on that is still to come.

Before that date nothing changes: blocks end and begin on it, thresholds hold from it. What it
replaces is kept beside it (see `take_back_template`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.actions import audit, change_settings
from webapp.actions.change_settings import SettingsRefusal
from webapp.domain.access import Viewer
from webapp.domain.program_template import ProgramTemplate
from webapp.domain.schedule_change import Transition, transition
from webapp.domain.settings import AHEAD, ProgramSettings
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.models.program import BlockRow, Program, ProgramSettingsRow, TopicRow
from webapp.models.template import TemplateUseRow
from webapp.queries import template as query
from webapp.queries.template import Running


class TemplateRefusal(StrEnum):
    """Why nothing was changed."""

    WHEN = "when"
    SAME = "same"
    BEFORE_ANOTHER = "before_another"
    """A later change of thresholds is planned already, and holds all values."""
    MID_WEEK = "mid_week"
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class Choice:
    """A template by its name, from when on, and what else of it is taken at once."""

    name: str
    template: ProgramTemplate
    effective_from: date
    place: bool = False
    weeks: bool = False


def why_not(running: Running, choice: Choice) -> TemplateRefusal | None:
    """Why the program cannot follow it from that date on, or None."""
    tomorrow = running.today + timedelta(days=1)
    if not tomorrow <= choice.effective_from <= tomorrow + AHEAD:
        return TemplateRefusal.WHEN
    settings = change_settings.why_not(
        running.settings, settings_then(running, choice), choice.effective_from
    )
    if settings in (SettingsRefusal.BEFORE_ANOTHER, SettingsRefusal.MID_WEEK):
        return TemplateRefusal(settings)
    change = _change(running, choice)
    nothing = not change.until and not change.begin and not _topics(running, choice)
    if nothing and settings is SettingsRefusal.SAME and not _said_at_once(running, choice):
        return TemplateRefusal.SAME
    return None


def settings_then(running: Running, choice: Choice) -> ProgramSettings:
    """The thresholds that hold with it: what it does not name stays as it is."""
    in_force = running.settings.on(choice.effective_from)
    return ProgramSettings.from_values({**in_force.values(), **choice.template.settings})


def apply(
    viewer: Viewer, choice: Choice, seen: str, *, now: Instant, true_now: Instant
) -> TemplateRefusal | None:
    """Let the program follow the template from that date on, or say why not.

    `seen` is the version of the program that the owner was shown: if somebody changed it
    since, nothing is overwritten.
    """

    def attempt(session: Session) -> TemplateRefusal | None:
        change_settings.hold(session, viewer)
        running = query.load(viewer, now)
        if running.version != seen:
            return TemplateRefusal.CHANGED_MEANWHILE
        refused = why_not(running, choice)
        if refused is not None:
            return refused
        before = {
            **_write_blocks(session, viewer, running, choice, now),
            **_write_settings(session, viewer, running, choice, now),
            **_write_topics(session, viewer, running, choice),
            **_write_at_once(session, viewer, running, choice),
        }
        session.flush()
        use = TemplateUseRow(
            program_id=viewer.program_id,
            template=choice.name,
            effective_from=choice.effective_from,
            version=query.load(viewer, now).version,
            before=before,
            recorded_at=now,
            recorded_by=viewer.account_id,
        )
        session.add(use)
        detail = f"{choice.name} from {choice.effective_from}"
        audit.record(
            session, true_now, "template_applied", actor_id=viewer.account_id, detail=detail
        )
        return None

    return settle(attempt)


def _change(running: Running, choice: Choice) -> Transition:
    return transition(running.held, choice.template.week(), choice.effective_from)


def _topics(running: Running, choice: Choice) -> list[str]:
    return [title for title in choice.template.topics if title not in running.topics]


def _said_at_once(running: Running, choice: Choice) -> bool:
    template = choice.template
    place = choice.place and template.place != running.place
    return place or (choice.weeks and (template.weeks_least, template.weeks_most) != running.weeks)


def _write_blocks(
    session: Session, viewer: Viewer, running: Running, choice: Choice, now: Instant
) -> dict[str, Any]:
    program_id, change = viewer.program_id, _change(running, choice)
    assert program_id is not None
    for row_id, last in change.until.items():
        session.execute(update(BlockRow).where(BlockRow.id == row_id).values(effective_until=last))
    begun = [BlockRow.of(program_id, block, now, viewer.account_id) for block in change.begin]
    session.add_all(begun)
    session.flush()
    until = {
        str(row_id): last.isoformat() if last else None
        for row_id in change.until
        for last in (running.held[row_id].effective_until,)
    }
    return {"until": until, "begun": [row.id for row in begun]}


def _write_settings(
    session: Session, viewer: Viewer, running: Running, choice: Choice, now: Instant
) -> dict[str, Any]:
    wanted, day = settings_then(running, choice), choice.effective_from
    if running.settings.on(day) == wanted:
        return {}
    before = session.execute(
        select(
            ProgramSettingsRow.values,
            ProgramSettingsRow.recorded_at,
            ProgramSettingsRow.recorded_by,
        ).where(
            ProgramSettingsRow.program_id == viewer.program_id,
            ProgramSettingsRow.effective_from == day,
        )
    ).one_or_none()
    change_settings.write(session, viewer, wanted, day, now)
    if before is None:
        return {"settings": None}
    at = before.recorded_at.isoformat() if before.recorded_at else None
    return {"settings": {"values": before.values, "at": at, "by": before.recorded_by}}


def _write_topics(
    session: Session, viewer: Viewer, running: Running, choice: Choice
) -> dict[str, Any]:
    last = session.execute(
        select(func.max(TopicRow.position)).where(TopicRow.program_id == viewer.program_id)
    ).scalar_one()
    first = 0 if last is None else last + 1
    added = [
        TopicRow(program_id=viewer.program_id, title=title, position=position)
        for position, title in enumerate(_topics(running, choice), first)
    ]
    session.add_all(added)
    session.flush()
    return {"topics": [row.id for row in added]}


def _write_at_once(
    session: Session, viewer: Viewer, running: Running, choice: Choice
) -> dict[str, Any]:
    program = session.get_one(Program, viewer.program_id)
    before: dict[str, Any] = {}
    if choice.place:
        before["place"] = [program.place, choice.template.place]
        program.place = choice.template.place
    if choice.weeks:
        weeks = [choice.template.weeks_least, choice.template.weeks_most]
        before["weeks"] = [list(running.weeks), weeks]
        program.weeks_least, program.weeks_most = weeks
    return before
