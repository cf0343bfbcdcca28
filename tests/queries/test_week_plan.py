"""The repeating week of a program, of a house or of one participant, through time."""

from datetime import timedelta

from tests.helpers.record import MONDAY
from tests.helpers.weeks import SESSION, WAKE_UP, change, evening, of_house, of_one, wake_up
from webapp.domain.blocks import Kind, Level
from webapp.queries import week_plan
from webapp.queries.week_plan import THE_PROGRAMS

TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)


def test_what_is_to_come_says_what_becomes_of_each_line(viewer, now):
    sam = viewer("sam")
    change(sam, evening("16:30"), FRIDAY, now)
    change(sam, wake_up("06:00"), TUESDAY, now)
    first, second = week_plan.load(sam, THE_PROGRAMS, now).to_come
    assert (first.day, first.about) == (TUESDAY, WAKE_UP)
    assert (second.day, second.about) == (FRIDAY, SESSION)
    assert [d.is_moved for d in second.differences] == [True, True, True]


def test_the_week_of_one_shows_the_programs_where_they_have_none_of_their_own(viewer, cast, now):
    sam = viewer("sam")
    jordans = of_one(cast.jordan.key, cast.jordan.participant_id)
    change(sam, wake_up("05:00", Level.PARTICIPANT), TUESDAY, now, jordans)
    plan = week_plan.load(sam, jordans, now)
    assert {b.level for b in plan.week_on(TUESDAY) if b.kind is Kind.WAKE_UP} == {Level.PARTICIPANT}
    assert {b.level for b in plan.week_on(TUESDAY) if b.session} == {Level.PROGRAM}
    assert [b.kind for b in plan.own_on(TUESDAY)] == [Kind.WAKE_UP]
    assert plan.own_on(MONDAY) == ()


def test_a_plan_says_whose_it_is_and_another_programs_is_not_there(viewer, cast, now):
    sam, kim = viewer("sam"), viewer("kim")
    maple = of_house("Maple House")
    assert week_plan.find(sam, Level.HOUSE, maple.key, now) == maple
    assert week_plan.find(kim, Level.HOUSE, maple.key, now) is None
    assert week_plan.find(sam, Level.PARTICIPANT, cast.jordan.key, now).name == "Jordan M."
    assert week_plan.find(kim, Level.PARTICIPANT, cast.jordan.key, now) is None
    assert week_plan.find(kim, Level.PROGRAM, "", now) is THE_PROGRAMS
    assert [h.name for h in week_plan.houses(sam)] == ["Harbor House", "Maple House"]


def test_whom_a_new_time_runs_into_is_said_by_name_and_only_for_what_is_new(viewer, now):
    sam = viewer("sam")
    plan = week_plan.load(sam, THE_PROGRAMS, now)
    (hit,) = week_plan.runs_into(sam, plan, evening("15:00"), SESSION, FRIDAY, now)
    assert hit.name == "Jordan M."
    assert {clash.session for clash in hit.clashes} == {"Evening"}
    assert week_plan.runs_into(sam, plan, evening("16:00"), SESSION, FRIDAY, now) == ()
    change(sam, evening("15:00"), TUESDAY, now)
    plan = week_plan.load(sam, THE_PROGRAMS, now)
    assert week_plan.runs_into(sam, plan, evening("15:00"), SESSION, FRIDAY, now) == ()


def test_the_version_tells_one_week_from_another(viewer, now):
    sam = viewer("sam")
    before = week_plan.load(sam, THE_PROGRAMS, now).version
    assert week_plan.load(sam, THE_PROGRAMS, now).version == before
    change(sam, wake_up("06:00"), TUESDAY, now)
    assert week_plan.load(sam, THE_PROGRAMS, now).version != before
