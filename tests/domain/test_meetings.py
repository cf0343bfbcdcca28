from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import MONDAY, NEW_YORK, SATURDAY, SUNDAY, at, meeting, wall
from webapp.domain.meetings import (
    OLDEST_DAYS,
    Fellowship,
    MeetingCount,
    MeetingRefusal,
    MeetingRules,
    Mode,
    count,
    may_log,
    week_of,
)
from webapp.domain.wall_clock import Instant

DATES = st.dates(date(2000, 1, 1), date(2036, 12, 31))


def refusal(starts: str, now: Instant, day: date = MONDAY) -> MeetingRefusal | None:
    return may_log(day, wall(starts), NEW_YORK, now)


@pytest.mark.parametrize(
    ("now", "expected"),
    [("11:59:59", MeetingRefusal.FUTURE), ("12:00:00", None), ("23:00", None)],
)
def test_a_meeting_has_to_have_begun(now: str, expected: MeetingRefusal | None) -> None:
    assert refusal("12:00", at(now)) is expected


def test_tomorrow_is_the_future_even_if_utc_is_there_already() -> None:
    now = at("21:00")
    assert now.date() == MONDAY + timedelta(days=1)
    assert refusal("0:30", now, MONDAY + timedelta(days=1)) is MeetingRefusal.FUTURE


@pytest.mark.parametrize(
    ("days", "expected"), [(OLDEST_DAYS, None), (OLDEST_DAYS + 1, MeetingRefusal.LONG_AGO)]
)
def test_a_late_entry_is_accepted_for_a_year(days: int, expected: MeetingRefusal | None) -> None:
    day = MONDAY - timedelta(days=days)
    assert refusal("12:00", at("12:00"), day) is expected


@pytest.mark.parametrize(
    ("logged", "days"), [("13:30", 0), ("23:59:59", 0), ("24:00", 1), ("47:59", 1)]
)
def test_an_entry_knows_how_late_it_was_written_down(logged: str, days: int) -> None:
    assert meeting(logged_at=at(logged)).days_late(NEW_YORK) == days


@pytest.mark.parametrize(
    ("week_start", "first", "last"),
    [
        (0, MONDAY, SUNDAY),
        (5, SATURDAY - timedelta(days=7), SATURDAY - timedelta(days=1)),
        (6, SUNDAY - timedelta(days=7), SATURDAY),
    ],
)
def test_a_week_begins_on_the_day_the_program_says(
    week_start: int, first: date, last: date
) -> None:
    assert week_of(MONDAY, week_start) == (first, last)


@given(DATES, st.integers(0, 6))
def test_every_date_is_in_its_own_week_of_seven(day: date, week_start: int) -> None:
    first, last = week_of(day, week_start)
    assert first <= day <= last
    assert (last - first).days == 6
    assert first.weekday() == week_start


@pytest.mark.parametrize(
    ("day", "done"),
    [
        (MONDAY - timedelta(days=1), 0),
        (MONDAY, 1),
        (SUNDAY, 1),
        (SUNDAY + timedelta(days=1), 0),
    ],
)
def test_only_meetings_of_the_week_count(day: date, done: int) -> None:
    assert count([meeting(day)], MONDAY + timedelta(days=3), MeetingRules(5)).done == done


@pytest.mark.parametrize("fellowship", Fellowship)
@pytest.mark.parametrize("mode", Mode)
def test_every_kind_and_mode_counts_the_same(fellowship: Fellowship, mode: Mode) -> None:
    assert count([meeting(fellowship=fellowship, mode=mode)], MONDAY, MeetingRules(5)).done == 1


def test_two_meetings_on_one_date_are_two() -> None:
    assert count([meeting(), meeting(starts="19:00", id="m2")], MONDAY, MeetingRules(5)).done == 2


def test_a_late_entry_counts_in_the_week_of_its_meeting() -> None:
    late = meeting(MONDAY, logged_at=at("12:00", SUNDAY + timedelta(days=3)))
    assert count([late], MONDAY, MeetingRules(5)).done == 1


def test_the_count_is_due_on_the_last_date_of_the_week() -> None:
    assert count([], MONDAY, MeetingRules(5)) == MeetingCount(0, 5, SUNDAY, SUNDAY)


def test_the_count_can_be_due_some_days_after_the_week() -> None:
    wednesday = SUNDAY + timedelta(days=3)
    found = count([meeting()], MONDAY, MeetingRules(5, due_after=3))
    assert (found.last, found.due) == (SUNDAY, wednesday)


def test_what_a_program_leaves_out_does_not_add_up() -> None:
    entries = [
        meeting(),
        meeting(fellowship=Fellowship.FAITH, id="m2"),
        meeting(mode=Mode.ONLINE, id="m3"),
    ]
    rules = MeetingRules(
        5,
        kinds_left_out=frozenset({Fellowship.FAITH}),
        modes_left_out=frozenset({Mode.ONLINE, Mode.PHONE}),
    )
    assert count(entries, MONDAY, rules).done == 1
    assert [rules.counts(entry) for entry in entries] == [True, False, False]


@pytest.mark.parametrize(("done", "to_go"), [(0, 5), (4, 1), (5, 0), (6, 0)])
def test_what_is_left_to_go_is_never_less_than_nothing(done: int, to_go: int) -> None:
    assert MeetingCount(done, 5, SUNDAY, SUNDAY).to_go == to_go
