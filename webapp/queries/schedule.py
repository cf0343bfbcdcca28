"""The data that makes dates, read for a span of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, or_, select

from webapp.domain.access import Viewer
from webapp.domain.blocks import Block
from webapp.domain.daytime import DaytimePlan
from webapp.domain.schedule import Schedule, ScheduleException, Topic, expand
from webapp.domain.session import Session, sessions_in
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import zone_named
from webapp.models.program import (
    BlockRow,
    DaytimePlanRow,
    ExceptionRow,
    Program,
    ProgramSettingsRow,
    SessionTopicRow,
)
from webapp.queries.together import Found, Statement, Together, by_id, rows, whose


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

    def changed_on(self, day: date) -> tuple[Session, ...]:
        """Those of the date that are cancelled or moved."""
        if not any(each.day == day for each in self.schedule.exceptions):
            return ()
        return tuple(s for s in self.sessions_on(day) if s.cancelled or s.moved)


_PROGRAM: Any = bindparam("program_id")
_FIRST: Any = bindparam("first")
_LAST: Any = bindparam("last")
PARTS: dict[str, Statement] = {
    "program": select(Program.zone, Program.place).where(Program.id == _PROGRAM),
    "settings": select(ProgramSettingsRow.effective_from, ProgramSettingsRow.values).where(
        ProgramSettingsRow.program_id == _PROGRAM
    ),
    "blocks": select(
        BlockRow.id,
        BlockRow.kind,
        BlockRow.title,
        BlockRow.weekdays,
        BlockRow.starts,
        BlockRow.ends,
        BlockRow.session,
        BlockRow.effective_from,
        BlockRow.effective_until,
    ).where(
        BlockRow.program_id == _PROGRAM,
        BlockRow.effective_from <= _LAST,
        or_(BlockRow.effective_until.is_(None), BlockRow.effective_until > _FIRST),
    ),
    "exceptions": select(
        ExceptionRow.id,
        ExceptionRow.day,
        ExceptionRow.change,
        ExceptionRow.session,
        ExceptionRow.arrive,
        ExceptionRow.note,
    ).where(ExceptionRow.program_id == _PROGRAM, ExceptionRow.day.between(_FIRST, _LAST)),
    "topics": select(
        SessionTopicRow.id,
        SessionTopicRow.day,
        SessionTopicRow.session,
        SessionTopicRow.title,
        SessionTopicRow.facilitator,
    ).where(SessionTopicRow.program_id == _PROGRAM, SessionTopicRow.day.between(_FIRST, _LAST)),
}
"""The program's own: `program_id`, from `first` through `last`."""


def _plans(by: str) -> Statement:
    """All rows of somebody's daytime plan: the domain picks those in force."""
    return select(
        DaytimePlanRow.participant_id,
        DaytimePlanRow.activity,
        DaytimePlanRow.weekdays,
        DaytimePlanRow.starts,
        DaytimePlanRow.ends,
        DaytimePlanRow.place,
        DaytimePlanRow.full_time,
        DaytimePlanRow.effective_from,
    ).where(whose(by, DaytimePlanRow))


OWN_PARTS = {**PARTS, "plans": _plans("participant_id")}
"""The same with the plan of `participant_id`."""
_OF_PROGRAM, _OF_PARTICIPANT = Together(**PARTS), Together(**OWN_PARTS)
_PLANS_OF_ONE, _PLANS_OF_MANY = _plans("participant_id"), _plans("participant_ids")


def of_program(program_id: int, first: date, last: date) -> Dates:
    """The program's own dates from `first` through `last`, nobody's plan. One statement."""
    return _dates(_OF_PROGRAM.read(program_id=program_id, first=first, last=last))


def of_participant(viewer: Viewer, first: date, last: date) -> Dates:
    """The dates of the participant who asks, their own daytime plan in it. One statement."""
    return own_dates(viewer, _OF_PARTICIPANT.read(**asking(viewer, first, last)))


def asking(viewer: Viewer, first: date, last: date) -> dict[str, Any]:
    """The values that `OWN_PARTS` need."""
    assert viewer.program_id is not None
    assert viewer.participant_id is not None
    return {
        "program_id": viewer.program_id,
        "participant_id": viewer.participant_id,
        "first": first,
        "last": last,
    }


def own_dates(viewer: Viewer, found: Found) -> Dates:
    """The dates in what `OWN_PARTS` brought."""
    dates = _dates(found)
    own = replace(
        dates.schedule,
        plans=tuple(DaytimePlan(*row[1:]) for row in found["plans"]),
        enrolled_from=viewer.enrolled_from or date.max,
        ended_on=viewer.ended_on,
    )
    return Dates(own, dates.settings_from)


def _dates(found: Found) -> Dates:
    """The latest topic first, so that the first one found for a session counts."""
    (program,) = found["program"]
    settings = sorted(found["settings"], key=attrgetter("effective_from"))
    blocks = sorted(found["blocks"], key=attrgetter("starts", "id"))
    exceptions = sorted(found["exceptions"], key=by_id)
    topics = sorted(found["topics"], key=by_id, reverse=True)
    schedule = Schedule(
        zone=zone_named(program.zone),
        blocks=tuple(Block(*row[1:]) for row in blocks),
        exceptions=tuple(ScheduleException(*row[1:]) for row in exceptions),
        topics=tuple(Topic(*row[1:]) for row in topics),
        place=program.place,
    )
    made = tuple((row.effective_from, ProgramSettings.from_values(row.values)) for row in settings)
    return Dates(schedule, made)


def plans_of(participant_id: int) -> tuple[DaytimePlan, ...]:
    """All rows of a participant's daytime plan. One statement."""
    found = rows(_PLANS_OF_ONE, participant_id=participant_id)
    return tuple(DaytimePlan(*row[1:]) for row in found)


def plans_of_many(participant_ids: Iterable[int]) -> dict[int, tuple[DaytimePlan, ...]]:
    """The same for several participants. One statement."""
    found: dict[int, tuple[DaytimePlan, ...]] = {}
    for row in rows(_PLANS_OF_MANY, participant_ids=list(participant_ids)):
        found[row.participant_id] = (*found.get(row.participant_id, ()), DaytimePlan(*row[1:]))
    return found
