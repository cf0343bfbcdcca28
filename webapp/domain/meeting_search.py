"""What somebody types to find a meeting: names, places, a weekday, a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from webapp.domain.directory import Listing
from webapp.domain.wall_clock import NOON, WallTime

TIME = re.compile(r"\b(\d{1,2})(?::(\d\d))?\s*([ap])\.?m?\b\.?|\b(\d{1,2}):(\d\d)\b", re.IGNORECASE)
BARE_HOUR = re.compile(r"^\s*([1-9]|1\d|2[0-3])\s*$")
"""All that was typed is an hour: somebody looks for a time, not for a house's number."""
WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
"""As the directory counts them."""
SHORTEST_DAY = 3
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that all have to be there, and starts of which one has to be it."""

    words: tuple[str, ...]
    starts: frozenset[WallTime]

    def __bool__(self) -> bool:
        return bool(self.words or self.starts)


def read(typed: str) -> Asked:
    """The words and times in it. 7:30 means both halves of the day, 7 PM or 19:30 one; 7 alone
    is 7:00."""
    typed = BARE_HOUR.sub(r"\1:00", typed)
    starts = frozenset(start for found in TIME.finditer(typed) for start in _starts(found))
    words = re.split(r"[\s,;·]+", TIME.sub(" ", typed).casefold())
    return Asked(tuple(word for word in words if word)[:MOST_WORDS], starts)


def weekday(word: str) -> int | None:
    """The weekday that a word names, in full or in part (Sunday = 0)."""
    if len(word) < SHORTEST_DAY:
        return None
    return next((n for n, name in enumerate(WEEKDAYS) if name.startswith(word.rstrip("."))), None)


def place_of(listing: Listing) -> str:
    """Where it is, without the town."""
    return ", ".join(each for each in (listing.location_name, listing.address_line) if each)


def _starts(found: re.Match[str]) -> set[WallTime]:
    hour, minute = int(found[1] or found[4]), int(found[2] or found[5] or 0)
    if minute > 59 or hour > 23 or (found[3] and not 1 <= hour <= 12):
        return set()
    if found[3]:
        half = 12 * 60 if found[3].lower() == "p" else 0
        return {WallTime(hour % 12 * 60 + minute + half)}
    at = WallTime(hour * 60 + minute)
    return {at, at.plus(12 * 60)} if NOON.minutes > at.minutes >= 60 else {at}
