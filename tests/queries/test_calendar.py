"""The sessions of some weeks, with what was changed about them."""

from datetime import date, timedelta

from tests.helpers.record import MONDAY
from webapp.actions.change_schedule import add_exception
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.wall_clock import WallTime
from webapp.queries import calendar

WEDNESDAY = MONDAY + timedelta(days=2)
NOVEMBER = date(2026, 11, 1)


def test_a_month_is_shown_in_whole_weeks(viewer, now):
    page = calendar.load(viewer("sam"), NOVEMBER, now)
    assert (page.days[0].date, page.days[-1].date) == (date(2026, 10, 26), date(2026, 12, 6))
    assert {len(week) for week in page.weeks} == {7}
    assert (page.month_before, page.month_after) == (date(2026, 10, 1), date(2026, 12, 1))


def test_a_change_for_one_stands_with_their_name_until_it_is_taken_back(viewer, cast, now):
    sam = viewer("sam")
    moved = ScheduleException(WEDNESDAY, Change.MOVED, "Evening", WallTime.parse("18:30"))
    whose = {"participant_id": cast.jordan.participant_id}
    before = calendar.load(sam, NOVEMBER, now).version
    add_exception(sam.program_id, moved, now, **whose)

    def for_one(viewer):
        page = calendar.load(viewer, NOVEMBER, now)
        return [(d.date, one.name, one.change.change) for d in page.days for one in d.for_one]

    assert for_one(sam) == [(WEDNESDAY, "Jordan M.", Change.MOVED)]
    assert for_one(viewer("kim")) == []
    assert calendar.load(sam, NOVEMBER, now).version == before
    stands = ScheduleException(WEDNESDAY, Change.STANDS, "Evening")
    add_exception(sam.program_id, stands, now, **whose)
    assert for_one(sam) == []


def test_topics_ahead_are_of_the_sessions_that_take_place_in_the_next_four_weeks(viewer, now):
    sam = viewer("sam")
    add_exception(sam.program_id, ScheduleException(WEDNESDAY, Change.CANCELLED, "Evening"), now)
    found = [each.session.day for each in calendar.topics_ahead(sam, now)]
    assert found[:2] == [MONDAY, MONDAY + timedelta(days=4)]
    assert found[-1] == MONDAY + timedelta(days=28)


def test_two_changes_for_one_on_the_same_day_stand_beside_each_other(viewer, cast, now):
    sam, whose = viewer("sam"), {"participant_id": cast.jordan.participant_id}
    for each in (
        ScheduleException(WEDNESDAY, Change.CANCELLED, "Evening"),
        ScheduleException(WEDNESDAY, Change.HOLIDAY),
    ):
        add_exception(sam.program_id, each, now, **whose)
    (day,) = (d for d in calendar.load(sam, NOVEMBER, now).days if d.date == WEDNESDAY)
    assert [one.change.session for one in day.for_one] == ["Evening", None]
