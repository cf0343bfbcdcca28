"""One date of any participant, as staff of their program may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain.access import Viewer
from webapp.domain.consent import Scope, Subject, may_see
from webapp.domain.day import Day, build
from webapp.domain.marks import DayMark
from webapp.domain.schedule import expand
from webapp.domain.wall_clock import Instant
from webapp.queries import appointments, facts, people, schedule
from webapp.queries.people import Person
from webapp.queries.span import Span


@dataclass(frozen=True, slots=True)
class TheirDay:
    """Whose date it is, and its line. Logged meetings are not on it: nobody shared them here."""

    person: Person
    line: Day


def load(viewer: Viewer, key: str, day: date, now: Instant) -> TheirDay | None:
    """That date, or None if the viewer's program has no such participant. Eight statements."""
    person = people.find(viewer, key, now)
    if person is None:
        return None
    before = day - timedelta(days=1)
    span = Span(viewer, before, day, now, only=(key,))
    own = span.dates.of(
        person.participant_id,
        enrolled_from=person.starts_on,
        ended_on=person.ended_on,
        plans=schedule.plans_of(person.participant_id),
    ).schedule
    enrolled = span.named(key)
    found = span.attendances(enrolled) if enrolled else ()
    line = build(
        day,
        own.zone_on(day),
        now,
        expand(own, day),
        [each for each in found if each.session.day == day],
        _marks(viewer, person, before, day, now),
        (),
        expand(own, before),
        appointments.of_person(viewer, person.participant_id, day, day, now),
    )
    return TheirDay(person, line)


def _marks(
    viewer: Viewer, person: Person, first: date, last: date, now: Instant
) -> tuple[DayMark, ...]:
    subject = Subject(person.participant_id, person.program_id, viewer.zone, person.ended_on)
    if not may_see(viewer, subject, Scope.DAY_MARKS, now):
        return ()
    return facts.day_marks(person.participant_id, first, last)
