"""How a logged meeting is known: a ladder, not a verdict. Every rung counts the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from webapp.domain.meetings import Fellowship, MeetingEntry
from webapp.domain.record import Void
from webapp.domain.wall_clock import Instant, WallTime


class Rung(StrEnum):
    """From the lowest to the highest. None is worth more than another."""

    OWN_WORD = "own_word"
    ON_LIST = "on_list"
    SLIP_SEEN = "slip_seen"


APART = 30
"""A slip is about an entry of its date that starts at most so many minutes before or after."""
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


def climb(entries: Iterable[MeetingEntry], slips: Iterable[Slip]) -> Ladder:
    """Which slip is about which entry: one about one.

    The same start comes first; what is left is paired in the order of the day, so that the most
    entries have their slip.
    """
    everything = sorted(slips, key=lambda slip: (slip.day, slip.starts), reverse=True)
    standing = [slip for slip in everything if slip.void is None]
    logged = sorted(entries, key=lambda entry: (entry.day, entry.starts))
    found: dict[str, Slip] = {}
    for most in (0, APART):
        for slip in reversed(standing):
            if slip in found.values():
                continue
            near = (e for e in logged if e.id not in found and _are_near(e, slip, most))
            entry = next(near, None)
            if entry is not None:
                found[entry.id] = slip
    paired = {slip.id for slip in found.values()}
    return Ladder(
        found,
        tuple(slip for slip in standing if slip.id not in paired),
        tuple(slip for slip in everything if slip.void is not None),
    )


def _are_near(entry: MeetingEntry, slip: Slip, most: int) -> bool:
    apart = abs(entry.starts.minutes - slip.starts.minutes)
    return entry.day == slip.day and apart <= most
