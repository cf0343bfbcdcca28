from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.helpers.days import (
    FRIDAY,
    MONDAY,
    NEW_YORK,
    SUNDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    attended,
    meeting,
    sessions,
)
from webapp.domain.attendance import Attendance
from webapp.domain.meetings import MeetingCount
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.wall_clock import Instant
from webapp.domain.week import Week, build

DATES = [MONDAY + timedelta(days=n) for n in range(7)]
COUNT = MeetingCount(2, 5, SUNDAY, SUNDAY)


def evenings(now: Instant, *came: date, **changes: Any) -> list[Attendance]:
    """The sessions of the week, arrived at on time on the given dates."""
    return [
        attended(s, s.arrive_by if day in came else None, now)
        for day in DATES
        for s in sessions(day, **changes)
    ]


def week(now: Instant, *came: date, **changes: Any) -> Week:
    found = evenings(now, *came, **changes)
    return build(DATES, NEW_YORK, now, found, [], COUNT)


def number_of(first: date, starts_on: date | None, planned_weeks: int | None = 12) -> int | None:
    dates = [first + timedelta(days=n) for n in range(7)]
    made = build(dates, NEW_YORK, at("12:00"), [], [], COUNT, starts_on, planned_weeks)
    return made.number


def test_nine_hours_are_scheduled_in_a_week_of_three_evenings() -> None:
    made = week(at("12:00"))
    assert (made.scheduled, made.minutes_scheduled) == (3, 540)


def test_two_of_three_evenings_are_six_of_nine_hours() -> None:
    made = week(at("12:00", SUNDAY), MONDAY, FRIDAY)
    assert (made.attended, made.scheduled) == (2, 3)
    assert (made.minutes_attended, made.minutes_scheduled) == (360, 540)


def test_an_evening_that_is_still_going_on_counts_so_far() -> None:
    made = week(at("19:00", WEDNESDAY), MONDAY, WEDNESDAY)
    assert (made.attended, made.minutes_attended) == (2, 180 + 60)


def test_a_cancelled_session_counts_for_nobody() -> None:
    cancelled = ScheduleException(WEDNESDAY, Change.CANCELLED, "Evening")
    made = week(at("12:00", SUNDAY), MONDAY, WEDNESDAY, exceptions=(cancelled,))
    assert (made.attended, made.scheduled) == (1, 2)
    assert (made.minutes_attended, made.minutes_scheduled) == (180, 360)


def test_a_cancelled_session_is_still_shown_on_its_date() -> None:
    cancelled = ScheduleException(WEDNESDAY, Change.CANCELLED, "Evening")
    made = week(at("12:00"), exceptions=(cancelled,))
    assert [len(d.attendances) for d in made.days] == [1, 0, 1, 0, 1, 0, 0]


def test_each_date_holds_its_own_meetings_by_their_start() -> None:
    entries = [
        meeting(TUESDAY, "19:00", id="late"),
        meeting(TUESDAY, "8:00", id="early"),
        meeting(MONDAY - timedelta(days=1), id="the week before"),
    ]
    made = build(DATES, NEW_YORK, at("12:00"), [], entries, COUNT)
    assert [[m.id for m in d.meetings] for d in made.days[:3]] == [[], ["early", "late"], []]
    assert sum(len(d.meetings) for d in made.days) == 2


def test_a_week_knows_its_ends_and_its_count() -> None:
    made = week(at("12:00"))
    assert (made.first, made.last, made.meetings) == (MONDAY, SUNDAY, COUNT)


def test_today_is_the_date_of_the_zone() -> None:
    assert week(at("23:59")).today == MONDAY
    assert week(at("24:00")).today == TUESDAY


@pytest.mark.parametrize(
    ("now", "came", "expected"),
    [
        (at("12:00"), (), MONDAY),
        (at("18:15"), (), MONDAY),
        (at("18:15:01"), (), WEDNESDAY),
        (at("17:50"), (MONDAY,), WEDNESDAY),
        (at("18:16", FRIDAY), (), None),
    ],
)
def test_the_next_session_is_the_first_that_is_open_or_to_come(
    now: Instant, came: tuple[date, ...], expected: date | None
) -> None:
    found = week(now, *came).next_session
    assert (found.session.day if found else None) == expected


@pytest.mark.parametrize(
    ("weeks_later", "number"), [(-1, None), (0, 1), (1, 2), (11, 12), (12, 13)]
)
def test_weeks_are_numbered_from_a_start_on_the_weeks_first_date(
    weeks_later: int, number: int | None
) -> None:
    assert number_of(MONDAY + timedelta(weeks=weeks_later), MONDAY) == number


@pytest.mark.parametrize("starts_on", DATES)
def test_the_week_in_which_the_enrollment_starts_is_the_first(starts_on: date) -> None:
    assert number_of(MONDAY - timedelta(weeks=1), starts_on) is None
    assert number_of(MONDAY, starts_on) == 1


@pytest.mark.parametrize("starts_on", [MONDAY, WEDNESDAY, SUNDAY])
def test_no_two_weeks_have_the_same_number(starts_on: date) -> None:
    assert number_of(MONDAY + timedelta(weeks=1), starts_on) == 2


def test_without_an_enrollment_a_week_has_no_number() -> None:
    assert number_of(MONDAY, None) is None


def test_the_planned_length_is_passed_on() -> None:
    made = build(DATES, NEW_YORK, at("12:00"), [], [], COUNT, MONDAY, 16)
    assert (made.number, made.of_weeks) == (1, 16)
