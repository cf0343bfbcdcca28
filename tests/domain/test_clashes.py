"""Where somebody's own daytime runs into the sessions of their program."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.helpers.days import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    WEDNESDAY,
    WEEKDAYS,
    plan,
    schedule,
    shown,
    wall,
)
from webapp.domain.clashes import clashes
from webapp.domain.schedule import Change, ScheduleException


@pytest.mark.parametrize(
    ("starts", "ends", "clash"),
    [
        ("9:00", "17:45", False),
        ("9:00", "17:46", True),
        ("21:20", "23:00", False),
        ("21:19", "23:00", True),
        ("18:00", "20:00", True),
        ("22:00", "30:00", False),
    ],
)
def test_it_is_one_from_the_arrival_until_leaving(starts: str, ends: str, clash: bool) -> None:
    found = clashes(schedule(plans=(plan(starts=wall(starts), ends=wall(ends)),)), MONDAY)
    assert bool(found) is clash


def test_seven_program_days_are_looked_at_and_each_clash_names_its_times() -> None:
    late = plan(ends=wall("18:30"))
    found = clashes(schedule(plans=(late,)), SATURDAY)
    next_monday = MONDAY + timedelta(days=7)
    assert [each.daytime.day for each in found[:3]] == [
        next_monday,
        WEDNESDAY + timedelta(days=7),
        FRIDAY + timedelta(days=7),
    ]
    assert len(found) == 7
    assert (found[0].session, shown(found[0].arrives_at), shown(found[0].leaves_at)) == (
        "Evening",
        "17:45",
        "21:20",
    )


def test_a_night_shift_that_ends_in_a_morning_session_is_one() -> None:
    night = plan(starts=wall("22:00"), ends=wall("34:30"), weekdays=WEEKDAYS)
    assert clashes(schedule("baystate", plans=(night,)), MONDAY)


def test_a_cancelled_session_and_one_outside_the_enrollment_are_none() -> None:
    late = (plan(ends=wall("18:30"), weekdays=frozenset({0})),)
    off = (ScheduleException(MONDAY, Change.CANCELLED, "Evening"),)
    days = [each.daytime.day for each in clashes(schedule(plans=late, exceptions=off), MONDAY)]
    assert MONDAY not in days
    assert clashes(schedule(plans=late, ended_on=MONDAY - timedelta(days=1)), MONDAY) == ()
