"""A line of the week changes from a date on, and alters nothing before it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers import houses
from tests.helpers.record import EVENING, MONDAY, attendance, tick
from tests.helpers.rows import count, rows
from tests.helpers.weeks import SESSION, WAKE_UP, change, evening, of_house, of_one, wake_up
from webapp.actions import change_week
from webapp.actions.change_week import WeekRefusal
from webapp.domain.blocks import Kind, Level
from webapp.domain.schedule import expand
from webapp.domain.wall_clock import local
from webapp.models.audit import AuditEvent
from webapp.models.program import BlockRow
from webapp.queries import schedule, week_plan
from webapp.queries.span import Span
from webapp.queries.week_plan import THE_PROGRAMS

TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 4))
WEEK = timedelta(days=7)


@pytest.fixture
def sam(viewer):
    return viewer("sam")


def arrivals(viewer, *days):
    dates = schedule.of_participant(viewer, min(days), max(days))
    return [
        f"{local(s.arrive_by, viewer.zone):%H:%M}" for day in days for s in dates.sessions_on(day)
    ]


def test_a_session_moves_from_its_date_on_and_its_author_is_known(sam, viewer, now, cast):
    assert change(sam, evening("16:30"), FRIDAY, now) is None
    assert arrivals(viewer("jordan"), WEDNESDAY, FRIDAY, FRIDAY + WEEK) == [
        "17:45",
        "16:30",
        "16:30",
    ]
    new = [row for row in rows(BlockRow) if row.effective_from == FRIDAY]
    assert len(new) == 3
    assert {row.recorded_by for row in new} == {cast.sam.account_id}
    assert rows(AuditEvent, action="week_changed")[0].detail.endswith(str(FRIDAY))


def test_what_did_not_change_goes_on_untouched(sam, now):
    before = {row.id for row in rows(BlockRow) if row.effective_until is None}
    blocks = evening()
    blocks[2] = replace(blocks[2], starts=blocks[2].starts.plus(10))
    change(sam, blocks, FRIDAY, now)
    ended = [row for row in rows(BlockRow) if row.id in before and row.effective_until]
    assert [row.kind for row in ended] == [Kind.LEAVE]


@pytest.mark.parametrize("day", [MONDAY, MONDAY - WEEK, date(2030, 1, 1)])
def test_a_day_that_has_begun_keeps_its_week(sam, now, day):
    before = count(BlockRow)
    assert change(sam, evening("16:30"), day, now) is WeekRefusal.WHEN
    assert count(BlockRow) == before


def test_what_is_the_same_is_not_written(sam, now):
    assert change(sam, evening(), FRIDAY, now) is WeekRefusal.SAME


def test_of_two_who_change_at_the_same_time_the_second_is_told(sam, now):
    seen = week_plan.load(sam, THE_PROGRAMS, now).version
    assert change(sam, evening("16:30"), FRIDAY, now, seen=seen) is None
    later = change(sam, wake_up("06:00"), FRIDAY, now, seen=seen)
    assert later is WeekRefusal.CHANGED_MEANWHILE
    assert len(week_plan.load(sam, THE_PROGRAMS, now).to_come) == 1


def test_a_change_before_a_planned_one_of_the_same_line_is_refused(sam, now):
    assert change(sam, evening("16:30"), FRIDAY, now) is None
    assert change(sam, evening("17:00"), WEDNESDAY, now) is WeekRefusal.BEFORE_ANOTHER
    assert change(sam, wake_up("06:00"), WEDNESDAY, now) is None


def test_a_second_change_of_the_same_date_takes_the_place_of_the_first(sam, viewer, now):
    change(sam, evening("16:30"), FRIDAY, now)
    assert change(sam, evening("17:00"), FRIDAY, now) is None
    assert arrivals(viewer("jordan"), FRIDAY) == ["17:00"]
    assert [each.day for each in week_plan.load(sam, THE_PROGRAMS, now).to_come] == [FRIDAY]


def test_a_planned_change_is_taken_back_and_one_that_has_begun_is_not(sam, viewer, clock):
    now = clock.now()
    when = {"now": now, "true_now": now}
    change(sam, evening("16:30"), FRIDAY, now)
    change(sam, evening("17:00"), FRIDAY, now)
    assert not change_week.take_back(sam, THE_PROGRAMS, SESSION, WEDNESDAY, **when)
    assert change_week.take_back(sam, THE_PROGRAMS, SESSION, FRIDAY, **when)
    assert not change_week.take_back(sam, THE_PROGRAMS, SESSION, FRIDAY, **when)
    assert week_plan.load(sam, THE_PROGRAMS, now).to_come == ()
    assert arrivals(viewer("jordan"), FRIDAY) == ["17:45"]
    change(sam, evening("16:30"), FRIDAY, now)
    clock.forward(days=4)
    when = {"now": clock.now(), "true_now": clock.now()}
    assert not change_week.take_back(sam, THE_PROGRAMS, SESSION, FRIDAY, **when)


def test_of_two_planned_changes_only_the_later_one_can_be_taken_back(sam, now):
    change(sam, evening("16:30"), FRIDAY, now)
    change(sam, evening("17:00"), FRIDAY + WEEK, now)
    when = {"now": now, "true_now": now}
    assert not change_week.take_back(sam, THE_PROGRAMS, SESSION, FRIDAY, **when)
    assert change_week.take_back(sam, THE_PROGRAMS, SESSION, FRIDAY + WEEK, **when)
    assert change_week.take_back(sam, THE_PROGRAMS, SESSION, FRIDAY, **when)


def test_a_session_can_leave_the_week(sam, viewer, now):
    assert change(sam, [], FRIDAY, now, about=SESSION) is None
    assert arrivals(viewer("jordan"), WEDNESDAY, FRIDAY) == ["17:45"]


def test_what_is_one_participants_own_is_nobody_elses(sam, viewer, cast, now):
    jordans = of_one(cast.jordan.key, cast.jordan.participant_id)
    assert change(sam, evening("18:30", "0", Level.PARTICIPANT), TUESDAY, now, jordans) is None
    days = [MONDAY, WEDNESDAY, FRIDAY, MONDAY + WEEK]
    assert arrivals(viewer("jordan"), *days) == ["17:45", "18:30"]
    assert arrivals(viewer("maria"), *days) == ["17:45"] * 4
    assert rows(AuditEvent, action="week_changed")[0].participant_id == cast.jordan.participant_id
    assert change(sam, [], FRIDAY, now, jordans, SESSION) is None
    assert arrivals(viewer("jordan"), *days) == ["17:45", "17:45", "17:45"]


def test_a_house_has_its_own_wake_up_and_no_session(sam, viewer, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    maple = of_house("Maple House")
    assert change(sam, wake_up("06:30", Level.HOUSE), TUESDAY, now, maple) is None
    refused = change(sam, evening("16:00", level=Level.HOUSE), TUESDAY, now, maple)
    assert refused is WeekRefusal.NOT_OF_A_HOUSE
    dates = schedule.of_participant(viewer("jordan"), MONDAY, TUESDAY)
    up = [
        f"{local(o.starts_at, dates.schedule.zone):%H:%M}"
        for day in (MONDAY, TUESDAY)
        for o in expand(dates.schedule, day)
        if o.kind is Kind.WAKE_UP
    ]
    assert up == ["07:00", "06:30"]


def test_another_program_keeps_its_week(sam, viewer, now):
    kim = viewer("kim")
    before = week_plan.load(kim, THE_PROGRAMS, now)
    change(sam, evening("16:30"), FRIDAY, now)
    assert week_plan.load(kim, THE_PROGRAMS, now) == before


TIMES = st.integers(6 * 60, 20 * 60).map(lambda m: f"{m // 60:02}:{m % 60:02}")
DAYS = st.sets(st.sampled_from("0123456"), min_size=1).map("".join)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(arrive=TIMES, days=DAYS, ahead=st.integers(1, 20), own=st.booleans(), up=TIMES)
def test_no_change_of_the_week_alters_what_was_derived_before_its_date(
    viewer, cast, now, arrive, days, ahead, own, up
):
    sam = viewer("sam")
    if count(AuditEvent, action="ticked_in") == 0:
        tick(sam, cast.jordan.key, now)
    assert attendance(sam, cast.jordan.key, EVENING, now).is_present
    day = MONDAY + timedelta(days=ahead)
    whose = of_one(cast.jordan.key, cast.jordan.participant_id) if own else THE_PROGRAMS
    level = Level.PARTICIPANT if own else Level.PROGRAM

    def derived():
        span = Span(sam, MONDAY - 4 * WEEK, day - timedelta(days=1), now)
        return [(person.name, span.attendances(person)) for person in span.people]

    before = derived()
    change(sam, evening(arrive, days, level), day, now, whose)
    change(sam, wake_up(up, level), day, now, whose, WAKE_UP)
    assert derived() == before
