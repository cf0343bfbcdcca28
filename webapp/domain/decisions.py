"""What program staff may decide about somebody's session, and what a participant may dispute.

An absence is never the work of a clock: it is one of these decisions, with a person behind it.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.appointment import Appointment
from webapp.domain.attendance import UNCOUNTED, Attendance, Status
from webapp.domain.record import ASKED_AHEAD, DECISIONS, DISPUTE_WITHIN, MAKE_UP_WITHIN, Entry
from webapp.domain.wall_clock import NOON, Instant, local_date

LONGEST_WORDS = 500
ANSWER_WITHIN_DAYS = 3
"""Business days in which a dispute is answered."""


class DecisionRefusal(StrEnum):
    """Why nothing was decided."""

    CANCELLED = "cancelled"
    CAME = "came"
    TOO_EARLY = "too_early"
    EMERGENCY = "emergency"
    NOTHING_TO_OPEN = "nothing_to_open"
    WORDS = "words"
    NOT_MISSED = "not_missed"
    NOT_A_MAKE_UP = "not_a_make_up"
    OWN_SESSION = "own_session"
    TOO_FAR_APART = "too_far_apart"
    ALREADY = "already"


def was_asked_ahead(attendance: Attendance) -> bool:
    """Whether they asked to be excused 24 hours or more before the arrival."""
    said = attendance.facts.request
    return said is not None and attendance.session.arrive_by - said.at >= ASKED_AHEAD


def may_decide(
    attendance: Attendance, kind: Entry, emergency: bool, now: Instant
) -> DecisionRefusal | None:
    """Why this cannot be decided now, or None if it can.

    Excused: asked 24 hours ahead, or an emergency. Missed, in whatever word: only once their
    check-in has closed without them, except that a request can be declined before.
    """
    assert kind in DECISIONS
    if attendance.session.cancelled:
        return DecisionRefusal.CANCELLED
    if kind is Entry.REOPENED:
        return None if attendance.facts.decision else DecisionRefusal.NOTHING_TO_OPEN
    if attendance.check_in is not None:
        return DecisionRefusal.CAME
    if kind is Entry.EXCUSED:
        is_fine = emergency or was_asked_ahead(attendance)
        return None if is_fine else DecisionRefusal.EMERGENCY
    is_declined = kind is Entry.UNEXCUSED and attendance.facts.request is not None
    if now <= attendance.session.closes_at and not is_declined:
        return DecisionRefusal.TOO_EARLY
    return None


def may_make_up(missed: Attendance, make_up: Attendance) -> DecisionRefusal | None:
    """Why the one session cannot make up for the other, or None if it can: they were expected
    at the one and were at the other, within 14 days, and neither is linked already. A session
    at which they were expected anyway clears no other: that would count one for two."""
    if missed.check_in is not None or missed.status in UNCOUNTED:
        return DecisionRefusal.NOT_MISSED
    if missed.facts.made_up_at is not None or make_up.facts.makes_up is not None:
        return DecisionRefusal.ALREADY
    if not make_up.is_present:
        return DecisionRefusal.NOT_A_MAKE_UP
    if not make_up.session.is_make_up:
        return DecisionRefusal.OWN_SESSION
    apart = make_up.session.day - missed.session.day
    is_near = timedelta(0) <= apart <= MAKE_UP_WITHIN and missed.session != make_up.session
    return None if is_near else DecisionRefusal.TOO_FAR_APART


def may_dispute(attendance: Attendance, now: Instant) -> bool:
    """Whether the participant can say that this is not right: once its check-in has closed,
    for 30 days, and not twice at a time."""
    session = attendance.session
    if session.cancelled or attendance.facts.dispute is not None:
        return False
    is_on_record = now > session.closes_at or attendance.check_in is not None
    return is_on_record and now <= session.ends_at + DISPUTE_WITHIN


def due(asked_on: date) -> date:
    """The date by which a dispute is answered: three business days, without weekends."""
    day, left = asked_on, ANSWER_WITHIN_DAYS
    while left:
        day = next_business_day(day)
        left -= 1
    return day


def next_business_day(day: date) -> date:
    """The next date after it from Monday to Friday."""
    day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def confirm_by(session_day: date, zone: ZoneInfo) -> Instant:
    """Until when staff confirm what nobody heard about: noon of the next business day. After
    that it is on the owner's list; unconfirmed it never counts."""
    return NOON.on(next_business_day(session_day), zone)


def is_overdue(attendance: Attendance, now: Instant, zone: ZoneInfo) -> bool:
    """Whether it waits for longer than it should."""
    dispute = attendance.facts.dispute
    if dispute is not None and dispute.due_on is not None:
        return local_date(now, zone) > dispute.due_on
    return now > confirm_by(attendance.session.day, zone)


def is_appointment_overdue(appointment: Appointment, now: Instant, zone: ZoneInfo) -> bool:
    """The same for a visit or test: noted by noon of the next business day, its dispute
    answered by its date."""
    dispute = appointment.facts.dispute
    if dispute is not None and dispute.due_on is not None:
        return local_date(now, zone) > dispute.due_on
    return appointment.facts.noted is None and now > confirm_by(appointment.day, zone)


def waits_for_staff(attendance: Attendance) -> bool:
    """Whether a person at the program still has to look at this."""
    facts = attendance.facts
    if facts.dispute or facts.to_review or facts.earlier_claim:
        return True
    if attendance.status is Status.UNKNOWN:
        return facts.decision is None
    is_asked = facts.request is not None and attendance.status in (Status.UPCOMING, Status.OPEN)
    return is_asked or attendance.status is Status.WAITING or attendance.provisional
