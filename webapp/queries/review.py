"""Everything that waits for a person at the program, and one session of one participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain import meetings
from webapp.domain.access import Viewer
from webapp.domain.appointment import waits_for_staff as appointment_waits
from webapp.domain.attendance import Attendance, Status
from webapp.domain.decisions import (
    is_appointment_overdue,
    is_overdue,
    may_make_up,
    waits_for_staff,
    was_asked_ahead,
)
from webapp.domain.figures import Against, Figures, against, figures, minutes
from webapp.domain.record import MAKE_UP_WITHIN, SessionName
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import appointments
from webapp.queries.appointments import Appointed
from webapp.queries.sessions import Enrolled
from webapp.queries.span import Span

BACK = timedelta(days=45)
AHEAD = timedelta(days=14)


class Why(StrEnum):
    """What somebody waits for; the first that fits."""

    DISPUTE = "dispute"
    REQUEST = "request"
    SENT_LATER = "sent_later"
    UNKNOWN = "unknown"
    NOT_HEARD = "not_heard"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One participant and session that a person still has to look at."""

    key: str
    name: str
    participant_id: int
    attendance: Attendance
    why: Why
    overdue: bool

    @property
    def where(self) -> SessionName:
        return SessionName(self.attendance.session.day, self.attendance.session.name)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All that waits, by what it waits for; within each, what is overdue and oldest first."""

    now: Instant
    zone: ZoneInfo
    waiting: tuple[Waiting, ...]
    appointments: tuple[Appointed, ...] = ()
    """Visits and tests that nobody has noted yet, or that somebody says are not right."""

    @property
    def count(self) -> int:
        """How many things wait."""
        return len(self.waiting) + len(self.appointments)

    def of(self, why: Why) -> tuple[Waiting, ...]:
        """Those that wait for this."""
        return tuple(each for each in self.waiting if each.why is why)

    @property
    def overdue(self) -> int:
        """How many wait for longer than they should."""
        return sum(each.overdue for each in self.waiting) + sum(
            is_appointment_overdue(each.appointment, self.now, self.zone)
            for each in self.appointments
        )


def load(viewer: Viewer, now: Instant) -> ReviewPage:
    """Everything of the viewer's program. Five statements."""
    today = local_date(now, viewer.zone)
    span = Span(viewer, today - BACK, today + AHEAD, now)
    found = [
        Waiting(
            person.key,
            person.name,
            person.id,
            attendance,
            _why(attendance),
            is_overdue(attendance, now, viewer.zone),
        )
        for person in span.people
        for attendance in span.on_mind(person)
        if waits_for_staff(attendance)
    ]
    found.sort(key=lambda each: (not each.overdue, each.attendance.session.arrive_by, each.name))
    planned = appointments.between(viewer, today - BACK, today, now)
    open_ones = tuple(a for a in planned if appointment_waits(a.appointment, now))
    return ReviewPage(now, viewer.zone, tuple(found), open_ones)


def _why(attendance: Attendance) -> Why:
    facts = attendance.facts
    if facts.dispute:
        return Why.DISPUTE
    if facts.request and attendance.check_in is None:
        return Why.REQUEST
    if facts.to_review or facts.claim:
        return Why.SENT_LATER
    return Why.UNKNOWN if attendance.status is Status.UNKNOWN else Why.NOT_HEARD


@dataclass(frozen=True, slots=True)
class OnePage:
    """One participant at one session, with the last four weeks and what it could make up for."""

    key: str
    name: str
    participant_id: int
    attendance: Attendance
    figures: Figures
    week: Against
    """The minutes of the session's own week, beside the program's floor and plan."""
    missed: tuple[Attendance, ...]
    asked_ahead: bool
    now: Instant
    zone: ZoneInfo


def one(viewer: Viewer, key: str, where: SessionName, now: Instant) -> OnePage | None:
    """That page, or None if the viewer's program expects no such. Five statements."""
    today = local_date(now, viewer.zone)
    first = min(where.day - MAKE_UP_WITHIN, today - timedelta(days=27))
    last = max(where.day, today) + timedelta(days=6)
    span = Span(viewer, first, last, now, only=(key,))
    person = span.named(key)
    if person is None:
        return None
    found = span.attendances(person)
    meant = next((a for a in found if (a.session.day, a.session.name) == where), None)
    if meant is None:
        return None
    return OnePage(
        person.key,
        person.name,
        person.id,
        meant,
        figures(found, today),
        _week(span, person, found, where.day),
        tuple(a for a in found if may_make_up(a, meant) is None),
        was_asked_ahead(meant),
        now,
        meant.session.zone,
    )


def _week(span: Span, person: Enrolled, found: Sequence[Attendance], day: date) -> Against:
    settings = span.settings_on(person, day)
    first, last = meetings.week_of(day, settings.week_start)
    own = [a for a in found if first <= a.session.day <= last]
    visits = appointments.of_person(span.viewer, person.id, first, last, span.now)
    return against(minutes(own, span.now, visits), settings)
