"""Staff say what somebody does by day, from a date on."""

from datetime import timedelta

import pytest

from tests.helpers.days import plan, wall
from tests.helpers.record import MONDAY
from tests.helpers.rows import count
from webapp.actions import change_plan
from webapp.actions.change_plan import PlanRefusal
from webapp.actions.end_enrollment import NoSuchParticipant
from webapp.domain.schedule import expand
from webapp.models.audit import AuditEvent
from webapp.models.program import DaytimePlanRow
from webapp.queries import daytime_plan, schedule

TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture
def say(cast, viewer, now):
    """say([plan()]): Sam lets these lines be Jordan's plan, having seen what holds now."""

    def made(lines, first=MONDAY, seen=None, full_time=False, who="sam"):
        page = daytime_plan.load(viewer("sam"), cast.jordan.key, now)
        seen = page.version if seen is None else seen
        when = {"now": now, "true_now": now}
        return change_plan.change(
            viewer(who), cast.jordan.key, lines, first, seen, full_time=full_time, **when
        )

    return made


@pytest.fixture
def page(cast, viewer, now):
    return lambda: daytime_plan.load(viewer("sam"), cast.jordan.key, now)


def test_yesterday_keeps_the_plan_it_had(say, page, cast, viewer):
    jordan, yesterday = viewer("jordan"), MONDAY - timedelta(days=3)
    dates = schedule.of_participant(jordan, yesterday, TOMORROW)
    before = expand(dates.schedule, yesterday)
    assert say([plan(starts=wall("10:00"))]) is None
    dates = schedule.of_participant(jordan, yesterday, TOMORROW)
    assert expand(dates.schedule, yesterday) == before
    assert page().now.lines[0].starts == wall("10:00")
    assert count(AuditEvent, action="daytime_plan", detail="from 2026-11-23") == 1


@pytest.mark.parametrize(
    ("days", "why"), [(-1, PlanRefusal.WHEN), (367, PlanRefusal.WHEN), (366, None)]
)
def test_it_holds_from_today_or_later_within_a_year(say, days, why):
    assert say([plan()], MONDAY + timedelta(days=days)) is why


def test_the_second_of_two_is_told_and_overwrites_nothing(say, page):
    seen = page().version
    assert say([plan(place="one")], seen=seen) is None
    assert say([plan(place="two")], seen=seen) is PlanRefusal.CHANGED_MEANWHILE
    assert [line.place for line in page().now.lines] == ["one"]


def test_the_same_form_sent_twice_is_one_plan(say, page):
    seen = page().version
    for _ in range(2):
        assert say([plan()], seen=seen) is None
    assert count(AuditEvent, action="daytime_plan") == 1


def test_another_plan_for_the_same_date_takes_its_place(say, page):
    assert say([plan(place="one"), plan(place="also", weekdays=frozenset({5}))]) is None
    assert say([plan(place="two")]) is None
    assert [line.place for line in page().now.lines] == ["two"]


def test_no_line_at_all_is_a_plan_too(say, page):
    assert say([], full_time=True) is None
    assert (page().now.lines, page().now.full_time) == ((), True)


def test_what_is_to_come_can_be_taken_back_and_what_holds_cannot(say, page, cast, viewer, now):
    say([plan(place="today")])
    say([plan(place="tomorrow")], TOMORROW)
    when = {"now": now, "true_now": now}
    sam, key = viewer("sam"), cast.jordan.key
    assert change_plan.take_back(sam, key, TOMORROW, **when)
    assert not change_plan.take_back(sam, key, TOMORROW, **when)
    assert not change_plan.take_back(sam, key, MONDAY, **when)
    assert (page().now.until, page().to_come) == (None, ())


def test_somebody_of_another_program_is_not_there(say, cast, viewer, now):
    before = count(DaytimePlanRow)
    with pytest.raises(NoSuchParticipant):
        say([plan()], who="kim")
    with pytest.raises(NoSuchParticipant):
        change_plan.take_back(viewer("kim"), cast.jordan.key, TOMORROW, now=now, true_now=now)
    assert count(DaytimePlanRow) == before
