"""What is on record about one participant at one session. Rows are added, never changed.

A correction is a row like any other, with who, when and why. What was voided stays on the
record for whoever reads it, and never reaches the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from webapp.domain.answers import Answer, ArrivalAnswer
from webapp.domain.wall_clock import Instant


class SessionName(NamedTuple):
    """Which session of a program: its date and its name."""

    day: date
    name: str


class Evidence(StrEnum):
    """How a check-in or check-out came to be known. None of them weighs more than another."""

    CODE = "code"
    SENT_LATER = "sent_later"
    """The code was typed without signal; it came later, with both clocks."""
    STAFF = "staff"
    FRONT_DESK = "front_desk"
    """A personal number, typed at the front desk."""
    OWN_TAP = "own_tap"
    """The participant's own word; only for leaving."""


class Entry(StrEnum):
    """What one row of the record says."""

    CHECK_OUT = "check_out"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    NO_SHOW = "no_show"
    UNKNOWN = "unknown"
    REOPENED = "reopened"
    """What was decided before holds no longer: the facts alone speak again."""
    MAKE_UP = "make_up"
    """This session makes up for a missed one, which `about` names."""
    CLAIM = "claim"
    """A check-in sent later that could not be accepted by itself: a person may have been there."""
    REVIEWED = "reviewed"
    """Staff looked at what was sent later."""
    DISPUTE = "dispute"
    ANSWERED = "answered"
    """Somebody answered the dispute."""
    DONE = "done"
    """An appointment was kept."""
    MISSED = "missed"
    """An appointment was not kept, a person says so."""
    CALLED_OFF = "called_off"
    """An appointment does not take place; `about` names the one in its stead, if it was moved."""


DECISIONS = frozenset(
    {Entry.EXCUSED, Entry.UNEXCUSED, Entry.NO_SHOW, Entry.UNKNOWN, Entry.REOPENED}
)
NOTES = frozenset({Entry.DONE, Entry.MISSED, Entry.EXCUSED, Entry.CALLED_OFF, Entry.REOPENED})
"""What staff note about an appointment; the last of them holds."""
ASKED_AHEAD = timedelta(hours=24)
"""Who asks so long before the arrival can be excused without it being an emergency."""
MAKE_UP_WITHIN = timedelta(days=14)
DISPUTE_WITHIN = timedelta(days=30)
"""For so long after a session its record can be disputed from the phone."""


@dataclass(frozen=True, slots=True)
class Void:
    """Somebody found a row wrong: who, when and why. The row itself stays."""

    by: str
    at: Instant
    reason: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Somebody was at the door at that instant.

    One that was sent later has both clocks: `claimed_at` is what the phone showed at the
    door, `sent_at` what it showed when it sent. `at` is the first, put right by the phone's
    error, and `recorded_at` is when it was written down.
    """

    id: str
    at: Instant
    evidence: Evidence
    by: str = ""
    recorded_at: Instant | None = None
    claimed_at: Instant | None = None
    sent_at: Instant | None = None
    void: Void | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row beside the check-ins. `at` is what it is about, else when it was written down.

    `words` are for whoever may read the row: a staff member's to the participant, or the
    participant's to staff. `owner` answers a dispute, by `due_on`.
    """

    id: str
    kind: Entry
    at: Instant
    recorded_at: Instant
    by: str = ""
    words: str = ""
    evidence: Evidence | None = None
    emergency: bool = False
    about: SessionName | None = None
    owner: str = ""
    due_on: date | None = None
    void: Void | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is on record about one participant at one session, the oldest first."""

    check_ins: tuple[CheckIn, ...] = ()
    rows: tuple[Recorded, ...] = ()
    said: ArrivalAnswer | None = None
    """The last thing they said about coming."""
    made_up_at: SessionName | None = None
    """The session that made up for this one."""
    could_not_know: bool = field(default=False)
    """Dayline itself was not there to be told."""

    @property
    def check_in(self) -> CheckIn | None:
        """The check-in that stands."""
        if not self.check_ins:
            return None
        return next((each for each in self.check_ins if each.void is None), None)

    @property
    def undone(self) -> CheckIn | None:
        """The last check-in that was found wrong, if no other stands in its place."""
        return self.check_ins[-1] if self.check_ins and self.check_in is None else None

    @property
    def check_out(self) -> Recorded | None:
        return self._last(Entry.CHECK_OUT)

    @property
    def decision(self) -> Recorded | None:
        """What staff decided last, unless it was opened again."""
        last = self._last(*DECISIONS)
        return None if last is None or last.kind is Entry.REOPENED else last

    @property
    def noted(self) -> Recorded | None:
        """What became of an appointment by the last note, unless that was taken back."""
        last = self._last(*NOTES)
        return None if last is None or last.kind is Entry.REOPENED else last

    @property
    def makes_up(self) -> SessionName | None:
        """The missed session that this one makes up for."""
        link = self._last(Entry.MAKE_UP)
        return link.about if link else None

    @property
    def claim(self) -> Recorded | None:
        """A check-in sent later that nobody has looked at yet."""
        return self._unsettled(Entry.CLAIM, (*DECISIONS, Entry.REVIEWED))

    @property
    def earlier_claim(self) -> Recorded | None:
        """Such a check-in of a time before the one that stands: they may have come earlier."""
        claim, came = self.claim, self.check_in
        return claim if claim and came and claim.at < came.at else None

    @property
    def dispute(self) -> Recorded | None:
        """A dispute that nobody has answered yet."""
        return self._unsettled(Entry.DISPUTE, (Entry.ANSWERED,))

    @property
    def request(self) -> ArrivalAnswer | None:
        """That they cannot come, while no staff member has decided about it."""
        if self.said is None or self.said.answer is not Answer.CANNOT_COME:
            return None
        decided = self._last(*DECISIONS)
        return self.said if decided is None or decided.recorded_at < self.said.heard_at else None

    @property
    def to_review(self) -> CheckIn | None:
        """A check-in that was sent later and that nobody has looked at yet."""
        came = self.check_in
        if came is None or came.evidence is not Evidence.SENT_LATER or came.recorded_at is None:
            return None
        seen = self._last(Entry.REVIEWED)
        return came if seen is None or seen.recorded_at < came.recorded_at else None

    def _last(self, *kinds: Entry) -> Recorded | None:
        if not self.rows:
            return None
        return next((r for r in reversed(self.rows) if r.void is None and r.kind in kinds), None)

    def _unsettled(self, kind: Entry, settled_by: Iterable[Entry]) -> Recorded | None:
        last = self._last(kind, *settled_by)
        return last if last is not None and last.kind is kind else None


NOTHING = Facts()
