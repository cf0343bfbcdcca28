"""How a logged meeting is known: a ladder, not a verdict. Every rung counts the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum, auto
from itertools import product

from webapp.domain.meetings import Fellowship, MeetingEntry
from webapp.domain.record import Void
from webapp.domain.wall_clock import Instant, WallTime


class Rung(StrEnum):
    """From the lowest to the highest. None is worth more than another."""

    OWN_WORD = "own_word"
    ON_LIST = "on_list"
    SLIP_SEEN = "slip_seen"


APART = 30
"""A slip is about an entry of its date that starts at most so many minutes before or after, and
is not of another kind. The same start is the same meeting even then."""
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Slip:
    """A paper slip that staff saw, and what it says. Date and start are wall time.

    `by` names who saw it. It stands for itself: that there is one says nothing about the log.
    """

    id: str
    day: date
    starts: WallTime
    fellowship: Fellowship | None
    name: str
    seen_at: Instant
    by: str
    void: Void | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The entries of a log beside the slips of the same dates."""

    of_entry: Mapping[str, Slip] = field(default_factory=dict)
    """The standing slip about an entry, by the entry's id."""
    left: tuple[Slip, ...] = ()
    """Standing slips about no entry, the latest first."""
    taken_back: tuple[Slip, ...] = ()
    """Slips that staff took back, the latest first."""

    def rung(self, entry: MeetingEntry) -> Rung:
        """How the entry is known."""
        if entry.id in self.of_entry:
            return Rung.SLIP_SEEN
        return Rung.ON_LIST if entry.fits_list else Rung.OWN_WORD


class _Match(Enum):
    """How surely a slip is about an entry, the surest first. Each is a round of `climb`."""

    SAME_START_AND_KIND = auto()
    SAME_START = auto()
    """And the slip says no kind."""
    NEAR_AND_SAME_KIND = auto()
    NEAR = auto()
    """And the slip says no kind."""
    SAME_START_ALONE = auto()
    """Where nothing else is about it: one of the two kinds was written wrongly."""


def climb(entries: Iterable[MeetingEntry], slips: Iterable[Slip]) -> Ladder:
    """Which slip is about which entry: one about one, however the two are ordered.

    The surest pairs come first, of those the ones with the same name: two meetings can begin at
    once. Those that are as sure are paired in the order of the day.
    """
    order = sorted(slips, key=lambda slip: (slip.day, slip.starts, slip.id))
    logged = sorted(entries, key=lambda entry: (entry.day, entry.starts, entry.id))
    found: dict[str, Slip] = {}
    left = [slip for slip in order if slip.void is None]
    for surest in product(_Match, (True, False)):
        for slip in tuple(left):
            free = (entry for entry in logged if entry.id not in found)
            about = next((entry for entry in free if _match(entry, slip) == surest), None)
            if about is not None:
                found[about.id] = slip
                left.remove(slip)
    taken_back = (slip for slip in reversed(order) if slip.void is not None)
    return Ladder(found, tuple(reversed(left)), tuple(taken_back))


def _match(entry: MeetingEntry, slip: Slip) -> tuple[_Match | None, bool]:
    """How surely, and whether both have the same name."""
    return _surely(entry, slip), entry.name.casefold() == slip.name.casefold()


def _surely(entry: MeetingEntry, slip: Slip) -> _Match | None:
    apart = abs(entry.starts.minutes - slip.starts.minutes)
    if entry.day != slip.day or apart > APART:
        return None
    if slip.fellowship is entry.fellowship:
        return _Match.NEAR_AND_SAME_KIND if apart else _Match.SAME_START_AND_KIND
    if slip.fellowship is None:
        return _Match.NEAR if apart else _Match.SAME_START
    return None if apart else _Match.SAME_START_ALONE
