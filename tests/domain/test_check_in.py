from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.helpers.days import (
    MONDAY,
    at,
    attended,
    blocks,
    evening,
    facts,
    schedule,
)
from webapp.domain.attendance import derive
from webapp.domain.check_in import (
    Refusal,
    corrected,
    is_correctable,
    may_check_in,
    may_check_out,
    may_have_been_there,
    may_send_later,
    may_tick,
    to_check_in_to,
    to_check_out_of,
)
from webapp.domain.schedule import (
    expand,
)
from webapp.domain.session import sessions_in
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant

EVENING = evening()
CANCELLED = evening(cancelled=True)
DEFAULTS = ProgramSettings()


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        ("17:14:59", Refusal.TOO_EARLY),
        ("17:15:00", None),
        ("18:15:00", None),
        ("18:15:01", Refusal.CLOSED),
    ],
)
def test_the_window_is_open_through_its_last_second(now: str, refusal: Refusal | None) -> None:
    assert may_check_in(attended(EVENING, None, at(now)), at(now)) is refusal


@pytest.mark.parametrize("now", ["17:15", "17:50", "20:00"])
def test_who_is_in_cannot_check_in_again(now: str) -> None:
    found = attended(EVENING, at("17:15"), at(now))
    assert may_check_in(found, at(now)) is Refusal.ALREADY_IN
    assert may_tick(found, at(now), at(now)) is Refusal.ALREADY_IN


@pytest.mark.parametrize("now", ["12:00", "17:30", "20:00"])
@pytest.mark.parametrize("arrived", [None, "17:15"])
def test_nobody_checks_in_to_a_cancelled_session(arrived: str | None, now: str) -> None:
    found = attended(CANCELLED, at(arrived) if arrived else None, at(now))
    assert may_check_in(found, at(now)) is Refusal.CANCELLED
    assert may_tick(found, at(now), at(now)) is Refusal.CANCELLED


def test_without_a_session_there_is_nothing_to_check_in_to() -> None:
    assert may_check_in(None, at("17:45")) is Refusal.NO_SESSION


@pytest.mark.parametrize(
    ("now", "refusal"),
    [("17:14:59", Refusal.TOO_EARLY), ("17:15", None), ("18:15:01", None), ("20:59", None)],
)
def test_staff_admit_after_the_window_but_not_before_it(now: str, refusal: Refusal | None) -> None:
    assert may_tick(attended(EVENING, None, at(now)), at(now), at(now)) is refusal


@pytest.mark.parametrize(
    ("came", "refusal"),
    [
        ("17:14:59", Refusal.WHEN),
        ("17:15", None),
        ("17:40", None),
        ("20:00", None),
        ("20:00:01", Refusal.WHEN),
    ],
)
def test_staff_say_when_somebody_came_within_the_session_and_not_ahead(
    came: str, refusal: Refusal | None
) -> None:
    now = at("20:00")
    assert may_tick(attended(EVENING, None, now), at(came), now) is refusal


def test_after_the_end_a_tick_needs_the_time_of_arrival() -> None:
    now = at("21:30")
    missing = attended(EVENING, None, now)
    assert may_tick(missing, now, now) is Refusal.WHEN
    assert may_tick(missing, at("17:40"), now) is None


def test_forty_five_days_after_the_end_the_list_is_closed() -> None:
    day = MONDAY + timedelta(days=44)
    last, late = Instant(EVENING.ends_at + timedelta(days=45)), at("9:00", day + timedelta(days=2))
    assert may_tick(attended(EVENING, None, last), at("17:40"), last) is None
    assert may_tick(attended(EVENING, None, late), at("17:40"), late) is Refusal.TOO_LONG_AGO
    assert is_correctable(EVENING, last)
    assert not is_correctable(EVENING, late)


DAY, _ = TWO = sessions_in(
    expand(schedule(blocks=blocks("baystate") + blocks("new_light")), MONDAY), DEFAULTS
)


def chosen(now: str, day_in: str | None = None, evening_in: str | None = None) -> str | None:
    arrivals = (at(each) if each else None for each in (day_in, evening_in))
    both = [attended(s, a, at(now)) for s, a in zip(TWO, arrivals, strict=True)]
    found = to_check_in_to(both, at(now))
    return found.session.name if found else None


@pytest.mark.parametrize(
    ("now", "day_in", "evening_in", "name"),
    [
        ("07:00", None, None, "Day"),
        ("09:00", None, None, "Day"),
        ("10:00", None, None, "Evening"),
        ("10:00", "08:55", None, "Day"),
        ("13:30", "08:55", None, "Day"),
        ("13:30:01", "08:55", None, "Evening"),
        ("17:30", "08:55", None, "Evening"),
        ("20:00", "08:55", "17:40", "Evening"),
        ("20:00", None, None, "Evening"),
        ("23:00", "08:55", "17:40", "Evening"),
    ],
)
def test_two_sessions_in_one_day(
    now: str, day_in: str | None, evening_in: str | None, name: str
) -> None:
    assert chosen(now, day_in, evening_in) == name


def test_an_open_window_comes_before_the_session_one_is_in() -> None:
    overlapping = replace(evening(), name="Second", opens_at=at("18:30"), closes_at=at("19:30"))
    now = at("19:00")
    both = [attended(EVENING, at("17:40"), now), attended(overlapping, None, now)]
    found = to_check_in_to(both, now)
    assert found is not None
    assert found.session.name == "Second"


def test_a_cancelled_session_gives_way_to_one_that_stands() -> None:
    now = at("09:00")
    both = [attended(replace(DAY, cancelled=True), None, now), attended(EVENING, None, now)]
    found = to_check_in_to(both, now)
    assert found is not None
    assert found.session.name == "Evening"


def test_at_the_end_of_the_day_a_cancelled_session_is_not_the_last_one() -> None:
    now = at("23:00")
    found = to_check_in_to([attended(DAY, None, now), attended(CANCELLED, None, now)], now)
    assert found is not None
    assert found.session.name == "Day"


def test_a_day_of_cancelled_sessions_says_so() -> None:
    now = at("17:45")
    found = to_check_in_to([attended(CANCELLED, None, now)], now)
    assert may_check_in(found, now) is Refusal.CANCELLED


def test_a_day_without_sessions_has_nothing_to_check_in_to() -> None:
    assert to_check_in_to([], at("17:45")) is None


# Leaving


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        ("17:39:59", Refusal.TIME_TO_COME),
        ("17:40", None),
        ("24:00", None),
        ("24:00:01", Refusal.OVER),
    ],
)
def test_one_leaves_after_coming_and_until_three_hours_after_the_end(
    now: str, refusal: Refusal | None
) -> None:
    assert may_check_out(derive(EVENING, facts(at("17:40")), at(now)), at(now)) is refusal


def test_who_is_not_in_or_out_already_does_not_leave() -> None:
    now = at("21:20")
    out = derive(EVENING, facts(at("17:40"), at("21:00")), now)
    assert may_check_out(None, now) is Refusal.NOT_IN
    assert may_check_out(attended(EVENING, None, now), now) is Refusal.NOT_IN
    assert may_check_out(out, now) is Refusal.ALREADY_OUT
    assert to_check_out_of([out], now) is out


def test_one_leaves_the_session_that_one_is_in() -> None:
    now = at("20:00")
    day = derive(DAY, facts(at("8:50")), now)
    evening_ = derive(EVENING, facts(at("17:40")), now)
    assert to_check_out_of([day, evening_], now) is evening_
    gone = derive(EVENING, facts(at("17:40"), at("19:00")), now)
    assert to_check_out_of([day, gone], now) is day
    assert to_check_out_of([], now) is None


# Sent later


@pytest.mark.parametrize("error", [timedelta(0), timedelta(hours=5), timedelta(hours=-3)])
def test_a_phone_whose_clock_is_wrong_still_tells_the_right_time(error: timedelta) -> None:
    claimed, sent = Instant(at("17:41") + error), Instant(at("21:30") + error)
    assert corrected(claimed, sent, at("21:30")) == at("17:41")


@pytest.mark.parametrize(
    ("claimed", "now", "refusal"),
    [
        ("17:41", "17:41", None),
        ("17:41:01", "17:41", Refusal.TIME_TO_COME),
        ("17:41", "29:41", None),
        ("17:41", "29:41:01", Refusal.SENT_TOO_LATE),
    ],
)
def test_what_is_sent_later_lies_in_the_past_and_comes_within_twelve_hours(
    claimed: str, now: str, refusal: Refusal | None
) -> None:
    assert may_send_later(at(claimed), at(now)) is refusal


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [("17:14:59", False), ("17:15", True), ("21:00", True), ("21:00:01", False)],
)
def test_staff_look_at_what_may_have_been_a_person_at_the_door(claimed: str, kept: bool) -> None:
    assert may_have_been_there(EVENING, at(claimed)) is kept
    assert not may_have_been_there(CANCELLED, at(claimed))
