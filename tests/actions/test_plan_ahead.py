"""Holidays and topics, planned ahead for everybody."""

from datetime import timedelta

import pytest

from tests.helpers.record import MONDAY
from tests.helpers.rows import count, rows
from webapp.actions import plan_ahead
from webapp.actions.plan_ahead import HolidayRefusal, NewTopic
from webapp.models.audit import AuditEvent
from webapp.models.program import ExceptionRow, SessionTopicRow, TopicRow
from webapp.queries import calendar, change, schedule

DAY = timedelta(days=1)
WEDNESDAY, FRIDAY = MONDAY + 2 * DAY, MONDAY + 4 * DAY


@pytest.fixture
def sam(viewer):
    return viewer("sam")


@pytest.fixture
def holiday(sam, now):
    def made(first, last, seen=None):
        version = calendar.load(sam, first.replace(day=1), now).version if seen is None else seen
        when = {"now": now, "true_now": now}
        return plan_ahead.add_holiday(sam, first, last, "Thanksgiving", version, **when)

    return made


def taking_place(viewer):
    dates = schedule.of_participant(viewer("jordan"), MONDAY, FRIDAY)
    days = [MONDAY + n * DAY for n in range(5)]
    return [s.day for day in days for s in dates.sessions_on(day) if not s.cancelled]


def test_a_holiday_takes_out_the_sessions_of_its_dates_and_can_be_taken_back(
    holiday, sam, viewer, now
):
    assert holiday(WEDNESDAY, FRIDAY) is None
    assert taking_place(viewer) == [MONDAY]
    page = calendar.load(sam, MONDAY.replace(day=1), now)
    assert [d.date for d in page.days if d.is_holiday] == [WEDNESDAY, WEDNESDAY + DAY, FRIDAY]
    assert {d.note for d in page.days if d.is_holiday} == {"Thanksgiving"}
    when = {"now": now, "true_now": now}
    assert plan_ahead.take_back_holiday(sam, FRIDAY, **when)
    assert not plan_ahead.take_back_holiday(sam, FRIDAY, **when)
    assert taking_place(viewer) == [MONDAY, FRIDAY]
    assert rows(AuditEvent, action="schedule_holiday")[0].actor_id == sam.account_id


def test_a_holiday_is_no_longer_than_a_month_and_not_in_the_past(holiday):
    assert holiday(MONDAY - DAY, MONDAY) is HolidayRefusal.WHEN
    assert holiday(FRIDAY, WEDNESDAY) is HolidayRefusal.WHEN
    assert holiday(MONDAY, MONDAY + 31 * DAY) is HolidayRefusal.WHEN
    assert count(ExceptionRow) == 0
    assert holiday(MONDAY, MONDAY + 30 * DAY) is None


def test_of_two_who_plan_the_same_month_the_second_is_told(holiday, sam, now):
    seen = calendar.load(sam, MONDAY.replace(day=1), now).version
    assert holiday(WEDNESDAY, WEDNESDAY, seen) is None
    assert holiday(FRIDAY, FRIDAY, seen) is HolidayRefusal.CHANGED_MEANWHILE
    assert count(ExceptionRow) == 1


def test_topics_are_planned_session_by_session_and_only_what_is_new_is_written(sam, now):
    first, second, *_rest = calendar.topics_ahead(sam, now)
    wanted = {
        first.id: NewTopic("Coping skills", "Lee", first.version),
        second.id: NewTopic("", "", second.version),
        "2020-01-01/Evening": NewTopic("Long ago", "", ""),
    }
    assert plan_ahead.plan_topics(sam, wanted, now=now, true_now=now) == frozenset()
    assert count(SessionTopicRow) == 1
    again = calendar.topics_ahead(sam, now)
    assert [(t.session.topic, t.session.led_by) for t in again[:2]] == [
        ("Coping skills", "Lee"),
        ("", ""),
    ]


def test_where_somebody_wrote_meanwhile_it_stays_and_the_rest_is_saved(sam, now):
    first, second, *_rest = calendar.topics_ahead(sam, now)
    when = {"now": now, "true_now": now}
    plan_ahead.plan_topics(sam, {first.id: NewTopic("Theirs", "", first.version)}, **when)
    both = {
        first.id: NewTopic("Mine", "", first.version),
        second.id: NewTopic("Mine too", "", second.version),
    }
    assert plan_ahead.plan_topics(sam, both, **when) == {first.id}
    held = [t.session.topic for t in calendar.topics_ahead(sam, now)[:2]]
    assert held == ["Theirs", "Mine too"]
    same = {first.id: NewTopic("Theirs", "", first.version)}
    assert plan_ahead.plan_topics(sam, same, **when) == frozenset()


def test_topics_to_choose_from_are_added_once_and_removed(sam, viewer, now):
    assert plan_ahead.add_topic(sam, "Sleep", true_now=now)
    assert not plan_ahead.add_topic(sam, "Sleep", true_now=now)
    assert change.topics_of(sam)[-1] == "Sleep"
    assert not plan_ahead.remove_topic(viewer("kim"), "Sleep", true_now=now)
    assert plan_ahead.remove_topic(sam, "Sleep", true_now=now)
    assert not plan_ahead.remove_topic(sam, "Sleep", true_now=now)
    assert count(TopicRow, title="Sleep") == 0
