"""The meeting directory: what other people's lists say about meetings that repeat each week.

Weekdays are counted as the feeds' own specification does, Sunday = 0. Everywhere else in Dayline
Monday is 0: `weekday_of` is the one place where the two meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import MINUTES_A_DAY, Instant, WallTime, zone_named

MINUTES_A_WEEK = 7 * MINUTES_A_DAY
USUAL_MINUTES = 60
"""A meeting whose list says no length (Meeting Guide's own default)."""


class FeedKind(StrEnum):
    """How a source's list is written; `hand` is the one that staff keep themselves."""

    MEETING_GUIDE = "meeting_guide"
    BMLT = "bmlt"
    HAND = "hand"


class Venue(StrEnum):
    """Where a meeting is held. `closed`: neither a room nor a way to join from afar."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"
    CLOSED = "closed"


class Openness(StrEnum):
    """Whether people may come who do not say they are members. Many lists do not say."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How far the coordinates can be trusted: the door, only the town, or not at all."""

    EXACT = "exact"
    APPROX = "approx"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Listing:
    """One line of a directory. `starts` is wall time in `zone`; without weekday or start it is
    by appointment.

    `uid` is the feed's own name for it, `key` ours (empty until it is stored). `duration` is in
    minutes, and `duration_said` whether the list said so; `zone_said` whether the row named the
    zone itself. `gives_proof` False means unknown, never no. `languages` are ISO 639 codes.
    `irregular`: listed weekly, but may not meet every week. Texts are plain text.
    """

    uid: str
    fellowship: Fellowship
    name: str
    zone: str
    weekday: int | None = None
    starts: WallTime | None = None
    duration: int = USUAL_MINUTES
    duration_said: bool = False
    zone_said: bool = False
    venue: Venue = Venue.IN_PERSON
    group_name: str = ""
    location_name: str = ""
    address_line: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    location_hint: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: Precision = Precision.NONE
    openness: Openness = Openness.UNKNOWN
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    types_raw: str = ""
    gives_proof: bool = False
    online_url: str = ""
    online_phone: str = ""
    notes: str = ""
    irregular: bool = False
    key: str = ""

    @property
    def week_minute(self) -> int | None:
        """Minutes from Sunday's midnight to the start, on the wall of its own zone."""
        if self.weekday is None or self.starts is None:
            return None
        return self.weekday * MINUTES_A_DAY + self.starts.minutes

    @property
    def where(self) -> str:
        """The place in one line, as it is copied to a day or an entry; at most 300 signs."""
        parts = (self.location_name, self.address_line, self.city)
        return ", ".join(part for part in parts if part)[:300]

    def starts_at(self, day: date) -> Instant | None:
        """The instant at which it begins on that date of its own zone; None on other weekdays."""
        if self.starts is None or self.weekday != weekday_of(day):
            return None
        return self.starts.on(day, zone_named(self.zone))


def weekday_of(day: date) -> int:
    """The weekday of a date as the directory counts it, Sunday = 0."""
    return day.isoweekday() % 7


LAST_MINUTE = MINUTES_A_DAY - 1


def fits(listing: Listing, day: date, starts: WallTime) -> bool:
    """Whether a logged date and start (wall time of the list's zone) are one of its meetings.

    Lists write midnight as 23:59 or 00:00 and may mean the end of the listed day: that day and
    the next are both right.
    """
    if listing.starts is None or listing.weekday is None:
        return False
    if listing.starts.minutes in (0, LAST_MINUTE):
        at_midnight = starts.minutes in (0, LAST_MINUTE, MINUTES_A_DAY)
        days = (day, day - timedelta(days=1))
        return at_midnight and any(weekday_of(each) == listing.weekday for each in days)
    return starts == listing.starts and weekday_of(day) == listing.weekday
