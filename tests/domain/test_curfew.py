from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import FRIDAY, MONDAY, NEW_YORK, at
from webapp.domain.curfew import (
    EARLIEST,
    LATEST,
    LEVELS,
    Curfew,
    HouseRules,
    Nights,
    RuleOutOfRange,
    in_force,
    names,
    own,
)
from webapp.domain.wall_clock import Instant, WallTime, local

TEN, ELEVEN, HALF_PAST_MIDNIGHT = WallTime(22 * 60), WallTime(23 * 60), WallTime(24 * 60 + 30)


@pytest.mark.parametrize(("days", "time"), [(0, TEN), (13, TEN), (14, ELEVEN), (400, ELEVEN)])
@pytest.mark.parametrize("level", LEVELS)
def test_usually_it_is_ten_for_the_first_two_weeks_and_then_eleven(days, time, level):
    assert HouseRules().curfew_on(days, level, 0) == time


def test_each_level_and_weekday_can_have_a_time_of_its_own():
    rules = HouseRules.from_values({"level_2": 22 * 60, "level_2_4": 24 * 60 + 30})
    assert rules.curfew_on(30, 2, MONDAY.weekday()) == TEN
    assert rules.curfew_on(30, 2, FRIDAY.weekday()) == HALF_PAST_MIDNIGHT
    assert rules.curfew_on(30, 3, FRIDAY.weekday()) == ELEVEN
    assert rules.curfew_on(3, 2, FRIDAY.weekday()) == TEN


def test_a_curfew_after_midnight_is_of_the_night_before():
    late = ((MONDAY, HouseRules(levels=(Curfew(HALF_PAST_MIDNIGHT),) * 4)),)
    nights = Nights(NEW_YORK, date(2026, 1, 1), 1, late)
    assert nights.curfew(MONDAY) == at("0:30", MONDAY + timedelta(days=1))
    assert nights.of(at("3:59", MONDAY + timedelta(days=1))) == MONDAY
    assert nights.of(at("4:00", MONDAY + timedelta(days=1))) == MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"grace": 121}, "grace"),
        ({"grace": -1}, "grace"),
        ({"first_days": 91}, "first_days"),
        ({"level_1": EARLIEST.minutes - 1}, "level_1"),
        ({"level_1_6": LATEST.minutes + 1}, "level_1_6"),
        ({"level_5": 1320}, "level_5"),
        ({"level_1_7": 1320}, "level_1_7"),
        ({"grace": True}, "grace"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_by_name(values, named):
    with pytest.raises(RuleOutOfRange, match=named):
        HouseRules.from_values(values)


times = st.integers(EARLIEST.minutes, LATEST.minutes)
rules = st.fixed_dictionaries(
    {"grace": st.integers(0, 120), "first_days": st.integers(0, 90)},
    optional={name: times for name in names() if name not in ("grace", "first_days")},
).map(HouseRules.from_values)


@given(rules)
def test_rules_come_back_from_the_store_as_they_went(made):
    assert HouseRules.from_values(made.values()) == made
    assert made.differences(made) == ()


@given(rules, rules)
def test_differences_name_exactly_what_is_not_the_same(one, other):
    named = {name for name, _old, _new in one.differences(other)}
    assert (named == set()) is (one == other)


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(rules, rules, days, st.integers(1, 400), st.sampled_from(LEVELS), days)
def test_no_rule_that_begins_on_a_date_alters_a_curfew_before_it(
    before, after, begins, ago, level, moved_in
):
    rows = ((date(2025, 1, 1), before),)
    night = begins - timedelta(days=ago)
    old = Nights(NEW_YORK, moved_in, level, rows)
    new = Nights(NEW_YORK, moved_in, level, (*rows, (begins, after)))
    assert (new.curfew(night), new.decides(night)) == (old.curfew(night), old.decides(night))
    assert in_force(new.rules, begins) == after


@given(rules, days, st.sampled_from(LEVELS))
def test_every_night_has_one_curfew_which_the_wall_shows(made, night, level):
    nights = Nights(NEW_YORK, date(2026, 1, 1), level, ((date(2025, 1, 1), made),))
    found = nights.curfew(night)
    said = made.curfew_on((night - nights.moved_in).days, level, night.weekday())
    assert nights.of(Instant(found - timedelta(seconds=1))) == night
    # A time that the clocks skip in the night of the change is shown an hour later.
    shown = local(found, NEW_YORK)
    is_skipped = night == date(2026, 3, 7) or night == date(2027, 3, 13)
    assert shown.time() == said.clock or (is_skipped and 26 * 60 <= said.minutes < 27 * 60)


def test_in_the_night_in_which_the_clocks_change_a_curfew_is_what_the_wall_shows():
    late = ((date(2026, 1, 1), HouseRules(levels=(Curfew(WallTime(25 * 60 + 30)),) * 4)),)
    nights = Nights(NEW_YORK, date(2026, 1, 1), 1, late)
    spring, autumn = date(2026, 3, 7), date(2026, 10, 31)
    assert f"{local(nights.curfew(spring), NEW_YORK):%d %H:%M %Z}" == "08 01:30 EST"
    assert f"{local(nights.curfew(autumn), NEW_YORK):%d %H:%M %Z}" == "01 01:30 EDT"
    assert nights.decides(autumn) - nights.curfew(autumn) == timedelta(minutes=15)


def test_a_curfew_later_than_the_lights_out_of_a_program_is_for_those_who_have_none():
    assert own(at("23:30"), [at("23:00")]) == at("23:00")
    assert own(at("22:00"), [at("23:00")]) == at("22:00")
    assert own(at("23:30"), []) == at("23:30")


def test_a_night_goes_by_the_level_that_held_when_its_evening_began():
    rules = ((date(2026, 1, 1), HouseRules.from_values({"level_1": 22 * 60})),)
    levels = ((at("18:00"), 2), (at("23:40"), 1))
    nights = Nights(NEW_YORK, date(2026, 1, 1), 1, rules, levels)
    days = [MONDAY + timedelta(days=n) for n in (-1, 0, 1)]
    assert [nights.level_on(day) for day in days] == [1, 2, 1]
    assert [nights.curfew(day) for day in days] == [
        at("22:00", days[0]),
        at("23:00", days[1]),
        at("22:00", days[2]),
    ]
