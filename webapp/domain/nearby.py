"""Which meetings of the directory come next, which were just now, and how far they are.

All in plain numbers, so that a database can narrow the list down in the same way: minutes of the
week to find those of a few hours, a box to find those around a place. What is shown is exact: the
instant on its own date in its own zone, and the distance over the ground.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, degrees, radians, sin, sqrt
from zoneinfo import ZoneInfo

from webapp.domain.directory import MINUTES_A_WEEK, Listing, Precision, weekday_of
from webapp.domain.wall_clock import MINUTES_A_DAY, Instant, later, local, zone_named

EARTH_MILES = 3958.8
JUST_BEGUN = 10
"""One that began so many minutes ago can still be gone to."""
CLOCK_CHANGE = 120
"""No zone puts its clocks on or back by more minutes than these."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the ground, in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Box:
    """Everything between two degrees of latitude and two of longitude."""

    south: float
    north: float
    west: float
    east: float


@dataclass(frozen=True, slots=True)
class Found:
    """A listing on one of its dates. `miles` from where one looks, None where that is unknown."""

    listing: Listing
    starts_at: Instant
    ends_at: Instant
    miles: float | None = None


def miles(one: Point, other: Point) -> float:
    """The distance over the ground (haversine)."""
    south, north = radians(one.lat), radians(other.lat)
    east = radians(other.lon - one.lon)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * EARTH_MILES * asin(min(1.0, sqrt(half)))


def box_around(origin: Point, radius: float) -> Box:
    """A box that holds every point within so many miles, and some more."""
    high = degrees(radius / EARTH_MILES)
    furthest = min(89.0, max(abs(origin.lat - high), abs(origin.lat + high)))
    wide = high / cos(radians(furthest))
    return Box(origin.lat - high, origin.lat + high, origin.lon - wide, origin.lon + wide)


def point_of(listing: Listing) -> Point | None:
    """Where it is, None if only its town, or nothing, is known, or nobody goes there."""
    if listing.precision is not Precision.EXACT or listing.lat is None or listing.lon is None:
        return None
    return Point(listing.lat, listing.lon)


def far(listing: Listing, origin: Point | None) -> float | None:
    """How many miles away it is; None where either place is unknown."""
    there = point_of(listing)
    return miles(origin, there) if origin and there else None


def week_minute(now: Instant, zone: ZoneInfo) -> int:
    """Minutes since Sunday's midnight, as the wall of that zone shows it."""
    there = local(now, zone)
    return weekday_of(there.date()) * MINUTES_A_DAY + there.hour * 60 + there.minute


Minutes = tuple[int, int]
"""Minutes of the week, from the first through the last."""


def week_minutes(first: Instant, last: Instant, zone: ZoneInfo) -> tuple[Minutes, ...]:
    """The minutes of the week in which every meeting of that zone starts that begins between
    those instants; a clock change may bring some more. A span over Saturday's end is two."""
    long = int((last - first).total_seconds()) // 60 + 1 + 2 * CLOCK_CHANGE
    if long >= MINUTES_A_WEEK:
        return ((0, MINUTES_A_WEEK - 1),)
    starts = (week_minute(first, zone) - CLOCK_CHANGE) % MINUTES_A_WEEK
    ends = starts + long
    if ends < MINUTES_A_WEEK:
        return ((starts, ends),)
    return (starts, MINUTES_A_WEEK - 1), (0, ends - MINUTES_A_WEEK)


def begins_between(listing: Listing, first: Instant, last: Instant) -> tuple[Found, ...]:
    """Its dates that begin from the first instant through the last, without a distance."""
    if listing.starts is None or listing.weekday is None:
        return ()
    zone = zone_named(listing.zone)
    # A start in the hour that clocks skip is shown after it, and so can be on the next date.
    day, until = local(first, zone).date() - timedelta(days=1), local(last, zone).date()
    day += timedelta(days=(listing.weekday - weekday_of(day)) % 7)
    found = []
    while day <= until:
        starts_at = listing.starts.on(day, zone)
        if first <= starts_at <= last:
            found.append(Found(listing, starts_at, later(starts_at, listing.duration)))
        day += timedelta(days=7)
    return tuple(found)


def lately(listing: Listing, now: Instant, hours: int = 24) -> Found | None:
    """Its latest date that has begun and did not end longer ago than that; None if there is
    none."""
    since = later(now, -60 * hours - listing.duration)
    begun = begins_between(listing, since, now)
    return next((each for each in reversed(begun) if each.ends_at > later(now, -60 * hours)), None)


def by_time(found: Iterable[Found]) -> list[Found]:
    """The soonest first; of those at once, the nearest."""
    return sorted(found, key=lambda each: (each.starts_at, _miles(each), each.listing.name))


def by_distance(found: Iterable[Found]) -> list[Found]:
    """The nearest first, then those of which nobody knows how far; of these, the latest first."""
    return sorted(found, key=nearness)


def nearness(each: Found) -> tuple[float, float, str]:
    """What `by_distance` goes by."""
    return (_miles(each), -each.ends_at.timestamp(), each.listing.name)


def _miles(each: Found) -> float:
    return float("inf") if each.miles is None else each.miles
