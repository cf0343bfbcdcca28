"""A participant's next seven days on paper, with the number that checks them in without a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain.access import Viewer
from webapp.domain.blocks import Kind, Occurrence
from webapp.domain.schedule import expand
from webapp.domain.wall_clock import Instant
from webapp.queries import people, schedule
from webapp.queries.people import Person

DAYS = 7
LEFT_OUT = frozenset({Kind.TREATMENT, Kind.MEAL})
"""On paper the session is one line from arrival to leaving."""


@dataclass(frozen=True, slots=True)
class SheetDay:
    """One date of the sheet."""

    date: date
    lines: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """Whose week, and its days."""

    person: Person
    days: tuple[SheetDay, ...]
    place: str


def load(viewer: Viewer, key: str, first: date, now: Instant) -> WeekSheet | None:
    """The seven days from `first`, or None if the program has no such participant.

    Three statements.
    """
    person = people.find(viewer, key, now)
    if person is None or viewer.program_id is None:
        return None
    last = first + timedelta(days=DAYS - 1)
    dates = schedule.of_program(viewer.program_id, first - timedelta(days=1), last)
    own = dates.of(
        person.participant_id,
        enrolled_from=person.starts_on,
        ended_on=person.ended_on,
        plans=schedule.plans_of(person.participant_id),
    ).schedule
    days = tuple(
        SheetDay(day, tuple(o for o in expand(own, day) if o.kind not in LEFT_OUT))
        for day in (first + timedelta(days=n) for n in range(DAYS))
    )
    return WeekSheet(person, days, own.place)
