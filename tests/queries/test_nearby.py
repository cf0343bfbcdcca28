"""What the database narrows down is what a walk over every meeting finds."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.directory import listing, put, source
from tests.helpers.rows import rows
from webapp.domain import nearby
from webapp.domain.directory import Precision
from webapp.domain.nearby import Point
from webapp.domain.wall_clock import Instant, WallTime, later
from webapp.models.program import Program
from webapp.queries import directory
from webapp.queries import nearby as query

WORCESTER = Point(42.2626, -71.8023)
ZONES = ("America/New_York", "America/Chicago", "Pacific/Auckland", "UTC")
CLOCKS_CHANGE = [datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC)]
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.one_of(
    st.builds(later, st.just(BEGINNING), st.integers(0, 525_600)),
    st.builds(later, st.sampled_from(CLOCKS_CHANGE), st.integers(-3000, 3000)),
)


def scattered(number):
    """So many meetings through the week, around Worcester and further away."""
    chance = random.Random(number)
    for nth in range(number):
        spread = chance.choice((0.05, 0.5, 5, 200))
        yield listing(
            f"m{nth}",
            chance.randrange(7),
            str(WallTime(chance.randrange(1440))),
            name=f"m{nth}",
            zone=chance.choice(ZONES),
            duration=chance.choice((30, 60, 90, 1440)),
            precision=chance.choice((Precision.EXACT, Precision.EXACT, Precision.NONE)),
            lat=WORCESTER.lat + chance.uniform(-1, 1) * min(spread, 40),
            lon=(WORCESTER.lon + chance.uniform(-1, 1) * spread + 180) % 360 - 180,
        )


@pytest.fixture
def program_id(app, cast, now):
    program_id = rows(Program)[0].id
    put(source(program_id, now), now, *list(scattered(300))[:200])
    put(source(program_id, now, name="Another"), now, *list(scattered(300))[200:])
    put(source(rows(Program)[1].id, now), now, listing("of-others"))
    return program_id


def measured(listings, origin):
    return [(each, nearby.far(each, origin)) for each in listings]


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moments, st.integers(0, 8 * 1440), st.sampled_from([None, 1.0, 30.0, 900.0]))
def test_what_begins_in_a_span_is_what_a_walk_over_the_whole_list_finds(
    program_id, first, long, radius
):
    last = later(first, long)
    expected = [
        (found.starts_at, away)
        for each, away in measured(directory.load(program_id), WORCESTER)
        for found in nearby.begins_between(each, first, last)
        if radius is None or (away is not None and away <= radius)
    ]
    found = query.between(program_id, first, last, WORCESTER, radius)
    some = sorted(((f.starts_at, f.miles) for f in found), key=str)
    assert some == sorted(expected, key=str)
    assert [f.starts_at for f in found] == sorted(f.starts_at for f in found)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moments, st.sampled_from([1, 24]), st.sampled_from([None, 30.0]))
def test_the_nearest_that_ended_lately_are_those_that_a_walk_finds(program_id, now, hours, radius):
    expected = [
        replace(found, miles=away)
        for each, away in measured(directory.load(program_id), WORCESTER)
        if (found := nearby.lately(each, now, hours))
        and (radius is None or (away is not None and away <= radius))
    ]
    found = query.lately(program_id, now, WORCESTER, radius, hours)
    assert list(found) == nearby.by_distance(expected)


def test_around_the_line_of_dates_the_other_side_is_near(app, cast, now):
    program_id = rows(Program)[0].id
    there = {"precision": Precision.EXACT, "lat": -17.0, "zone": "UTC"}
    put(source(program_id, now), now, listing("west", lon=179.9, **there))
    put(source(program_id, now), now, listing("east", lon=-179.9, **there))
    for lon in (179.95, -179.95):
        found = query.between(program_id, now, later(now, 10080), Point(-17.0, lon), 20.0)
        assert {f.listing.uid for f in found} == {"west", "east"}


def test_a_town_is_where_its_meetings_are(app, cast, now):
    program_id = rows(Program)[0].id
    here = {"precision": Precision.EXACT, "city": "Worcester"}
    put(
        source(program_id, now),
        now,
        listing("a", lat=42.0, lon=-71.0, **here),
        listing("b", lat=43.0, lon=-72.0, **here),
        listing("c", lat=9.0, lon=9.0, city="Worcester"),
    )
    assert query.town(program_id, " WORCESTER ") == Point(42.5, -71.5)
    assert query.town(program_id, "Boston") is None
    assert query.town(program_id, "") is None
    assert query.town(rows(Program)[1].id, "Worcester") is None


def test_without_a_directory_nothing_is_near(app, cast, now):
    program_id = rows(Program)[0].id
    assert query.between(program_id, now, later(now, 10080)) == ()
    assert query.lately(program_id, now, WORCESTER) == ()


def test_a_list_with_every_zone_there_is_is_searched_all_the_same(app, cast, now):
    program_id = rows(Program)[0].id
    every = sorted(name for name in available_timezones() if "/" in name)
    put(source(program_id, now), now, *(listing(zone, 6, "12:00", zone=zone) for zone in every))
    saturday = Instant(datetime(2026, 11, 28, 12, tzinfo=UTC))
    found = query.between(program_id, later(saturday, -1440), later(saturday, 1440))
    assert len(found) == len(every)
