"""A daytime plan through time: a new one from a date on, and what held before stays."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, plan, schedule
from webapp.domain.blocks import Kind
from webapp.domain.daytime import DaytimePlan, is_full_time, periods, plans_in_force, whole_plan
from webapp.domain.schedule import expand


def test_one_plan_can_have_several_lines() -> None:
    work = plan(weekdays=frozenset({0, 1, 2}))
    school = plan(weekdays=frozenset({3, 4}))
    made = whole_plan([work, school], MONDAY, full_time=True)
    assert [line.weekdays for line in plans_in_force(made, THURSDAY)] == [
        work.weekdays,
        school.weekdays,
    ]
    assert all(line.full_time for line in made)


def test_a_plan_without_lines_gives_the_day_back_to_the_program() -> None:
    none = whole_plan([], WEDNESDAY, full_time=False)
    made = schedule(plans=(plan(effective_from=MONDAY), *none))
    own = [
        [o.activity for o in expand(made, day) if o.kind is Kind.DAYTIME]
        for day in (TUESDAY, WEDNESDAY)
    ]
    assert own == [["work"], [None]]


def test_full_time_work_can_have_no_fixed_hours() -> None:
    none = whole_plan([], MONDAY, full_time=True)
    assert plans_in_force(none, MONDAY) == ()
    assert is_full_time(none, MONDAY)
    kinds = {each.kind for each in expand(schedule(plans=none), MONDAY)}
    assert Kind.MEETING not in kinds


def test_periods_follow_each_other_and_each_holds_until_the_next() -> None:
    first, none = plan(), whole_plan([], WEDNESDAY, full_time=False)
    found = periods((*none, first))
    assert [(each.starts_on, each.until, len(each.lines)) for each in found] == [
        (date.min, WEDNESDAY, 1),
        (WEDNESDAY, None, 0),
    ]
    assert [each.holds_on(TUESDAY) for each in found] == [True, False]
    assert [each.holds_on(WEDNESDAY) for each in found] == [False, True]
    assert periods(()) == ()


DAYS = st.integers(0, 30).map(lambda n: MONDAY + timedelta(days=n))
LINES = st.lists(
    st.builds(
        plan,
        weekdays=st.frozensets(st.integers(0, 6), min_size=1),
        full_time=st.booleans(),
    ),
    max_size=3,
)
PLANS = st.lists(st.tuples(LINES, DAYS, st.booleans()), max_size=4)


def made_of(parts: list[tuple[list[DaytimePlan], date, bool]]) -> tuple[DaytimePlan, ...]:
    return tuple(
        row for lines, day, full in parts for row in whole_plan(lines, day, full_time=full)
    )


@given(PLANS, LINES, DAYS, st.booleans(), st.integers(1, 40))
def test_a_new_plan_alters_nothing_before_its_first_date(
    held: list[tuple[list[DaytimePlan], date, bool]],
    lines: list[DaytimePlan],
    first: date,
    full_time: bool,
    back: int,
) -> None:
    before = made_of(held)
    after = (*before, *whole_plan(lines, first, full_time=full_time))
    day = first - timedelta(days=back)
    assert expand(schedule(plans=after), day) == expand(schedule(plans=before), day)
    assert is_full_time(after, day) == is_full_time(before, day)
