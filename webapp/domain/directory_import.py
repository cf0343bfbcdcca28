"""One reading of a list: who asked for it, how far it is, what came of it; and when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.wall_clock import Instant, WallTime, local_date

LARGEST = 10 * 1024 * 1024
"""Bytes of a list, fetched or uploaded."""
KEPT = timedelta(days=90)
"""So long one can look up what an import did."""
LEASE = timedelta(minutes=5)
"""A reading that has not ended by then is begun again: its process is gone."""
MOST_TRIES = 3
"""A list that ended its process so often is not read again."""
GAVE_UP = "gave_up"
"""The trouble with such a list."""
UNEXPECTED = "unexpected"
"""An error of ours; the list may be as good as ever."""
NIGHT_FROM, NIGHT_MINUTES = WallTime.parse("03:00"), 120


class How(StrEnum):
    """Who asked: the night, a person's tap, or a person with a file."""

    NIGHT = "night"
    PERSON = "person"
    FILE = "file"


class ImportState(StrEnum):
    """How far an import is. `ready` and `held` wait for a person; `held` because much would
    vanish, or because nobody ever said yes to this list. `unchanged`: there was nothing to do."""

    ASKED = "asked"
    READING = "reading"
    READY = "ready"
    HELD = "held"
    APPLIED = "applied"
    UNCHANGED = "unchanged"
    TROUBLED = "troubled"
    PUT_ASIDE = "put_aside"


UNDER_WAY = frozenset({ImportState.ASKED, ImportState.READING})
DONE = frozenset({ImportState.APPLIED, ImportState.UNCHANGED, ImportState.TROUBLED})
WAITING = frozenset({ImportState.READY, ImportState.HELD})
"""For a person to decide."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of a list come in, change, and so on (see `directory_change.Change`)."""

    new: int = 0
    changed: int = 0
    back: int = 0
    vanishes: int = 0
    refused: int = 0
    stays: int = 0


@dataclass(frozen=True, slots=True)
class Import:
    """One reading of a list. `trouble` is a word for what was in the way. `settled_at` and `by`
    say when and by whom it was brought in or put aside; nobody for the night."""

    key: str
    how: How
    state: ImportState
    asked_at: Instant
    asked_by: str
    finished_at: Instant | None
    trouble: str
    counts: Counts
    settled_at: Instant | None
    settled_by: str

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_done(self) -> bool:
        """Whether it came to an end that says how the list stands."""
        return self.state in DONE

    @property
    def waits(self) -> bool:
        """Whether a person has to decide."""
        return self.state in WAITING


def next_night(after: Instant, zone: ZoneInfo, number: int) -> Instant:
    """When the list of that number is next read by itself: between 3 and 5 AM of the zone, the
    lists one after the other, and later than `after`."""
    wall = WallTime(NIGHT_FROM.minutes + number * 37 % NIGHT_MINUTES)
    today = local_date(after, zone)
    nights = (wall.on(today + timedelta(days=n), zone) for n in range(3))
    return next(each for each in nights if each > after)
