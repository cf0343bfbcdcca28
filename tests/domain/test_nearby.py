from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import cos, degrees, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.directory import listing
from webapp.domain.directory import MINUTES_A_WEEK, Precision, weekday_of
from webapp.domain.nearby import (
    Point,
    begins_between,
    box_around,
    by_distance,
    by_time,
    far,
    lately,
    miles,
    week_minute,
    week_minutes,
)
from webapp.domain.wall_clock import WallTime, instant, later, zone_named

ZONES = ("America/New_York", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu", "UTC")
NEW_YORK = zone_named("America/New_York")
BOSTON, WORCESTER = Point(42.3601, -71.0589), Point(42.2626, -71.8023)


def at(text):
    return instant(datetime.fromisoformat(text))


BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 2 * 525_600).map(lambda minutes: later(BEGINNING, minutes))
listings = st.builds(
    lambda weekday, minute, zone, duration: listing(
        "x", weekday, str(WallTime(minute)), zone=zone, duration=duration
    ),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.sampled_from(ZONES),
    st.integers(1, 1440),
)


def walked(each, first, last):
    """Every date near those instants, one after the other."""
    zone = zone_named(each.zone)
    day, found = first.date() - timedelta(days=3), []
    while day <= last.date() + timedelta(days=3):
        if weekday_of(day) == each.weekday and first <= each.starts.on(day, zone) <= last:
            found.append(each.starts.on(day, zone))
        day += timedelta(days=1)
    return found


def test_the_distance_is_over_the_ground():
    assert round(miles(BOSTON, WORCESTER), 1) == 38.6
    assert miles(BOSTON, BOSTON) == 0
    assert round(miles(Point(0, 179.9), Point(0, -179.9)), 1) == 13.8


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(0.1, 100), st.floats(0, 6.3))
def test_a_box_holds_every_point_within_its_miles(lat, lon, radius, direction):
    origin = Point(lat, lon)
    step = degrees(radius * 0.999 / 3958.8)
    there = Point(lat + step * cos(direction), lon + step * sin(direction) / cos(radians(lat)))
    box = box_around(origin, radius)
    if miles(origin, there) <= radius:
        assert box.south <= there.lat <= box.north
        assert box.west <= there.lon <= box.east


def test_how_far_is_known_only_where_the_door_is():
    door = {"lat": 42.2626, "lon": -71.8023}
    assert round(far(listing(**door, precision=Precision.EXACT), BOSTON)) == 39
    assert far(listing(**door, precision=Precision.APPROX), BOSTON) is None
    assert far(listing(precision=Precision.EXACT), BOSTON) is None
    assert far(listing(**door, precision=Precision.EXACT), None) is None


def test_the_week_begins_on_sunday_at_the_zones_own_midnight():
    assert week_minute(at("2026-11-22T05:00+00:00"), NEW_YORK) == 0
    assert week_minute(at("2026-11-22T04:59+00:00"), NEW_YORK) == MINUTES_A_WEEK - 1


@given(moments, st.integers(0, 9 * 1440), st.sampled_from(ZONES), listings)
def test_what_begins_in_a_span_is_among_its_minutes_of_the_week(first, long, zone, each):
    last = later(first, long)
    spans = week_minutes(first, last, zone_named(each.zone))
    assert all(0 <= low <= high < MINUTES_A_WEEK for low, high in spans)
    if walked(each, first, last):
        assert any(low <= each.week_minute <= high for low, high in spans)


@given(moments, st.integers(0, 30 * 1440), listings)
def test_the_dates_of_a_meeting_are_those_that_a_walk_finds(first, long, each):
    last = later(first, long)
    assert [f.starts_at for f in begins_between(each, first, last)] == walked(each, first, last)


@given(moments, st.integers(1, 48), listings)
def test_the_latest_date_is_the_last_that_began_and_is_not_long_over(now, hours, each):
    over = later(now, -60 * hours)
    begun = [
        start
        for start in walked(each, later(now, -8 * 1440), now)
        if later(start, each.duration) > over
    ]
    found = lately(each, now, hours)
    assert (found.starts_at if found else None) == (begun[-1] if begun else None)


@pytest.mark.parametrize(
    ("day", "starts", "expected"),
    [
        (date(2026, 11, 1), "01:30", "2026-11-01T05:30+00:00"),
        (date(2026, 3, 8), "02:30", "2026-03-08T07:30+00:00"),
    ],
    ids=["the hour that comes twice", "the hour that never comes"],
)
def test_both_nights_of_a_clock_change_have_the_meeting_once(day, starts, expected):
    each = listing(weekday=0, starts=starts)
    midnight = WallTime(0).on(day, NEW_YORK)
    found = begins_between(each, midnight, later(midnight, 1500))
    assert [f.starts_at for f in found] == [at(expected)]


def test_meetings_by_appointment_have_no_dates():
    first = at("2026-11-22T05:00+00:00")
    assert begins_between(listing(weekday=None, starts=None), first, later(first, 10080)) == ()
    assert lately(listing(weekday=2, starts=None), first) is None


def test_by_time_the_nearer_of_two_comes_first_and_by_distance_the_unknown_last():
    first = at("2026-11-22T05:00+00:00")
    near, wide, unknown = (
        begins_between(listing(uid, 0, "12:00", name=uid), first, later(first, 1440))[0]
        for uid in ("near", "wide", "unknown")
    )
    near, wide = replace(near, miles=1.0), replace(wide, miles=9.0)
    for order in (by_time, by_distance):
        assert [f.listing.uid for f in order([unknown, wide, near])] == ["near", "wide", "unknown"]
