"""A program's dates, people and record between two dates, read once for all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import chain

from webapp.domain.access import Viewer
from webapp.domain.attendance import Attendance
from webapp.domain.session import Session
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant
from webapp.queries import record, schedule, sessions
from webapp.queries.schedule import Dates
from webapp.queries.sessions import Enrolled


class Span:
    """What the viewer's program holds from `first` through `last`, whoever they may see.

    Ten statements, however many people and dates. With `only`, keys, it is about those
    people, and reads nobody else's record.
    """

    def __init__(
        self,
        viewer: Viewer,
        first: date,
        last: date,
        now: Instant,
        *,
        only: Collection[str] | None = None,
    ) -> None:
        assert viewer.program_id is not None
        self.viewer = viewer
        self.now = now
        people = sessions.enrolled_between(viewer, first, last, now)
        self.people: Sequence[Enrolled] = [
            each for each in people if only is None or each.key in only
        ]
        self.dates = schedule.of_program(viewer.program_id, first, last)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.sessions: list[Session] = [s for day in days for s in self.dates.sessions_on(day)]
        self._theirs = {
            each.id: sessions.sessions_of(each, self.dates, days, self.sessions)
            for each in self.people
        }
        everybodys = [*self.sessions, *chain(*self._theirs.values())]
        everybody = record.in_program(viewer.program_id)
        whose = record.of([each.id for each in self.people]) if only is not None else everybody
        self.record = record.load(whose, everybodys)

    def named(self, key: str) -> Enrolled | None:
        """One of the people, or None: whom the viewer may not see is not there."""
        return next((each for each in self.people if each.key == key), None)

    def attendances(self, person: Enrolled) -> tuple[Attendance, ...]:
        """What is so at each session of the dates on which they are enrolled."""
        own = self._theirs[person.id]
        return self.record.attendances(person.id, own, self.now, person.enrolled_at)

    def on_mind(self, person: Enrolled) -> tuple[Attendance, ...]:
        """Those of them that somebody could have to look at. One that has not closed yet, or was
        over before Dayline knew them, is only among them if something is on record about it."""
        own = (
            session
            for session in self._theirs[person.id]
            if person.enrolled_at <= session.closes_at < self.now
            or self.record.is_about(person.id, session)
        )
        return self.record.attendances(person.id, own, self.now, person.enrolled_at)

    def settings_on(self, person: Enrolled, day: date) -> ProgramSettings:
        """The settings in force for them on that date: those of their phase."""
        return self._of(person).settings_on(day)

    def _of(self, person: Enrolled) -> Dates:
        return self.dates.of(person.id, enrolled_from=person.starts_on, ended_on=person.ended_on)
