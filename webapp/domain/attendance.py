"""What a session's facts mean. The status is derived each time, never stored.

Thresholds are instants, compared to the second: in by 5:45:00 PM is on time, one second
later is grace. Nothing here can make an absence that counts: a no-show stays provisional
until a person at the program confirms it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant


class Status(StrEnum):
    """One word for one session; the first that fits, from the top."""

    CANCELLED = "cancelled"
    UPCOMING = "upcoming"
    OPEN = "open"
    NOT_EXPECTED = "not_expected"
    PARTIAL = "partial"
    LATE = "late"
    GRACE = "grace"
    ON_TIME = "on_time"
    NO_SHOW = "no_show"


PRESENT = frozenset({Status.ON_TIME, Status.GRACE, Status.LATE, Status.PARTIAL})


class Evidence(StrEnum):
    """How a check-in came to be known. None of them weighs more than another."""

    CODE = "code"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Somebody was at the door at that instant; voided ones never reach the rules."""

    id: str
    at: Instant
    evidence: Evidence
    by: str = ""


@dataclass(frozen=True, slots=True)
class VoidedCheckIn:
    """A check-in that somebody found wrong, with who said so, when and why."""

    day: date
    session: str
    at: Instant
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """The derived record of one participant at one session."""

    session: Session
    status: Status
    check_in: CheckIn | None = None
    provisional: bool = False

    @property
    def is_present(self) -> bool:
        return self.status in PRESENT

    def minutes(self, now: Instant) -> int:
        """Treatment minutes so far; a session without a recorded end counts to its end."""
        if not self.is_present or self.check_in is None:
            return 0
        return self.session.minutes_present(self.check_in.at, min(now, self.session.ends_at))


def derive(
    session: Session, check_in: CheckIn | None, now: Instant, enrolled_at: Instant | None = None
) -> Attendance:
    """The attendance of one participant at one session, as of `now`.

    Whoever was enrolled only after its check-in closed was not expected, and misses nothing.
    """
    if session.cancelled:
        return Attendance(session, Status.CANCELLED, check_in)
    if check_in is not None:
        return Attendance(session, _arrival(session, check_in.at), check_in)
    if now < session.opens_at:
        return Attendance(session, Status.UPCOMING)
    if now <= session.closes_at:
        return Attendance(session, Status.OPEN)
    if enrolled_at is not None and enrolled_at > session.closes_at:
        return Attendance(session, Status.NOT_EXPECTED)
    return Attendance(session, Status.NO_SHOW, provisional=True)


def _arrival(session: Session, at: Instant) -> Status:
    at = Instant(at.replace(microsecond=0))
    if at <= session.arrive_by:
        status = Status.ON_TIME
    elif at <= session.grace_ends_at:
        status = Status.GRACE
    elif at <= session.closes_at:
        status = Status.LATE
    else:
        return Status.PARTIAL
    scheduled = session.scheduled_minutes
    present = session.minutes_present(at, session.ends_at)
    return Status.PARTIAL if present * 100 < scheduled * session.full_presence else status
