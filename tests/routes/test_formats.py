"""Times, dates and amounts as a person says them."""

from datetime import date, timedelta

import pytest

from tests.helpers.clock import at
from webapp.domain.wall_clock import Instant, WallTime, zone_named
from webapp.routes import formats

ZONE = zone_named("America/New_York")
NOON = at("2026-11-23 12:00")
MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def request_context(app):
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("time", "said"),
    [("00:00", "12:00 AM"), ("00:30", "12:30 AM"), ("12:00", "12:00 PM"), ("17:45", "5:45 PM")],
)
def test_a_clock_counts_to_twelve(time, said):
    assert formats.clock(at(f"2026-11-23 {time}"), ZONE) == said
    assert formats.wall(WallTime.parse(time)) == said
    assert formats.iso_wall(at(f"2026-11-23 {time}"), ZONE) == time
    assert " ".join(formats.clock_parts(at(f"2026-11-23 {time}"), ZONE)) == said


def test_a_sentence_has_one_full_stop_at_its_end():
    assert [formats.sentence(said) for said in ("By Sam K.", "By Sam", "Why?")] == [
        "By Sam K.",
        "By Sam.",
        "Why?",
    ]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 h"), (30, "30 min"), (45, "45 min"), (60, "1 h"), (90, "1.5 h"), (179, "2 h 59 min")],
)
def test_an_amount_of_time_keeps_half_hours(minutes, said):
    assert formats.hours(minutes) == said


@pytest.mark.parametrize(
    ("seconds", "ahead"),
    [(-60, "now"), (0, "now"), (60, "in 1 min"), (1500, "in 25 min"), (7500, "in 2 h 5 min")],
)
def test_until_says_how_long_it_takes(seconds, ahead):
    assert formats.until(Instant(NOON + timedelta(seconds=seconds)), NOON) == ahead


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "just now"), (8, "8 min ago"), (60, "1 h ago"), (-5, "just now")]
)
def test_ago_counts_whole_minutes(minutes, said):
    assert formats.ago(Instant(NOON - timedelta(minutes=minutes)), NOON) == said


@pytest.mark.parametrize(
    ("days", "said"), [(-1, ""), (0, ""), (1, ""), (2, "2 days ago"), (365, "365 days ago")]
)
def test_how_long_ago_a_date_was_is_said_where_it_has_no_name(days, said):
    assert formats.days_ago(MONDAY - timedelta(days=days), MONDAY) == said


def test_dates_near_today_have_names():
    said = [formats.relative_day(MONDAY + timedelta(days=n), MONDAY) for n in (-2, -1, 0, 1, 2)]
    assert said == ["Sat, Nov 21", "Yesterday", "Today", "Tomorrow", "Wed, Nov 25"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({0, 1, 2, 3, 4}, "Mon – Fri"),
        ({0, 2, 4}, "Mon, Wed, Fri"),
        ({0, 1}, "Mon, Tue"),
        ({6}, "Sun"),
    ],
)
def test_weekdays_that_follow_each_other_are_a_span(days, said):
    assert formats.weekdays_said(frozenset(days)) == said


@pytest.mark.parametrize(
    ("time", "sky"),
    [
        ("04:59", "night"),
        ("05:00", "dawn"),
        ("10:00", "day"),
        ("16:00", "dusk"),
        ("20:00", "night"),
    ],
)
def test_the_sky_follows_the_hour(time, sky):
    assert formats.sky(at(f"2026-11-23 {time}"), ZONE) == sky


@pytest.mark.parametrize(
    ("time", "hour"), [("03:00", 23), ("04:00", 7), ("07:59", 7), ("11:00", 10), ("14:59", 12)]
)
def test_every_hour_has_a_colour_of_the_line(time, hour):
    assert formats.daylight(at(f"2026-11-23 {time}"), ZONE) == hour
    assert hour in formats.DAYLIGHT_HOURS
