"""Days, times, lengths and zones as lists write them."""

import pytest

from webapp.domain.feed import Reason
from webapp.domain.wall_clock import WallTime
from webapp.feeds.when import days_in, length_in, may_skip_weeks, start_in, until, zone_in


@pytest.mark.parametrize(
    ("said", "days"),
    [
        (0, (0,)), ("6", (6,)), (" 3 ", (3,)), ("Monday", (1,)), ("tuesdays", (2,)), ("THU", (4,)),
        ([5, "1", 5], (1, 5)), ({"0": "2", "1": "4"}, (2, 4)), ("Mon, Wed", (1, 3)),
        (None, ()), ("", ()), ([], ()), ({}, ()), (["", None], ()),
        (7, Reason.BAD_DAY), (-1, Reason.BAD_DAY), ("someday", Reason.BAD_DAY),
        ([1, 9], Reason.BAD_DAY), (True, Reason.BAD_DAY), (1.0, Reason.BAD_DAY),
        ([[1]], Reason.BAD_DAY), ("²", Reason.BAD_DAY),
    ],
)  # fmt: skip
def test_days(said, days):
    assert days_in(said) == days


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ("19:00", "19:00"), ("7:05", "07:05"), ("18:00:00", "18:00"), ("6:00 PM", "18:00"),
        ("6:00pm", "18:00"), ("05:30P", "17:30"), ("12:00 AM", "00:00"), ("12:15 p.m.", "12:15"),
        ("6 pm", "18:00"), ("1830", "18:30"), ("noon", "12:00"), ("00:00", "00:00"),
        ("23:59", "23:59"), ("24:00", "23:59"), ("2400", "23:59"), ("Midnight", "00:00"),
        ("１９:００", "19:00"),
    ],
)  # fmt: skip
def test_times_that_are_clear(said, starts):
    assert start_in(said) == WallTime.parse(starts)


@pytest.mark.parametrize(
    "said",
    [
        "25:99", "24:01", "2401", "13:00 PM", "0:30 AM", "7", "730", "19.00", "7-8 PM", "19:60",
        "19:00:61", "-1:00", "soon", 0, False, [], 19.5,
    ],
)  # fmt: skip
def test_times_that_are_not_clear_are_refused(said):
    assert start_in(said) is Reason.BAD_TIME


def test_a_time_that_is_not_said_is_none():
    assert start_in("") is start_in(None) is start_in(" ") is None


@pytest.mark.parametrize(
    ("end", "length"),
    [
        ("20:30", (90, True)), ("00:30", (330, True)), ("07:00", (720, True)),
        ("07:01", (60, False)), ("19:00", (60, False)), ("", (60, False)), ("soon", (60, False)),
        (None, (60, False)),
    ],
)  # fmt: skip
def test_an_end_may_lie_past_midnight(end, length):
    assert until(WallTime.parse("19:00"), end) == length


@pytest.mark.parametrize(
    ("said", "length"),
    [
        ("01:30:00", (90, True)), ("1:30", (90, True)), ("24:00:00", (1440, True)),
        ("24:01", (60, False)), ("00:00:00", (60, False)), ("", (60, False)), (None, (60, False)),
    ],
)  # fmt: skip
def test_lengths(said, length):
    assert length_in(said) == length


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("America/Chicago", "America/Chicago"), ("US/Eastern", "US/Eastern"),
        ("EST", "America/New_York"), ("edt", "America/New_York"), ("MST", "America/Denver"),
        ("HST", "Pacific/Honolulu"), ("Eastern Time (US & Canada)", "America/New_York"),
        ("Central Time (US &amp; Canada)", "America/Chicago"), ("Arizona", "America/Phoenix"),
        ("Pacific Standard Time", "America/Los_Angeles"), ("UTC", "UTC"),
    ],
)  # fmt: skip
def test_zones_that_are_known(said, zone):
    assert zone_in(said, "Europe/Paris") == (zone, True)


@pytest.mark.parametrize(
    "said",
    ["Mars/Olympus", "../../etc/passwd", "America/", "UTC-5", "x/" * 50, "CET", 5, [], "a/b\x00"],
)
def test_a_zone_that_nobody_knows_refuses_the_row(said):
    assert zone_in(said, "Europe/Paris") is Reason.BAD_ZONE


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Speaker Night (last Friday of the month)", True), ("1st and 3rd Tuesdays", True),
        ("2nd, 4th & 5th Sat", True), ("Every other Thursday", True), ("Meets monthly", True),
        ("Seasonal, in the park", True), ("First Church", False), ("First Things First", False),
        ("Last Sunset Group", False), ("Second floor, Monday to Friday", False), ("", False),
    ],
)  # fmt: skip
def test_a_line_that_may_skip_weeks(text, may):
    assert may_skip_weeks(text) is may
