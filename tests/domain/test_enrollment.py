"""An enrollment ends on a day that staff choose, and never before somebody was last seen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from webapp.domain.enrollment import (
    SOON,
    AfterEnd,
    AgainRefusal,
    EndRefusal,
    Place,
    Show,
    StartRefusal,
    may_begin,
    may_come_back,
    may_end,
)

TODAY = date(2026, 11, 23)
STARTED = TODAY - timedelta(days=60)


@pytest.mark.parametrize(
    ("days", "seen", "why"),
    [
        (0, None, None),
        (-45, None, None),
        (-46, None, EndRefusal.TOO_FAR),
        (366, None, None),
        (367, None, EndRefusal.TOO_FAR),
        (-61, None, EndRefusal.BEFORE_START),
        (-3, TODAY - timedelta(days=3), None),
        (-4, TODAY - timedelta(days=3), EndRefusal.WAS_HERE),
    ],
)
def test_which_day_can_be_the_last(days, seen, why):
    assert may_end(STARTED, TODAY + timedelta(days=days), TODAY, seen) is why


@pytest.mark.parametrize(
    ("first_day", "ended_on", "seen", "why"),
    [
        (TODAY, None, None, None),
        (TODAY, TODAY, None, None),
        (TODAY, TODAY - timedelta(days=1), None, StartRefusal.AFTER_END),
        (TODAY, None, TODAY, None),
        (TODAY, None, TODAY - timedelta(days=1), StartRefusal.WAS_HERE),
    ],
)
def test_which_day_can_be_the_first(first_day, ended_on, seen, why):
    assert may_begin(first_day, ended_on, seen) is why


HERE = Place(STARTED, TODAY + timedelta(days=15), None, has_way_in=True, has_phone=True)


@pytest.mark.parametrize(
    ("change", "shows"),
    [
        ({}, {Show.HERE}),
        ({"has_way_in": False}, {Show.HERE, Show.UNINVITED}),
        ({"has_phone": False}, {Show.HERE, Show.NO_PHONE}),
        ({"starts_on": TODAY}, {Show.HERE}),
        ({"starts_on": TODAY + timedelta(days=1)}, {Show.HERE, Show.STARTING}),
        ({"starts_on": TODAY + SOON}, {Show.HERE, Show.STARTING}),
        ({"starts_on": TODAY + SOON + timedelta(days=1)}, {Show.HERE}),
        ({"planned_end": TODAY + SOON}, {Show.HERE, Show.ENDING}),
        ({"planned_end": TODAY - timedelta(days=99)}, {Show.HERE, Show.ENDING}),
        ({"planned_end": TODAY, "ended_on": TODAY}, {Show.HERE}),
        ({"ended_on": TODAY - timedelta(days=1), "has_phone": False}, {Show.ENDED}),
    ],
)
def test_which_lists_hold_somebody(change, shows):
    place = replace(HERE, **change)
    assert {show for show in Show if place.is_in(show, TODAY)} == shows


def test_sign_in_closes_the_day_after_the_last_open_one_unless_one_lives_in_a_house():
    after = AfterEnd.of(TODAY, 2, lives_in_house=False)
    assert [after.is_closed(TODAY + timedelta(days=n)) for n in (0, 1, 2, 3)] == [
        False,
        False,
        False,
        True,
    ]
    assert not AfterEnd.of(TODAY, 0, lives_in_house=True).is_closed(TODAY + timedelta(days=9))


@pytest.mark.parametrize(
    ("first_day", "ended_on", "is_over", "why"),
    [
        (TODAY, TODAY - timedelta(days=1), False, None),
        (TODAY, TODAY - timedelta(days=1), True, AgainRefusal.TODAY_IS_OVER),
        (TODAY + timedelta(days=1), TODAY - timedelta(days=1), True, None),
        (TODAY - timedelta(days=1), TODAY - timedelta(days=9), False, AgainRefusal.WHEN),
        (TODAY, None, False, AgainRefusal.NOT_ENDED),
        (TODAY, TODAY, False, AgainRefusal.NOT_ENDED),
    ],
)
def test_when_somebody_can_come_back(first_day, ended_on, is_over, why):
    assert may_come_back(first_day, ended_on, TODAY, today_is_over=is_over) is why


def test_the_first_day_is_after_the_time_before():
    assert may_begin(TODAY, None, None, TODAY) is StartRefusal.BEFORE_LAST_TIME
    assert may_begin(TODAY, None, None, TODAY - timedelta(days=1)) is None
