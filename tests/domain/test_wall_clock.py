from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.helpers.days import NEW_YORK
from webapp.domain.errors import InvalidTime, UnknownZone
from webapp.domain.wall_clock import (
    LATEST_MINUTE,
    Instant,
    WallTime,
    instant,
    later,
    local,
    local_date,
    zone_named,
)

QUARTER_TO_SIX = WallTime.parse("17:45")
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)
ZONES = (
    "America/New_York",
    "America/St_Johns",
    "America/Nuuk",
    "America/Scoresbysund",
    "America/Havana",
    "America/Santiago",
    "Pacific/Easter",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Europe/Dublin",
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2026, 3, 7), 22),
        (SPRING, 21),
        (date(2026, 3, 9), 21),
        (date(2026, 10, 31), 21),
        (AUTUMN, 22),
        (date(2026, 11, 2), 22),
    ],
)
def test_5_45_pm_is_5_45_pm_before_and_after_the_clocks_change(day: date, hour: int) -> None:
    found = QUARTER_TO_SIX.on(day, NEW_YORK)
    assert found == utc(day.year, day.month, day.day, hour, 45)
    assert local(found, NEW_YORK).time() == time(17, 45)


@pytest.mark.parametrize(
    ("zone", "day", "text", "expected"),
    [
        ("America/New_York", SPRING, "2:30", utc(2026, 3, 8, 7, 30)),
        ("America/Nuuk", date(2026, 3, 28), "23:30", utc(2026, 3, 29, 1, 30)),
        ("America/Scoresbysund", date(2026, 3, 28), "23:30", utc(2026, 3, 29, 1, 30)),
        ("Pacific/Easter", date(2026, 9, 5), "22:30", utc(2026, 9, 6, 4, 30)),
        ("Australia/Lord_Howe", date(2026, 10, 4), "2:15", utc(2026, 10, 3, 15, 45)),
        ("Asia/Kathmandu", date(1986, 1, 1), "0:05", utc(1985, 12, 31, 18, 35)),
        ("Pacific/Apia", date(2011, 12, 30), "12:00", utc(2011, 12, 30, 22)),
    ],
)
def test_a_time_the_wall_never_shows_comes_as_long_after_the_jump(
    zone: str, day: date, text: str, expected: datetime
) -> None:
    assert WallTime.parse(text).on(day, zone_named(zone)) == expected


@pytest.mark.parametrize(
    ("zone", "day", "text", "expected"),
    [
        ("America/New_York", AUTUMN, "1:30", utc(2026, 11, 1, 5, 30)),
        ("America/Nuuk", date(2026, 10, 24), "23:30", utc(2026, 10, 25, 0, 30)),
        ("Pacific/Easter", date(2026, 4, 4), "21:30", utc(2026, 4, 5, 2, 30)),
        ("Australia/Lord_Howe", date(2026, 4, 5), "1:45", utc(2026, 4, 4, 14, 45)),
    ],
)
def test_a_time_the_wall_shows_twice_means_the_first_showing(
    zone: str, day: date, text: str, expected: datetime
) -> None:
    assert WallTime.parse(text).on(day, zone_named(zone)) == expected


def test_half_past_one_in_the_night_after_the_last_day_before_the_change() -> None:
    assert WallTime.parse("25:30").on(date(2026, 10, 31), NEW_YORK) == utc(2026, 11, 1, 5, 30)


def all_instants_showing(naive: datetime, zone: ZoneInfo) -> list[datetime]:
    """Found the other way round: from every offset in force about then, back to the wall."""
    about = naive.replace(tzinfo=UTC)
    offsets = {
        (about + timedelta(hours=hours)).astimezone(zone).utcoffset() for hours in (-48, 0, 48)
    }
    tried = sorted(about - offset for offset in offsets if offset is not None)
    return [moment for moment in tried if moment.astimezone(zone).replace(tzinfo=None) == naive]


@given(
    st.dates(date(1990, 1, 1), date(2037, 12, 1)),
    st.sampled_from(ZONES),
    st.integers(0, LATEST_MINUTE),
)
@example(SPRING, "America/New_York", 150)
@example(AUTUMN, "America/New_York", 90)
@example(date(2011, 12, 30), "Pacific/Apia", 720)
@example(date(2026, 4, 5), "Australia/Lord_Howe", 105)
@example(date(2026, 3, 28), "America/Nuuk", 23 * 60 + 30)
def test_a_wall_time_is_one_instant_and_shows_itself_again_except_in_a_gap(
    day: date, name: str, minutes: int
) -> None:
    zone = zone_named(name)
    found = WallTime(minutes).on(day, zone)
    naive = datetime.combine(day, time()) + timedelta(minutes=minutes)
    showing = all_instants_showing(naive, zone)
    assert found.utcoffset() == timedelta(0)
    if showing:
        assert found == showing[0]
    else:
        assert local(found, zone).replace(tzinfo=None) > naive


@given(st.integers(0, LATEST_MINUTE))
def test_what_is_written_reads_back_as_the_same_time(minutes: int) -> None:
    assert WallTime.parse(str(WallTime(minutes))) == WallTime(minutes)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("17:45", 1065),
        ("7:00", 420),
        ("00:00", 0),
        (" 23:59 ", 1439),
        ("24:00", 1440),
        ("25:30", 1530),
        ("47:59", LATEST_MINUTE),
    ],
)
def test_a_time_is_read(text: str, minutes: int) -> None:
    assert WallTime.parse(text).minutes == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        "17",
        "1745",
        "17:5",
        "17:60",
        "17:45:00",
        "48:00",
        "017:45",
        "117:45",
        "-1:00",
        "+1:00",
        "17.45",
        "5:45 PM",
        "17:4\N{DEVANAGARI DIGIT FIVE}",
        "1\N{FULLWIDTH DIGIT SEVEN}:45",
        "1\N{SUPERSCRIPT TWO}:00",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidTime):
        WallTime.parse(text)


@pytest.mark.parametrize("minutes", [-1, LATEST_MINUTE + 1])
def test_a_wall_time_outside_two_days_is_refused(minutes: int) -> None:
    with pytest.raises(InvalidTime):
        WallTime(minutes)


def test_a_wall_time_cannot_move_past_the_night_after() -> None:
    with pytest.raises(InvalidTime):
        WallTime.parse("47:00").plus(60)


def test_the_wall_shows_the_small_hours_without_the_day() -> None:
    assert WallTime.parse("25:30").clock == time(1, 30)


def test_a_clock_reading_drops_its_seconds() -> None:
    assert WallTime.of(time(17, 45, 59)) == QUARTER_TO_SIX


def test_wall_times_order_by_the_clock_and_the_night_comes_last() -> None:
    assert WallTime.parse("7:00") < QUARTER_TO_SIX < WallTime.parse("24:15")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidTime):
        instant(datetime(2026, 3, 2, 17, 45))  # noqa: DTZ001  # the very thing to refuse


def test_an_aware_moment_becomes_utc() -> None:
    found = instant(datetime(2026, 3, 2, 17, 45, tzinfo=NEW_YORK))
    assert (found, found.tzinfo) == (utc(2026, 3, 2, 22, 45), UTC)


def test_later_counts_real_minutes_over_a_change_of_clocks() -> None:
    before = WallTime.parse("1:45").on(SPRING, NEW_YORK)
    assert local(later(before, 30), NEW_YORK).time() == time(3, 15)


def test_today_is_the_date_of_the_zone_and_not_of_utc() -> None:
    now = Instant(utc(2026, 3, 2, 4, 30))
    assert local_date(now, NEW_YORK) == date(2026, 3, 1)
    assert local_date(now, zone_named("Pacific/Auckland")) == date(2026, 3, 2)


@pytest.mark.parametrize("name", [*ZONES, "UTC", "US/Eastern"])
def test_a_zone_is_found_by_its_name(name: str) -> None:
    assert zone_named(name).key == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "EST",
        "MST",
        "HST",
        "EST5EDT",
        "America/",
        "America/Nowhere",
        "/etc/localtime",
        "../America/New_York",
        "America/New_York\0",
        "America/" + "x" * 300,
    ],
)
def test_a_name_that_is_no_zone_is_refused_and_named(name: str) -> None:
    with pytest.raises(UnknownZone) as refused:
        zone_named(name)
    assert refused.value.name == name
