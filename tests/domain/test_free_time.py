from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import (
    MONDAY,
    NEW_YORK,
    SATURDAY,
    SUNDAY,
    TUESDAY,
    at,
    plan,
    schedule,
    shown,
    wall,
)
from webapp.domain.daytime import Activity
from webapp.domain.free_time import FreeDay, Span, free_day, room, still
from webapp.domain.schedule import Change, ScheduleException, expand
from webapp.domain.wall_clock import later

WAY = 25


def free(day=MONDAY, *, be_in=None, appointments=(), **changes):
    found = expand(schedule(**changes), day)
    return free_day(day, NEW_YORK, found, appointments, be_in)


def spans(found):
    return [(shown(span.starts_at), shown(span.ends_at)) for span in found.free]


def test_without_a_plan_the_day_is_free_but_for_the_session():
    assert spans(free()) == [("07:00", "17:45"), ("21:20", "23:00")]
    assert spans(free(TUESDAY)) == [("07:00", "23:00")]


def test_ones_own_work_takes_its_hours():
    expected = [("07:00", "09:00"), ("17:00", "17:45"), ("21:20", "23:00")]
    assert spans(free(plans=(plan(),))) == expected


def test_a_night_shift_takes_the_night_and_the_morning_after():
    nights = plan(starts=wall("22:00"), ends=wall("30:00"))
    assert spans(free(TUESDAY, plans=(nights,)))[-1][1] == "22:00"


def test_the_house_can_want_everybody_in_before_lights_out():
    assert spans(free(TUESDAY, be_in=at("22:00", TUESDAY))) == [("07:00", "22:00")]
    assert spans(free(be_in=at("20:00"))) == [("07:00", "17:45")]


def test_a_cancelled_session_leaves_its_evening_free():
    off = ScheduleException(MONDAY, Change.CANCELLED, "Evening")
    assert spans(free(exceptions=(off,))) == [("07:00", "23:00")]


def test_a_meeting_fits_with_the_way_there_and_back():
    tuesday = free(TUESDAY, be_in=at("22:00", TUESDAY))
    on_tuesday = [
        tuesday.fits(at(starts, TUESDAY), at(ends, TUESDAY), WAY)
        for starts, ends in (("19:00", "20:00"), ("20:35", "21:35"), ("20:36", "21:36"))
    ]
    assert on_tuesday == [True, True, False]
    assert tuesday.fits(at("20:36", TUESDAY), at("21:36", TUESDAY), 0)
    assert not free().fits(at("21:30"), at("22:30"), WAY)
    assert free().fits(at("21:30"), at("22:30"), 10)


def test_what_is_over_is_not_left_and_what_just_began_is():
    tuesday = free(TUESDAY)
    left = still(tuesday, at("19:05", TUESDAY))
    assert left.fits(at("19:00", TUESDAY), at("20:00", TUESDAY), 0)
    assert not left.fits(at("18:50", TUESDAY), at("20:00", TUESDAY), 0)
    assert still(tuesday, at("23:30", TUESDAY)).free == ()


def week(**changes):
    return [free(MONDAY + timedelta(days=n), **changes) for n in range(7)]


def test_with_work_and_curfew_a_program_evening_has_no_room():
    days = [
        free(
            MONDAY + timedelta(days=n),
            be_in=at("22:00", MONDAY + timedelta(days=n)),
            plans=(plan(),),
        )
        for n in range(7)
    ]
    found = room(4, days, WAY, at("07:00"), NEW_YORK)
    assert [day.weekday() for day in found.days] == [1, 3, 5, 6]
    assert (found.is_tight, found.is_short, found.evenings) == (True, False, False)
    assert room(5, days, WAY, at("07:00"), NEW_YORK).is_short
    assert not room(3, days, WAY, at("07:00"), NEW_YORK).is_tight
    assert not room(0, [], WAY, at("07:00"), NEW_YORK).is_tight


def test_only_evenings_are_said_to_be_evenings():
    workdays = week(plans=(plan(activity=Activity.SCHOOL),))[1:2]
    assert room(1, workdays, WAY, at("07:00", TUESDAY), NEW_YORK).evenings
    assert not room(1, [free(SATURDAY)], WAY, at("07:00"), NEW_YORK).evenings


def test_what_is_left_of_today_counts_and_no_more():
    sunday = [free(SUNDAY)]
    late = at("21:11", SUNDAY)
    assert room(1, sunday, WAY, at("21:10", SUNDAY), NEW_YORK).days == (SUNDAY,)
    assert room(1, sunday, WAY, late, NEW_YORK).days == ()


minutes = st.integers(0, 1440)


@given(st.lists(st.tuples(minutes, minutes), max_size=6))
def test_free_and_taken_never_overlap_and_nothing_between_is_lost(pairs):
    begins = at("00:00")
    visits = [_Visit(later(begins, min(p)), later(begins, max(p))) for p in pairs]
    found = free_day(MONDAY, NEW_YORK, (), visits)
    inside = list(range(4 * 60, 1440))
    taken = {m for v in visits for m in inside if v.starts_at <= later(begins, m) < v.ends_at}
    open_minutes = {
        m
        for m in inside
        if any(span.starts_at <= later(begins, m) < span.ends_at for span in found.free)
    }
    assert open_minutes == set(inside) - taken


class _Visit:
    def __init__(self, starts_at, ends_at):
        self.starts_at, self.ends_at = starts_at, ends_at

    def status(self, now):
        return None


def test_a_span_holds_what_is_wholly_inside():
    span = Span(at("09:00"), at("10:00"))
    assert span.holds(at("09:00"), at("10:00"))
    assert not span.holds(at("08:59"), at("10:00"))
    assert not span.holds(at("09:00"), at("10:00"), 1)


@pytest.mark.parametrize("way", [0, WAY])
def test_a_day_without_any_span_has_no_room(way):
    assert not FreeDay(MONDAY, ()).has_room(way, at("07:00"))
