from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import (
    at,
    attended,
    check_in,
    evening,
    one_group,
    shown,
)
from webapp.domain.attendance import PRESENT, Attendance, Evidence, Status, derive
from webapp.domain.wall_clock import Instant, later

EVENING = evening()
CANCELLED = evening(cancelled=True)
SPRING_EVE, AUTUMN_EVE = date(2026, 3, 7), date(2026, 10, 31)


@pytest.mark.parametrize(
    ("enrolled", "expected"), [("18:15:00", "no_show"), ("18:15:01", "not_expected")]
)
def test_whoever_was_enrolled_after_check_in_closed_was_not_expected(
    enrolled: str, expected: str
) -> None:
    found = derive(EVENING, None, at("22:00"), enrolled_at=at(enrolled))
    assert found.status == expected
    assert not found.is_present


def test_who_was_enrolled_too_late_and_came_all_the_same_is_there() -> None:
    found = derive(EVENING, check_in(at("18:40")), at("22:00"), enrolled_at=at("18:30"))
    assert found.status is Status.PARTIAL


@pytest.mark.parametrize(
    ("now", "minutes"), [("17:50", 0), ("18:00", 0), ("19:30", 90), ("21:00", 180), ("23:00", 180)]
)
def test_minutes_so_far_grow_until_the_end_of_the_group(now: str, minutes: int) -> None:
    found = attended(EVENING, at("17:40"), at(now))
    assert found.minutes(at(now)) == minutes


def test_who_is_not_there_has_no_minutes() -> None:
    assert attended(EVENING, None, at("21:00")).minutes(at("21:00")) == 0


def test_a_cancelled_session_has_no_minutes_even_for_who_came() -> None:
    assert attended(CANCELLED, at("17:40"), at("21:00")).minutes(at("21:00")) == 0


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("00:00", Status.UPCOMING),
        ("17:14:59", Status.UPCOMING),
        ("17:15:00", Status.OPEN),
        ("17:45:01", Status.OPEN),
        ("18:15:00", Status.OPEN),
        ("18:15:01", Status.NO_SHOW),
        ("35:00", Status.NO_SHOW),
    ],
)
def test_without_a_check_in_the_clock_decides(now: str, status: Status) -> None:
    assert attended(EVENING, None, at(now)).status is status


@pytest.mark.parametrize(
    ("arrived", "status"),
    [
        ("17:15:00", Status.ON_TIME),
        ("17:45:00", Status.ON_TIME),
        ("17:45:01", Status.GRACE),
        ("18:00:00", Status.GRACE),
        ("18:00:01", Status.LATE),
        ("18:15:00", Status.LATE),
        ("18:15:01", Status.PARTIAL),
        ("20:59:59", Status.PARTIAL),
    ],
)
def test_with_a_check_in_the_arrival_decides(arrived: str, status: Status) -> None:
    assert attended(EVENING, at(arrived), at("22:00")).status is status


@pytest.mark.parametrize(
    ("arrived", "status"), [("18:12:00", Status.LATE), ("18:12:01", Status.PARTIAL)]
)
def test_under_four_fifths_of_the_minutes_is_partial(arrived: str, status: Status) -> None:
    short = one_group("18:00", "19:00", "17:45")
    assert attended(short, at(arrived), at("22:00")).status is status


@pytest.mark.parametrize(
    ("arrived", "status"), [("18:00:00", Status.GRACE), ("18:00:01", Status.PARTIAL)]
)
def test_a_program_can_ask_for_every_minute(arrived: str, status: Status) -> None:
    assert attended(evening(full_presence=100), at(arrived), at("22:00")).status is status


def test_a_no_show_is_provisional() -> None:
    assert attended(EVENING, None, at("18:15:01")).provisional


@pytest.mark.parametrize("now", ["12:00", "17:30", "18:10"])
def test_nothing_before_a_no_show_is_provisional(now: str) -> None:
    assert not attended(EVENING, None, at(now)).provisional


@pytest.mark.parametrize("now", ["12:00", "17:30", "18:15:01", "23:00"])
@pytest.mark.parametrize("arrived", [None, "17:40", "18:30"])
def test_cancelled_comes_before_everything(arrived: str | None, now: str) -> None:
    found = attended(CANCELLED, at(arrived) if arrived else None, at(now))
    assert (found.status, found.is_present, found.provisional) == (Status.CANCELLED, False, False)


def test_a_staff_tick_weighs_as_much_as_a_code() -> None:
    by_code = check_in(at("17:50"))
    by_staff = replace(by_code, evidence=Evidence.STAFF, by="Sam")
    found = [derive(EVENING, each, at("22:00")) for each in (by_code, by_staff)]
    assert found[0].status is found[1].status is Status.GRACE
    assert found[0].minutes(at("22:00")) == found[1].minutes(at("22:00"))


@pytest.mark.parametrize("status", Status)
def test_present_is_who_came(status: Status) -> None:
    came = {Status.ON_TIME, Status.GRACE, Status.LATE, Status.PARTIAL}
    assert Attendance(EVENING, status).is_present is (status in came)


def test_a_fraction_of_a_second_makes_nobody_late() -> None:
    moment = Instant(at("17:45") + timedelta(milliseconds=900))
    assert attended(EVENING, moment, moment).status is Status.ON_TIME


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("22:59:59", Status.UPCOMING),
        ("23:00:00", Status.OPEN),
        ("24:00:00", Status.OPEN),
        ("24:00:01", Status.NO_SHOW),
    ],
)
def test_a_window_can_close_at_midnight_of_the_night_the_clocks_go_forward(
    now: str, status: Status
) -> None:
    late = one_group("23:45", "25:45", "23:30", SPRING_EVE)
    assert attended(late, None, at(now, SPRING_EVE)).status is status


def test_a_window_over_the_missing_hour_is_as_long_as_any() -> None:
    late = one_group("26:00", "29:00", "25:45", SPRING_EVE)
    assert shown(late.closes_at) == "03:15"
    assert late.closes_at - late.arrive_by == timedelta(minutes=30)


def test_the_second_showing_of_an_hour_is_an_hour_later() -> None:
    late = one_group("25:30", "28:00", "25:15", AUTUMN_EVE)
    first = at("25:20", AUTUMN_EVE)
    second = later(first, 60)
    assert shown(first) == shown(second) == "01:20"
    assert attended(late, None, first).status is Status.OPEN
    assert attended(late, None, second).status is Status.NO_SHOW


SECONDS = st.integers(-6 * 3600, 30 * 3600)
MOMENTS = SECONDS.map(lambda s: Instant(EVENING.arrive_by + timedelta(seconds=s)))
NEAR = st.integers(-2400, 2400).map(lambda s: Instant(EVENING.arrive_by + timedelta(seconds=s)))
ORDER = (Status.ON_TIME, Status.GRACE, Status.LATE, Status.PARTIAL)


@given(st.none() | MOMENTS | NEAR, MOMENTS | NEAR)
def test_a_check_in_means_present_and_none_means_absent_or_not_yet(
    arrived: Instant | None, now: Instant
) -> None:
    status = attended(EVENING, arrived, now).status
    assert (status in PRESENT) is (arrived is not None)
    assert status is not Status.CANCELLED


@given(st.none() | MOMENTS | NEAR, MOMENTS | NEAR)
def test_a_no_show_needs_a_closed_window_and_no_check_in(
    arrived: Instant | None, now: Instant
) -> None:
    is_no_show = attended(EVENING, arrived, now).status is Status.NO_SHOW
    assert is_no_show is (arrived is None and now > EVENING.closes_at)


@given(MOMENTS | NEAR, MOMENTS | NEAR, st.integers(1, 100), st.sampled_from(["19:00", "21:00"]))
def test_arriving_earlier_is_never_worse(
    one: Instant, other: Instant, full_presence: int, ends: str
) -> None:
    session = replace(one_group("18:00", ends, "17:45"), full_presence=full_presence)
    first, second = sorted((one, other))
    now = at("30:00")
    found = [ORDER.index(attended(session, moment, now).status) for moment in (first, second)]
    assert found == sorted(found)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_a_status_does_not_change_after_the_check_in(
    arrived: Instant, now: Instant, later_on: Instant
) -> None:
    found = {attended(EVENING, arrived, moment).status for moment in (now, later_on)}
    assert len(found) == 1
