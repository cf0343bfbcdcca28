"""What a session's facts mean. The status is derived each time, never stored.

Thresholds are instants, compared to the second: in by 5:45:00 PM is on time, one second
later is grace. Nothing here can make an absence that counts: a no-show stays provisional
until a person at the program confirms it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.record import NOTHING, CheckIn, Entry, Facts, Recorded
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant, later


class Status(StrEnum):
    """One word for one session; the first that fits, from the top.

    What is known ahead comes before the window: who is excused from a session to come reads
    so, and not that they are expected.
    """

    CANCELLED = "cancelled"
    EXCUSED = "excused"
    UPCOMING = "upcoming"
    OPEN = "open"
    NOT_EXPECTED = "not_expected"
    MADE_UP = "made_up"
    PARTIAL = "partial"
    LEFT_EARLY = "left_early"
    LATE = "late"
    GRACE = "grace"
    ON_TIME = "on_time"
    WAITING = "waiting"
    UNEXCUSED = "unexcused"
    UNKNOWN = "unknown"
    NO_SHOW = "no_show"


PRESENT = frozenset({Status.ON_TIME, Status.GRACE, Status.LATE, Status.PARTIAL, Status.LEFT_EARLY})
ATTENDED = PRESENT | {Status.MADE_UP}
NOT_SEEN = frozenset({Status.NO_SHOW, Status.UNKNOWN, Status.WAITING, Status.UNEXCUSED})
"""Their check-in closed without them; whether that is an absence, a person says."""
UNCOUNTED = frozenset({Status.CANCELLED, Status.EXCUSED, Status.NOT_EXPECTED})
"""These count for nobody, neither as attended nor as missed."""
DECIDED = {
    Entry.UNEXCUSED: Status.UNEXCUSED,
    Entry.NO_SHOW: Status.NO_SHOW,
    Entry.UNKNOWN: Status.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Attendance:
    """The derived record of one participant at one session.

    `provisional`: nobody at the program has confirmed it, so it counts for nothing.
    """

    session: Session
    status: Status
    facts: Facts = NOTHING
    provisional: bool = False

    @property
    def check_in(self) -> CheckIn | None:
        return self.facts.check_in

    @property
    def check_out(self) -> Recorded | None:
        return self.facts.check_out

    @property
    def is_present(self) -> bool:
        return self.status in PRESENT

    @property
    def is_attended(self) -> bool:
        """Whether it counts as attended. A make-up counts in the place of the missed one."""
        return self.status in ATTENDED and self.facts.makes_up is None

    @property
    def is_decided(self) -> bool:
        """Whether it counts at all: attended, or an absence that a person at the program said."""
        missed = self.status is Status.UNEXCUSED or (
            self.status is Status.NO_SHOW and not self.provisional
        )
        return self.is_attended or missed

    @property
    def was_punctual(self) -> bool:
        """In by the end of grace, whatever became of the rest of the session."""
        came = self.check_in
        return came is not None and _second(came.at) <= self.session.grace_ends_at

    def is_in(self, now: Instant) -> bool:
        """Whether the person is there now: in, not out, and it is not over."""
        return self.is_present and self.check_out is None and now <= self.session.ends_at

    def has_open_end(self, now: Instant) -> bool:
        """Whether it is over and nobody wrote down when they left."""
        return self.is_present and self.check_out is None and now > self.session.ends_at

    def minutes(self, now: Instant) -> int:
        """Treatment minutes so far; a session without a recorded end counts to its end."""
        return self.minutes_between(self.session.opens_at, self.session.ends_at, now)

    def minutes_between(self, start: Instant, end: Instant, now: Instant) -> int:
        """Those of the same minutes that lie between these two instants."""
        if not self.is_present or self.check_in is None:
            return 0
        until = min(now, end, self.session.ends_at)
        if self.check_out is not None:
            until = min(until, self.check_out.at)
        return self.session.minutes_present(max(start, self.check_in.at), until)


def derive(
    session: Session, facts: Facts, now: Instant, enrolled_at: Instant | None = None
) -> Attendance:
    """The attendance of one participant at one session, as of `now`.

    Whoever was enrolled only after its check-in closed was not expected, and misses nothing;
    nor does anybody who does not come to a session that is there to make up for others.
    """
    status = (
        _known(session, facts)
        or _arrival(session, facts)
        or _ahead(session, now)
        or _too_late(session, enrolled_at)
        or _not_seen(facts)
    )
    decided = facts.decision is not None and facts.decision.kind is Entry.NO_SHOW
    return Attendance(session, status, facts, status is Status.NO_SHOW and not decided)


def _known(session: Session, facts: Facts) -> Status | None:
    if session.cancelled:
        return Status.CANCELLED
    if facts.decision is not None and facts.decision.kind is Entry.EXCUSED:
        return Status.EXCUSED
    return Status.MADE_UP if facts.made_up_at is not None and facts.check_in is None else None


def _arrival(session: Session, facts: Facts) -> Status | None:
    if facts.check_in is None:
        return None
    at = _second(facts.check_in.at)
    out = facts.check_out
    left_at = session.ends_at if out is None else min(_second(out.at), session.ends_at)
    present = session.minutes_present(at, left_at)
    if at > session.closes_at or present * 100 < session.scheduled_minutes * session.full_presence:
        return Status.PARTIAL
    if left_at < later(session.ends_at, -session.early_leave):
        return Status.LEFT_EARLY
    if at > session.grace_ends_at:
        return Status.LATE
    return Status.GRACE if at > session.arrive_by else Status.ON_TIME


def _ahead(session: Session, now: Instant) -> Status | None:
    if session.is_make_up:
        return Status.NOT_EXPECTED
    if now > session.closes_at:
        return None
    return Status.UPCOMING if now < session.opens_at else Status.OPEN


def _too_late(session: Session, enrolled_at: Instant | None) -> Status | None:
    is_new = enrolled_at is not None and enrolled_at > session.closes_at
    return Status.NOT_EXPECTED if is_new else None


def _not_seen(facts: Facts) -> Status:
    if facts.request or facts.dispute or facts.claim:
        return Status.WAITING
    if facts.decision is not None and facts.decision.kind in DECIDED:
        return DECIDED[facts.decision.kind]
    return Status.UNKNOWN if facts.could_not_know else Status.NO_SHOW


def _second(at: Instant) -> Instant:
    """A fraction of a second makes nobody late."""
    return Instant(at.replace(microsecond=0))
