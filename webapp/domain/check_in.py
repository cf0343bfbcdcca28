"""Who may be written down as present, when, and by whom; and why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from webapp.domain.attendance import Attendance, Status
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant, later


class Refusal(StrEnum):
    """Why a check-in was not recorded. Each has its own words on the screen."""

    NO_SESSION = "no_session"
    CANCELLED = "cancelled"
    TOO_EARLY = "too_early"
    CLOSED = "closed"
    OVER = "over"
    TOO_LONG_AGO = "too_long_ago"
    WHEN = "when"
    LEFT_WHEN = "left_when"
    ALREADY_IN = "already_in"
    CODE_MISSING = "code_missing"
    CODE_WRONG = "code_wrong"
    CODE_EARLIER = "code_earlier"
    CODE_AHEAD = "code_ahead"
    CODE_ELSEWHERE = "code_elsewhere"
    CODE_UNPAIRED = "code_unpaired"
    TOO_MANY = "too_many"
    NOT_IN = "not_in"
    ALREADY_OUT = "already_out"
    TIME_TO_COME = "time_to_come"
    SENT_TOO_LATE = "sent_too_late"


def may_check_in(attendance: Attendance | None, now: Instant) -> Refusal | None:
    """Why the participant cannot check in by code now, or None if they can."""
    if attendance is None:
        return Refusal.NO_SESSION
    if attendance.session.cancelled:
        return Refusal.CANCELLED
    if attendance.check_in is not None:
        return Refusal.ALREADY_IN
    if now < attendance.session.opens_at:
        return Refusal.TOO_EARLY
    if now > attendance.session.ends_at:
        return Refusal.OVER
    return Refusal.CLOSED if now > attendance.session.closes_at else None


CORRECTABLE = timedelta(days=45)
"""For so long after a session its list can still be put right: a dispute may come thirty days
later, and takes its time to be answered."""


def is_correctable(session: Session, now: Instant) -> bool:
    """Whether staff can still tick somebody in, or undo it, from the session's own list."""
    return session.opens_at <= now <= session.ends_at + CORRECTABLE


def may_tick(attendance: Attendance, at: Instant, now: Instant) -> Refusal | None:
    """Why staff cannot record that the participant was here at `at`, or None if they can.

    For 45 days after the session, and never for a time to come, before check-in
    opened, or after the end: once it is over, staff say when the person came.
    """
    session = attendance.session
    if session.cancelled:
        return Refusal.CANCELLED
    if attendance.check_in is not None:
        return Refusal.ALREADY_IN
    if now < session.opens_at:
        return Refusal.TOO_EARLY
    if not is_correctable(session, now):
        return Refusal.TOO_LONG_AGO
    return None if session.opens_at <= at <= min(now, session.ends_at) else Refusal.WHEN


CHECK_OUT_MINUTES = 3 * 60
"""For so long after the end one can still say that one left; it counts to the end anyway."""


def may_check_out(attendance: Attendance | None, now: Instant) -> Refusal | None:
    """Why leaving cannot be written down now, or None if it can."""
    if attendance is None or attendance.check_in is None or not attendance.is_present:
        return Refusal.NOT_IN
    if attendance.check_out is not None:
        return Refusal.ALREADY_OUT
    if now < attendance.check_in.at:
        return Refusal.TIME_TO_COME
    is_over = now > later(attendance.session.ends_at, CHECK_OUT_MINUTES)
    return Refusal.OVER if is_over else None


SENT_WITHIN = timedelta(hours=12)
"""A check-in made without signal has so long to arrive."""


def corrected(claimed_at: Instant, sent_at: Instant, now: Instant) -> Instant:
    """When it really was, if the phone showed `claimed_at` then and `sent_at` at `now`."""
    return Instant(claimed_at + (now - sent_at))


def may_send_later(
    claimed: Instant, now: Instant, within: timedelta = SENT_WITHIN
) -> Refusal | None:
    """Why what was done at that (corrected) time does not count by itself, or None if it may."""
    if claimed > now:
        return Refusal.TIME_TO_COME
    return Refusal.SENT_TOO_LATE if now - claimed > within else None


def may_have_been_there(session: Session, claimed: Instant) -> bool:
    """Whether a check-in of that time that does not count by itself is kept for staff."""
    return not session.cancelled and session.opens_at <= claimed <= session.ends_at


def to_check_out_of(attendances: Sequence[Attendance], now: Instant) -> Attendance | None:
    """The session that leaving now is meant for: the one the person is in, else the last."""
    been = [a for a in attendances if a.is_present and a.session.opens_at <= now]
    still_in = [a for a in been if a.check_out is None]
    return next(iter([*reversed(still_in), *reversed(been)]), None)


def to_check_in_to(attendances: Sequence[Attendance], now: Instant) -> Attendance | None:
    """The session that a check-in now is meant for.

    The one whose window is open; else the one the person is in; else the next to come;
    else the last of the day.
    """
    standing = [a for a in attendances if not a.session.cancelled] or list(attendances)
    missing = [a for a in standing if a.check_in is None]
    open_now = [a for a in missing if a.session.opens_at <= now <= a.session.closes_at]
    open_now.sort(key=lambda a: a.session.is_make_up)
    being_in = [a for a in standing if a.is_present and now <= a.session.ends_at]
    coming = [a for a in standing if a.status is Status.UPCOMING]
    return next(iter([*open_now, *being_in, *coming, *reversed(standing)]), None)
