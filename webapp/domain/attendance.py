"""What a session's facts mean. The status is derived each time, never stored.

Thresholds are instants, compared to the second: in by 5:45:00 PM is on time, one second
later is grace. Nothing here can make an absence that counts: a no-show stays provisional
until a person at the program confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.domain.schedule import SESSION_KINDS, Kind, Occurrence
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, later


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
class Session:
    """One group day of a program on one date, with its thresholds as instants."""

    day: date
    name: str
    opens_at: Instant
    arrive_by: Instant
    grace_ends_at: Instant
    closes_at: Instant
    ends_at: Instant
    treatment: tuple[tuple[Instant, Instant], ...]
    topic: str = ""
    place: str = ""
    cancelled: bool = False
    instead_of: Instant | None = None
    full_presence: int = 80

    @property
    def moved(self) -> bool:
        """Whether it was moved today; `instead_of` is its usual arrival."""
        return self.instead_of is not None

    @property
    def scheduled_minutes(self) -> int:
        """Minutes of treatment blocks; breaks and the walk home do not count."""
        return sum(_minutes(start, end) for start, end in self.treatment)

    def minutes_present(self, arrived_at: Instant, until: Instant) -> int:
        """Whole minutes between arrival and `until` that overlap treatment blocks."""
        return sum(
            _minutes(max(start, arrived_at), min(end, until)) for start, end in self.treatment
        )


def _minutes(start: Instant, end: Instant) -> int:
    return max(0, int((end - start).total_seconds() // 60))


def sessions_in(
    occurrences: Iterable[Occurrence], settings: ProgramSettings, place: str = ""
) -> tuple[Session, ...]:
    """The sessions among the occurrences, by arrival time.

    A session without a block to arrive at begins with its first block.
    """
    by_session: dict[tuple[date, str], list[Occurrence]] = {}
    for occurrence in occurrences:
        if occurrence.session is not None and occurrence.kind in SESSION_KINDS:
            by_session.setdefault((occurrence.day, occurrence.session), []).append(occurrence)
    found = [_session(key, parts, settings, place) for key, parts in by_session.items()]
    return tuple(sorted(found, key=lambda session: session.arrive_by))


def _session(
    key: tuple[date, str], parts: Sequence[Occurrence], settings: ProgramSettings, place: str
) -> Session:
    day, name = key
    arrivals = [part for part in parts if part.kind is Kind.ARRIVE] or parts
    arrive_by = min(part.starts_at for part in arrivals)
    treatment = tuple(
        (part.starts_at, part.ends_at)
        for part in parts
        if part.kind is Kind.TREATMENT and part.ends_at is not None
    )
    return Session(
        day=day,
        name=name,
        opens_at=later(arrive_by, -settings.opens_before),
        arrive_by=arrive_by,
        grace_ends_at=later(arrive_by, settings.grace),
        closes_at=later(arrive_by, settings.closes_after),
        ends_at=max((end for _, end in treatment), default=later(arrive_by, settings.closes_after)),
        treatment=treatment,
        topic=next((part.note for part in parts if part.note), ""),
        place=place,
        cancelled=any(part.cancelled for part in parts),
        instead_of=min((p.instead_of for p in arrivals if p.instead_of), default=None),
        full_presence=settings.full_presence,
    )


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
