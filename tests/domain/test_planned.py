from dataclasses import replace
from datetime import timedelta

import pytest

from tests.helpers.days import MONDAY, NEW_YORK, TUESDAY, at, meeting, wall
from webapp.domain.directory import Venue
from webapp.domain.meetings import Fellowship
from webapp.domain.planned import PlannedMeeting, may_plan, still_planned

PLANNED = PlannedMeeting(
    "p1", "listed", Fellowship.AA, "Harbor", MONDAY, wall("19:00"), 90, Venue.IN_PERSON
)


def test_it_begins_and_ends_by_the_wall_of_the_program():
    assert PLANNED.starts_at(NEW_YORK) == at("19:00")
    assert PLANNED.ends_at(NEW_YORK) == at("20:30")


def test_what_is_in_the_log_is_not_planned_any_more():
    assert still_planned([PLANNED], [meeting(listed_key="listed")]) == ()
    assert still_planned([PLANNED], [meeting(TUESDAY, listed_key="listed")]) == (PLANNED,)
    assert still_planned([PLANNED], [meeting(), meeting(listed_key="other")]) == (PLANNED,)


def test_it_can_be_planned_until_it_is_over_and_a_week_ahead():
    def may(now):
        return may_plan(at("19:00"), at("20:30"), NEW_YORK, now)

    assert may(at("20:29"))
    assert not may(at("20:30"))
    assert may(at("00:00", MONDAY - timedelta(days=7)))
    assert not may(at("23:59", MONDAY - timedelta(days=8)))


NOW_AT_SIX = {
    "listed_weekday": 1,
    "listed_starts": wall("18:00"),
    "listed_zone": "America/New_York",
}


def test_it_goes_by_what_the_list_says_now():
    moved = replace(PLANNED, **NOW_AT_SIX)
    assert moved.starts_at(NEW_YORK) == at("18:00")
    assert moved.ends_at(NEW_YORK) == at("19:30")
    assert (moved.is_listed(NEW_YORK), moved.is_moved(NEW_YORK)) == (True, True)
    same = replace(moved, listed_starts=wall("19:00"))
    assert (same.is_listed(NEW_YORK), same.is_moved(NEW_YORK)) == (True, False)


def test_a_list_of_another_zone_is_meant_by_its_own_wall():
    west = {"listed_starts": wall("16:00"), "listed_zone": "America/Los_Angeles"}
    assert not replace(PLANNED, **NOW_AT_SIX | west).is_moved(NEW_YORK)


@pytest.mark.parametrize("now", [{}, NOW_AT_SIX | {"listed_weekday": 3}])
def test_what_no_list_has_on_that_date_any_more_keeps_its_time(now):
    gone = replace(PLANNED, **now)
    assert gone.starts_at(NEW_YORK) == at("19:00")
    assert not gone.is_listed(NEW_YORK)
