"""Who may be written down as present, when, and by whom; and why not."""

from __future__ import annotations

from collections.abc import Sequence
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
    ALREADY_IN = "already_in"
    CODE_MISSING = "code_missing"
    CODE_WRONG = "code_wrong"
    CODE_EARLIER = "code_earlier"
    CODE_AHEAD = "code_ahead"
    CODE_ELSEWHERE = "code_elsewhere"
    TOO_MANY = "too_many"


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


CORRECTABLE_MINUTES = 12 * 60
"""For so long after a session its list can still be put right."""


def is_correctable(session: Session, now: Instant) -> bool:
    """Whether staff can still tick somebody in, or undo it, from the session's own list."""
    return session.opens_at <= now <= later(session.ends_at, CORRECTABLE_MINUTES)


def may_tick(attendance: Attendance, at: Instant, now: Instant) -> Refusal | None:
    """Why staff cannot record that the participant was here at `at`, or None if they can.

    Until twelve hours after the session, and never for a time to come, before check-in
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


def to_check_in_to(attendances: Sequence[Attendance], now: Instant) -> Attendance | None:
    """The session that a check-in now is meant for.

    The one whose window is open; else the one the person is in; else the next to come;
    else the last of the day.
    """
    standing = [a for a in attendances if not a.session.cancelled] or list(attendances)
    open_now = [a for a in standing if a.status is Status.OPEN]
    being_in = [a for a in standing if a.is_present and now <= a.session.ends_at]
    coming = [a for a in standing if a.status is Status.UPCOMING]
    return next(iter([*open_now, *being_in, *coming, *reversed(standing)]), None)
