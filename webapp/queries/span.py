"""A program's dates, people and record between two dates, read once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from webapp.domain.access import Viewer
from webapp.domain.attendance import Attendance
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant
from webapp.queries import record, schedule, sessions
from webapp.queries.sessions import Enrolled


class Span:
    """What the viewer's program holds from `first` through `last`, whoever they may see.

    Ten statements, however many people and dates.
    """

    def __init__(self, viewer: Viewer, first: date, last: date, now: Instant) -> None:
        assert viewer.program_id is not None
        self.viewer = viewer
        self.now = now
        self.people: Sequence[Enrolled] = sessions.enrolled_between(viewer, first, last, now)
        self.dates = schedule.of_program(viewer.program_id, first, last)
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        self.sessions: list[Session] = [s for day in days for s in self.dates.sessions_on(day)]
        self.record = record.load(record.in_program(viewer.program_id), self.sessions)

    def named(self, key: str) -> Enrolled | None:
        """One of the people, or None: whom the viewer may not see is not there."""
        return next((each for each in self.people if each.key == key), None)

    def attendances(self, person: Enrolled) -> tuple[Attendance, ...]:
        """What is so at each session of the dates on which they are enrolled."""
        own: Iterable[Session] = (s for s in self.sessions if person.is_enrolled(s.day))
        return self.record.attendances(person.id, own, self.now, person.enrolled_at)
