"""The record of the participant who asks: exactly what others see, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain import appointment as appointment_rules
from webapp.domain import meetings
from webapp.domain.access import Viewer
from webapp.domain.appointment import NOTED_WITHIN, Appointment
from webapp.domain.attendance import Attendance
from webapp.domain.coming import answers_open
from webapp.domain.decisions import may_dispute
from webapp.domain.figures import Figures, Minutes, figures, minutes
from webapp.domain.meetings import MeetingEntry
from webapp.domain.slips import Ladder
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import appointments, earlier_enrollments, facts, schedule, slips
from webapp.queries.day import attendances_of

SHOWN = timedelta(weeks=8)
AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The sessions of the last eight weeks, the newest first, and what they add up to."""

    today: date
    sessions: tuple[Attendance, ...]
    appointments: tuple[Appointment, ...]
    figures: Figures
    this_week: Minutes
    now: Instant

    def can_dispute(self, attendance: Attendance) -> bool:
        """Whether the participant can say that this one is not right."""
        return may_dispute(attendance, self.now)

    def can_dispute_appointment(self, appointment: Appointment) -> bool:
        """The same for an appointment."""
        return appointment_rules.may_dispute(appointment, self.now)


def load(viewer: Viewer, now: Instant) -> RecordPage:
    """The record. Four statements."""
    today = local_date(now, viewer.zone)
    found = _between(viewer, today - SHOWN, today, now)
    settings = schedule.of_participant(viewer, today, today).settings_on(today)
    planned = appointments.own(viewer, today - SHOWN, today)
    return page(found, planned, settings.week_start, today, now)


def page(
    found: Sequence[Attendance],
    planned: Sequence[Appointment],
    week_start: int,
    today: date,
    now: Instant,
) -> RecordPage:
    """The page of these sessions and appointments, whoever reads it."""
    first, last = meetings.week_of(today, week_start)
    this_week = [a for a in found if first <= a.session.day <= last]
    visits = [each for each in planned if first <= each.day <= last]
    begun = [a for a in found if _has_begun(a, now)]
    return RecordPage(
        today,
        tuple(reversed(begun)),
        tuple(each for each in reversed(planned) if each.facts.rows or each.starts_at <= now),
        figures(found, today),
        minutes(this_week, now, visits),
        now,
    )


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is on record about the participant since their first day, to take along."""

    sessions: tuple[Attendance, ...]
    appointments: tuple[Appointment, ...]
    meetings: tuple[MeetingEntry, ...]
    ladder: Ladder
    now: Instant


def everything(viewer: Viewer, now: Instant) -> Everything:
    """The participant's own record, however long, the times before this one
    included. Six statements."""
    assert viewer.participant_id is not None
    today = local_date(now, viewer.zone)
    before = earlier_enrollments.load(viewer.participant_id)
    first = min(viewer.enrolled_from or today, today, *(each.starts_on for each in before))
    found = _between(viewer, first, today + AHEAD, now)
    entries = facts.meeting_entries(viewer.participant_id, first, today)
    return Everything(
        tuple(a for a in found if _has_begun(a, now)),
        appointments.own(viewer, first - NOTED_WITHIN, today + AHEAD),
        entries,
        slips.ladder(viewer.participant_id, entries, first, today),
        now,
    )


def to_come(viewer: Viewer, now: Instant) -> tuple[Attendance, ...]:
    """The sessions of the next two weeks about which one can still say something."""
    today = local_date(now, viewer.zone)
    found = _between(viewer, today, today + AHEAD, now)
    return tuple(a for a in found if answers_open(a, now) and not a.session.is_make_up)


def _has_begun(attendance: Attendance, now: Instant) -> bool:
    """Whether there is anything to say of it yet."""
    facts = attendance.facts
    is_said = bool(facts.rows or facts.check_ins or facts.said)
    return attendance.session.opens_at <= now or is_said


def _between(viewer: Viewer, first: date, last: date, now: Instant) -> tuple[Attendance, ...]:
    dates = schedule.of_participant(viewer, first, last)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return attendances_of(viewer, [s for day in days for s in dates.sessions_on(day)], now)
