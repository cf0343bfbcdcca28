"""A meeting picked from the directory: what that means as an entry, by the participant's wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from webapp.domain.directory import Listing, Venue, fits
from webapp.domain.meetings import Mode
from webapp.domain.wall_clock import Instant, WallTime, local, local_date, zone_named

MODE = {Venue.IN_PERSON: Mode.IN_PERSON, Venue.ONLINE: Mode.ONLINE}
"""How somebody was there, where the list leaves no choice."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When somebody was there, by their own wall, and whether the list has the meeting then."""

    day: date
    starts: WallTime
    fits: bool


def occasion(
    listing: Listing, day: date, starts: WallTime | None, zone: ZoneInfo
) -> Occasion | None:
    """The meeting on that date of the participant's zone, at the start that they say, else at the
    list's own. None for one by appointment, without a start."""
    begins = starts or start_on(listing, day, zone)
    if begins is None:
        return None
    return Occasion(day, begins, _fits(listing, begins.on(day, zone)))


def start_on(listing: Listing, day: date, zone: ZoneInfo) -> WallTime | None:
    """What the wall of `zone` shows when it begins on that date; on other days of the week than
    its own what it would show. None by appointment."""
    if listing.starts is None:
        return None
    begun = next((at for at in _near(listing, day) if local_date(at, zone) == day), None)
    at = begun or listing.starts.on(day, zone_named(listing.zone))
    return WallTime.of(local(at, zone).time())


def _fits(listing: Listing, at: Instant) -> bool:
    """Judged on the wall of the list's own zone."""
    there = local(at, zone_named(listing.zone))
    day = there.date()
    return at in _near(listing, day) or fits(listing, day, WallTime.of(there.time()))


def _near(listing: Listing, day: date) -> list[Instant]:
    """When it begins on that date of its own zone, the date before and the one after."""
    days = (day + timedelta(days=days) for days in (0, -1, 1))
    return [at for each in days if (at := listing.starts_at(each)) is not None]
