from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import (
    FRIDAY,
    MONDAY,
    NEW_YORK,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    blocks,
    plan,
    schedule,
    seed_text,
    shown,
    wall,
)
from webapp.domain.blocks import EVERY_DAY, SESSION_KINDS, Block, Kind, Level, Occurrence
from webapp.domain.daytime import Activity, is_full_time, plans_in_force
from webapp.domain.schedule import Change, Schedule, ScheduleException, Topic, expand
from webapp.domain.wall_clock import local_date, zone_named

K = Kind
Line = tuple[Kind, str | None, str | None]
NEW_LIGHT_EVENING = [
    (K.ARRIVE, "17:45", None),
    (K.TREATMENT, "18:00", "21:00"),
    (K.LEAVE, "21:20", None),
]
NEW_LIGHT_DAY = [
    (K.WAKE_UP, "07:00", None),
    (K.DAYTIME, "08:30", "17:30"),
    (K.MEETING, "08:30", "17:30"),
    *NEW_LIGHT_EVENING,
    (K.LIGHTS_OUT, "23:00", None),
]
BAYSTATE_DAY = [
    (K.WAKE_UP, "07:00", None),
    (K.ARRIVE, "09:00", None),
    (K.TREATMENT, "09:15", "12:00"),
    (K.MEAL, "12:00", "12:30"),
    (K.TREATMENT, "12:30", "13:30"),
    (K.LEAVE, "13:45", None),
    (K.LIGHTS_OUT, "23:00", None),
]


def lines(made: Schedule, day: date = MONDAY) -> list[Line]:
    return [
        (o.kind, shown(o.starts_at, made.zone), shown(o.ends_at, made.zone))
        for o in expand(made, day)
    ]


def session_lines(made: Schedule, day: date = MONDAY) -> list[Line]:
    return [line for line in lines(made, day) if line[0] in SESSION_KINDS]


def changed(day: date, change: Change, arrive: str | None = None, **more: Any) -> Schedule:
    session = None if change is Change.HOLIDAY else "Evening"
    exception = ScheduleException(day, change, session, wall(arrive) if arrive else None)
    return schedule(exceptions=(exception,), **more)


# The days of the two programs


def times_on_the_page(name: str) -> list[tuple[str, str | None]]:
    """The times of every line of the page's schedule, as the wall shows them in 24 hours."""

    def shown_as(hour: str, minute: str, half: str) -> str | None:
        return f"{int(hour) % 12 + 12 * (half == 'P'):02}:{minute}" if hour else None

    clock = r"(\d+):(\d\d) ([AP])M"
    found = re.findall(rf"• {clock}(?: \u2013 {clock})?:", seed_text(name))
    return [(shown_as(*line[:3]) or "", shown_as(*line[3:])) for line in found]


def test_every_line_of_new_lights_page_is_on_its_day_at_that_time() -> None:
    on_the_page = times_on_the_page("new_light")
    assert len(on_the_page) == 6
    on_the_day = {(starts, ends) for _, starts, ends in lines(schedule())}
    assert set(on_the_page) == on_the_day


@pytest.mark.parametrize("day", [MONDAY, WEDNESDAY, FRIDAY])
def test_a_program_day_of_new_light(day: date) -> None:
    assert lines(schedule(), day) == NEW_LIGHT_DAY


@pytest.mark.parametrize("day", [TUESDAY, THURSDAY])
def test_a_free_evening_of_new_light_has_the_same_day_and_no_session(day: date) -> None:
    assert lines(schedule(), day) == [x for x in NEW_LIGHT_DAY if x not in NEW_LIGHT_EVENING]


@pytest.mark.parametrize("day", [SATURDAY, SUNDAY])
@pytest.mark.parametrize("name", ["new_light", "baystate"])
def test_a_weekend_begins_and_ends_and_leaves_the_rest_free(name: str, day: date) -> None:
    assert lines(schedule(name), day) == [NEW_LIGHT_DAY[0], NEW_LIGHT_DAY[-1]]


@pytest.mark.parametrize("day", [MONDAY, WEDNESDAY, FRIDAY])
def test_a_program_day_of_baystate(day: date) -> None:
    assert lines(schedule("baystate"), day) == BAYSTATE_DAY


def test_baystates_day_follows_the_order_of_its_page() -> None:
    page = seed_text("baystate").casefold()
    at_center = [o for o in expand(schedule("baystate"), MONDAY) if o.kind in SESSION_KINDS]
    words = ["check in", "activity or class", "process group"]
    titles = [o.title.casefold() for o in at_center]
    assert [next(n for n, t in enumerate(titles) if word in t) for word in words] == [0, 1, 3]
    assert page.index("begin the day with a check in") < page.index("activity or class organized")
    assert page.index("activity or class organized") < page.index("within a process group")


@pytest.mark.parametrize("day", [date(2026, 3, 6), date(2026, 3, 9), date(2026, 11, 2)])
def test_the_day_keeps_its_times_on_both_sides_of_a_change_of_clocks(day: date) -> None:
    assert lines(schedule(), day) == NEW_LIGHT_DAY


# The daytime plan


def test_the_own_daytime_plan_replaces_the_programs_daytime() -> None:
    found = [o for o in expand(schedule(plans=(plan(),)), MONDAY) if o.kind is K.DAYTIME]
    assert [(shown(o.starts_at), shown(o.ends_at)) for o in found] == [("09:00", "17:00")]
    assert (found[0].activity, found[0].note) == (Activity.WORK, "the bakery")


def test_a_day_that_the_own_plan_leaves_free_has_no_daytime_at_all() -> None:
    mondays = plan(weekdays=frozenset({0}))
    assert K.DAYTIME not in {o.kind for o in expand(schedule(plans=(mondays,)), TUESDAY)}


def test_an_own_plan_can_work_on_a_weekend() -> None:
    made = schedule(plans=(plan(weekdays=frozenset({5})),))
    assert (K.DAYTIME, "09:00", "17:00") in lines(made, SATURDAY)


def test_two_rows_of_one_plan_stand_side_by_side() -> None:
    morning = plan(ends=wall("12:00"))
    school = plan(activity=Activity.SCHOOL, starts=wall("13:00"))
    found = [o.activity for o in expand(schedule(plans=(school, morning)), MONDAY) if o.activity]
    assert found == [Activity.WORK, Activity.SCHOOL]


def test_full_time_removes_the_daytime_meeting() -> None:
    found = {o.kind for o in expand(schedule(plans=(plan(full_time=True),)), MONDAY)}
    assert K.MEETING not in found


def test_without_full_time_the_daytime_meeting_stays() -> None:
    assert K.MEETING in {o.kind for o in expand(schedule(plans=(plan(),)), MONDAY)}


def test_a_plan_changes_on_its_first_date_and_not_before() -> None:
    since = plan(starts=wall("10:00"), full_time=True, effective_from=WEDNESDAY)
    made = schedule(plans=(since, plan(effective_from=MONDAY)))
    assert (K.DAYTIME, "09:00", "17:00") in lines(made, TUESDAY)
    assert (K.DAYTIME, "10:00", "17:00") in lines(made, WEDNESDAY)
    assert [is_full_time(made.plans, day) for day in (TUESDAY, WEDNESDAY)] == [False, True]


def test_a_later_plan_replaces_every_row_of_the_one_before() -> None:
    weekend = plan(weekdays=frozenset({5}), effective_from=WEDNESDAY)
    made = schedule(plans=(plan(), weekend))
    assert plans_in_force(made.plans, FRIDAY) == (weekend,)


def test_before_the_first_plan_the_programs_daytime_stands() -> None:
    made = schedule(plans=(plan(effective_from=TUESDAY),))
    assert lines(made, MONDAY) == NEW_LIGHT_DAY


# Exceptions


def test_a_holiday_cancels_the_session_and_leaves_the_rest_of_the_day() -> None:
    made = changed(MONDAY, Change.HOLIDAY)
    assert {o.kind for o in expand(made, MONDAY) if o.cancelled} == {K.ARRIVE, K.TREATMENT, K.LEAVE}
    assert lines(made) == NEW_LIGHT_DAY


def test_a_cancelled_session_is_still_shown_at_its_time() -> None:
    found = [o for o in expand(changed(MONDAY, Change.CANCELLED), MONDAY) if o.session]
    assert [(shown(o.starts_at), o.cancelled) for o in found] == [
        ("17:45", True),
        ("18:00", True),
        ("21:20", True),
    ]


def test_cancelling_one_session_leaves_another_of_the_same_day() -> None:
    both = (*blocks("new_light"), Block(K.ARRIVE, "Arrive", EVERY_DAY, wall("9:00"), None, "Day"))
    found = expand(changed(MONDAY, Change.CANCELLED, blocks=both), MONDAY)
    assert {(o.session, o.cancelled) for o in found if o.session} == {
        ("Day", False),
        ("Evening", True),
    }


def test_a_holiday_on_a_free_evening_adds_nothing() -> None:
    assert session_lines(changed(TUESDAY, Change.HOLIDAY), TUESDAY) == []


def test_a_moved_session_keeps_the_distance_of_all_its_blocks() -> None:
    made = changed(MONDAY, Change.MOVED, "16:30")
    assert session_lines(made) == [
        (K.ARRIVE, "16:30", None),
        (K.TREATMENT, "16:45", "19:45"),
        (K.LEAVE, "20:05", None),
    ]


def test_only_the_moved_session_is_marked_as_moved() -> None:
    found = expand(changed(MONDAY, Change.MOVED, "16:30"), MONDAY)
    assert {o.kind for o in found if o.moved} == {K.ARRIVE, K.TREATMENT, K.LEAVE}


def test_the_last_word_about_a_move_counts() -> None:
    moves = tuple(
        ScheduleException(MONDAY, Change.MOVED, "Evening", wall(t)) for t in ("16:30", "19:00")
    )
    assert session_lines(schedule(exceptions=moves))[0] == (K.ARRIVE, "19:00", None)


def test_a_session_moved_late_ends_in_the_night_after_and_belongs_to_its_date() -> None:
    found = [o for o in expand(changed(MONDAY, Change.MOVED, "22:00"), MONDAY) if o.session]
    assert (shown(found[-1].starts_at), found[-1].day) == ("01:35", MONDAY)
    assert local_date(found[-1].starts_at, NEW_YORK) == TUESDAY


def test_an_extra_session_on_a_free_day_has_all_its_blocks() -> None:
    assert session_lines(changed(SATURDAY, Change.EXTRA), SATURDAY) == NEW_LIGHT_EVENING


def test_an_extra_session_comes_at_its_own_time() -> None:
    assert session_lines(changed(SATURDAY, Change.EXTRA, "10:00"), SATURDAY) == [
        (K.ARRIVE, "10:00", None),
        (K.TREATMENT, "10:15", "13:15"),
        (K.LEAVE, "13:35", None),
    ]


def test_an_extra_session_can_be_cancelled_again() -> None:
    extra = ScheduleException(SATURDAY, Change.EXTRA, "Evening")
    cancelled = replace(extra, change=Change.CANCELLED)
    found = [o for o in expand(schedule(exceptions=(extra, cancelled)), SATURDAY) if o.session]
    assert [o.cancelled for o in found] == [True, True, True]


def test_an_extra_session_has_one_arrival_even_if_its_weekdays_have_different_times() -> None:
    usual = [replace(b, weekdays=frozenset({0, 2})) for b in blocks("new_light") if b.session]
    fridays = [replace(b, weekdays=frozenset({4}), starts=b.starts.plus(-60)) for b in usual]
    made = changed(SATURDAY, Change.EXTRA, blocks=(*usual, *fridays))
    assert [kind for kind, _, _ in session_lines(made, SATURDAY)] == [
        K.ARRIVE,
        K.TREATMENT,
        K.LEAVE,
    ]


def test_a_moved_session_is_arrived_at_at_the_new_time_even_if_supper_comes_first() -> None:
    supper = Block(K.MEAL, "Supper", EVERY_DAY, wall("17:00"), wall("17:30"), "Evening")
    made = changed(MONDAY, Change.MOVED, "18:45", blocks=(*blocks("new_light"), supper))
    assert (K.ARRIVE, "18:45", None) in session_lines(made)


# The enrollment


def test_sessions_begin_with_the_first_date_of_the_enrollment() -> None:
    made = schedule(enrolled_from=WEDNESDAY)
    assert session_lines(made, MONDAY) == []
    assert session_lines(made, WEDNESDAY) == NEW_LIGHT_EVENING


def test_sessions_end_with_the_date_on_which_the_enrollment_ended() -> None:
    made = schedule(ended_on=WEDNESDAY)
    assert session_lines(made, WEDNESDAY) == NEW_LIGHT_EVENING
    assert session_lines(made, FRIDAY) == []


def test_outside_the_enrollment_the_rest_of_the_day_stays() -> None:
    outside = [x for x in NEW_LIGHT_DAY if x not in NEW_LIGHT_EVENING]
    assert lines(schedule(ended_on=SUNDAY - timedelta(days=7))) == outside


def test_an_extra_session_outside_the_enrollment_is_not_for_this_participant() -> None:
    made = changed(SATURDAY, Change.EXTRA, enrolled_from=SUNDAY)
    assert session_lines(made, SATURDAY) == []


# Blocks


def test_a_block_runs_from_its_first_date_until_and_without_its_last() -> None:
    block = Block(
        K.WAKE_UP, "", EVERY_DAY, wall("7:00"), effective_from=TUESDAY, effective_until=THURSDAY
    )
    week = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)
    assert [block.runs_on(day) for day in week] == [False, True, True, False]


def test_an_edited_block_appears_once_on_every_date_around_the_edit() -> None:
    old = Block(K.WAKE_UP, "", EVERY_DAY, wall("7:00"), effective_until=WEDNESDAY)
    new = Block(K.WAKE_UP, "", EVERY_DAY, wall("6:30"), effective_from=WEDNESDAY)
    made = schedule(blocks=(old, new))
    assert lines(made, TUESDAY) == [(K.WAKE_UP, "07:00", None)]
    assert lines(made, WEDNESDAY) == [(K.WAKE_UP, "06:30", None)]


def test_an_extra_session_leaves_out_blocks_that_are_no_longer_in_force() -> None:
    ended = tuple(replace(b, effective_until=MONDAY) for b in blocks("new_light"))
    assert session_lines(changed(SATURDAY, Change.EXTRA, blocks=ended), SATURDAY) == []


def test_a_block_over_midnight_belongs_to_the_date_on_which_it_begins() -> None:
    night = Block(K.DAYTIME, "Night shift", frozenset({0}), wall("22:00"), wall("30:00"))
    made = schedule(blocks=(night,))
    (found,) = expand(made, MONDAY)
    assert (shown(found.starts_at), shown(found.ends_at)) == ("22:00", "06:00")
    assert found.ends_at is not None
    assert found.ends_at - found.starts_at == timedelta(hours=8)
    assert expand(made, TUESDAY) == ()


@pytest.mark.parametrize(("saturday", "hours"), [(date(2026, 3, 7), 7), (date(2026, 10, 31), 9)])
def test_a_night_block_lasts_as_long_as_the_night_does(saturday: date, hours: int) -> None:
    night = Block(K.DAYTIME, "Night shift", EVERY_DAY, wall("22:00"), wall("30:00"))
    (found,) = expand(schedule(blocks=(night,)), saturday)
    assert found.ends_at is not None
    assert found.ends_at - found.starts_at == timedelta(hours=hours)


def test_a_block_in_the_gap_does_not_end_before_it_begins() -> None:
    in_the_gap = Block(K.DAYTIME, "Night shift", EVERY_DAY, wall("2:30"), wall("3:00"))
    (found,) = expand(schedule(blocks=(in_the_gap,)), date(2026, 3, 8))
    assert found.ends_at is not None
    assert found.ends_at >= found.starts_at


def test_blocks_that_begin_together_keep_the_order_of_the_line() -> None:
    same = tuple(Block(kind, "", EVERY_DAY, wall("12:00")) for kind in (K.LIGHTS_OUT, K.MEETING))
    assert [o.kind for o in expand(schedule(blocks=same), MONDAY)] == [K.MEETING, K.LIGHTS_OUT]


@pytest.fixture(params=["America/Los_Angeles", "Asia/Kolkata"])
def server_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.usefixtures("server_zone")
def test_a_program_keeps_its_own_times_wherever_the_server_stands() -> None:
    auckland = schedule(zone=zone_named("Pacific/Auckland"))
    assert lines(auckland) == NEW_LIGHT_DAY
    assert expand(auckland, MONDAY)[0].starts_at.isoformat() == "2026-03-01T18:00:00+00:00"


# Topics


def test_the_topic_of_the_date_is_told_with_the_group_alone() -> None:
    made = schedule(topics=(Topic(MONDAY, "Evening", "Coping skills"),))
    notes = {o.kind: o.note for o in expand(made, MONDAY)}
    assert notes.pop(K.TREATMENT) == "Coping skills"
    assert set(notes.values()) == {""}


def test_a_topic_of_another_date_or_session_is_not_told() -> None:
    topics = (Topic(WEDNESDAY, "Evening", "Trauma"), Topic(MONDAY, "Day", "Trauma"))
    assert {o.note for o in expand(schedule(topics=topics), MONDAY)} == {""}


# Any date, anywhere

DATES = st.dates(date(2000, 1, 1), date(2036, 12, 31))
ZONES = st.sampled_from(
    ["America/New_York", "America/Nuuk", "Pacific/Auckland", "Asia/Kathmandu", "Africa/Cairo"]
).map(zone_named)
NAMES = st.sampled_from(["new_light", "baystate"])
CHANGES = st.sampled_from(Change)


@given(NAMES, ZONES, DATES)
def test_each_block_occurs_at_most_once_a_date_and_in_order(
    name: str, zone: Any, day: date
) -> None:
    found = expand(schedule(name, zone=zone), day)
    in_the_week = Counter((b.kind, b.title) for b in blocks(name))
    assert Counter((o.kind, o.title) for o in found) <= in_the_week
    assert [o.starts_at for o in found] == sorted(o.starts_at for o in found)
    assert {o.day for o in found} <= {day}


@given(DATES, DATES, CHANGES, st.integers(0, 23 * 60))
def test_a_change_never_touches_another_date(
    day: date, other: date, change: Change, arrive: int
) -> None:
    other = other if other != day else day + timedelta(days=1)
    made = changed(day, change, f"{arrive // 60}:{arrive % 60:02}")
    assert expand(made, other) == expand(schedule(), other)


@given(DATES, CHANGES, st.integers(0, 23 * 60))
def test_a_change_never_touches_the_day_outside_the_session(
    day: date, change: Change, arrive: int
) -> None:
    def rest(made: Schedule) -> list[Occurrence]:
        return [o for o in expand(made, day) if o.session is None]

    made = changed(day, change, f"{arrive // 60}:{arrive % 60:02}")
    assert rest(made) == rest(schedule())


# What is said for one, and for all


def said(*changes: tuple[Change, str | None, bool]) -> list[bool]:
    """Whether the evening of that Monday is cancelled after these words, in their order."""
    exceptions = tuple(
        ScheduleException(MONDAY, change, session, nth=nth, for_one=for_one)
        for nth, (change, session, for_one) in enumerate(changes)
    )
    found = expand(schedule(exceptions=exceptions), MONDAY)
    return sorted({o.cancelled for o in found if o.session})


CANCELLED, STANDS = (Change.CANCELLED, "Evening"), (Change.STANDS, "Evening")


def test_a_later_holiday_is_for_who_took_an_own_change_back_before_too():
    assert said((*CANCELLED, True), (*STANDS, True), (Change.HOLIDAY, None, False)) == [True]


def test_what_is_said_for_one_takes_back_what_was_said_for_all_and_not_the_other_way_round():
    assert said((*CANCELLED, False), (*STANDS, True)) == [False]
    assert said((*CANCELLED, True), (*STANDS, False)) == [True]


def test_a_holiday_that_is_taken_back_leaves_what_was_cancelled_before():
    holiday = [(Change.HOLIDAY, None, False), (Change.STANDS, None, False)]
    assert said(*holiday) == [False]
    assert said((*CANCELLED, False), *holiday) == [True]
    assert said((Change.HOLIDAY, None, False), (*STANDS, False)) == [False]


def test_a_session_added_for_others_does_not_move_who_has_one_that_day():
    tuesdays = tuple(
        replace(b, weekdays=frozenset({1}), level=Level.PARTICIPANT)
        for b in blocks("new_light")
        if b.session
    )
    added = ScheduleException(TUESDAY, Change.MAKE_UP, "Evening", wall("11:00"))
    made = schedule(blocks=(*blocks("new_light"), *tuesdays), exceptions=(added,))
    arrivals = [o for o in expand(made, TUESDAY) if o.kind is K.ARRIVE]
    assert [(shown(o.starts_at), o.make_up) for o in arrivals] == [("17:45", False)]
