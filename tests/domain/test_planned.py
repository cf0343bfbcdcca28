from datetime import timedelta

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
