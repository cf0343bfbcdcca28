"""A meeting picked from the directory, as an entry by the participant's own wall."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import MONDAY, NEW_YORK, wall
from tests.helpers.directory import listing
from webapp.domain.directory import Venue
from webapp.domain.meetings import Mode
from webapp.domain.nearby import begins_between
from webapp.domain.picking import MODE, Occasion, occasion, start_on
from webapp.domain.wall_clock import MIDNIGHT, WallTime, later, local

WESTERN = "America/Los_Angeles"
SUNDAY, TUESDAY = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)


def test_on_its_own_date_it_starts_as_its_list_says():
    assert occasion(listing(), MONDAY, None, NEW_YORK) == Occasion(MONDAY, wall("19:00"), True)


def test_on_another_day_or_at_another_time_it_is_saved_and_does_not_fit():
    assert occasion(listing(), TUESDAY, None, NEW_YORK) == Occasion(TUESDAY, wall("19:00"), False)
    late = occasion(listing(), MONDAY, wall("19:30"), NEW_YORK)
    assert late == Occasion(MONDAY, wall("19:30"), False)


def test_one_of_another_zone_is_told_by_the_participants_wall_and_judged_by_its_own():
    coast = listing(starts="19:00", zone=WESTERN)
    assert occasion(coast, MONDAY, None, NEW_YORK) == Occasion(MONDAY, wall("22:00"), True)
    assert occasion(coast, MONDAY, wall("19:00"), NEW_YORK) == Occasion(
        MONDAY, wall("19:00"), False
    )


def test_there_it_can_be_the_next_date_here():
    coast = listing(starts="22:30", zone=WESTERN)
    assert occasion(coast, TUESDAY, None, NEW_YORK) == Occasion(TUESDAY, wall("1:30"), True)


@pytest.mark.parametrize("starts", ["00:00", "23:59"])
@pytest.mark.parametrize("day", [MONDAY, TUESDAY])
@pytest.mark.parametrize("said", ["00:00", "23:59"])
def test_midnight_is_the_listed_day_or_the_next(starts, day, said):
    then = occasion(listing(starts=starts), day, wall(said), NEW_YORK)
    assert then is not None
    assert then.fits
    before = occasion(listing(starts=starts), SUNDAY, wall(said), NEW_YORK)
    assert before is not None
    assert not before.fits


def test_by_appointment_only_what_the_participant_says_is_known():
    by_appointment = listing(weekday=None, starts=None)
    assert occasion(by_appointment, MONDAY, None, NEW_YORK) is None
    said = occasion(by_appointment, MONDAY, wall("10:00"), NEW_YORK)
    assert said == Occasion(MONDAY, wall("10:00"), False)


def test_in_the_hour_that_clocks_skip_it_is_shown_as_the_wall_shows_it_and_fits():
    spring = date(2026, 3, 8)
    night = listing(weekday=0, starts="02:30")
    assert occasion(night, spring, None, NEW_YORK) == Occasion(spring, wall("3:30"), True)


@given(
    st.integers(0, 6),
    st.integers(1, 1438),
    st.sampled_from(["America/New_York", WESTERN, "Asia/Kolkata", "Pacific/Auckland"]),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_each_of_its_dates_in_any_zone_is_found_again_and_fits(weekday, minute, zone, day):
    line = listing(weekday=weekday, starts=str(WallTime(minute)), zone=zone)
    first = MIDNIGHT.on(day, NEW_YORK)
    for each in begins_between(line, first, later(first, 7 * 24 * 60)):
        here = local(each.starts_at, NEW_YORK)
        then = occasion(line, here.date(), None, NEW_YORK)
        assert then == Occasion(here.date(), WallTime.of(here.time()), True)


def test_a_start_on_a_day_without_one_is_what_the_wall_would_show():
    assert start_on(listing(starts="19:00", zone=WESTERN), TUESDAY, NEW_YORK) == wall("22:00")
    assert start_on(listing(weekday=None, starts=None), TUESDAY, ZoneInfo("UTC")) is None


def test_only_where_the_list_leaves_a_choice_is_it_open_how_they_were_there():
    assert {Venue.IN_PERSON: Mode.IN_PERSON, Venue.ONLINE: Mode.ONLINE} == MODE
