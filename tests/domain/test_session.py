from __future__ import annotations

from datetime import date

import pytest

from tests.helpers.days import (
    MONDAY,
    TUESDAY,
    at,
    blocks,
    evening,
    one_group,
    schedule,
    sessions,
    shown,
    wall,
)
from webapp.domain.blocks import EVERY_DAY, Block, Kind
from webapp.domain.schedule import Change, ScheduleException, Topic, expand
from webapp.domain.session import sessions_in
from webapp.domain.settings import ProgramSettings

EVENING = evening()
SPRING_EVE, AUTUMN_EVE = date(2026, 3, 7), date(2026, 10, 31)
DEFAULTS = ProgramSettings()


def test_the_thresholds_of_an_evening_are_those_of_a_5_45_pm_arrival() -> None:
    thresholds = (
        EVENING.opens_at,
        EVENING.arrive_by,
        EVENING.grace_ends_at,
        EVENING.closes_at,
        EVENING.ends_at,
    )
    assert [shown(t) for t in thresholds] == ["17:15", "17:45", "18:00", "18:15", "21:00"]


def test_thresholds_follow_the_programs_settings() -> None:
    settings = ProgramSettings(opens_before=60, grace=5, closes_after=10, full_presence=50)
    (made,) = sessions_in(expand(schedule(), MONDAY), settings)
    thresholds = (made.opens_at, made.grace_ends_at, made.closes_at)
    assert [shown(t) for t in thresholds] == ["16:45", "17:50", "17:55"]
    assert made.full_presence == 50


def test_a_moved_session_moves_its_thresholds() -> None:
    move = ScheduleException(MONDAY, Change.MOVED, "Evening", wall("16:30"))
    (made,) = sessions(exceptions=(move,))
    assert (shown(made.opens_at), shown(made.ends_at), made.moved) == ("16:00", "19:45", True)


def test_a_free_evening_has_no_session() -> None:
    assert sessions(TUESDAY) == ()


def test_an_occurrence_outside_a_session_makes_none() -> None:
    (made,) = sessions()
    assert (made.name, made.day) == ("Evening", MONDAY)


def test_a_session_knows_its_topic_and_place() -> None:
    topics = (Topic(MONDAY, "Evening", "Grief and loss"),)
    (made,) = sessions_in(expand(schedule(topics=topics), MONDAY), DEFAULTS, "Room 2")
    assert (made.topic, made.place) == ("Grief and loss", "Room 2")


def test_sessions_of_one_day_come_by_arrival() -> None:
    both = blocks("new_light") + blocks("baystate")
    found = sessions_in(expand(schedule(blocks=both), MONDAY), DEFAULTS)
    assert [s.name for s in found] == ["Day", "Evening"]


def test_a_session_without_an_arrival_begins_with_its_first_block() -> None:
    groups = tuple(b for b in blocks("new_light") if b.kind is not Kind.ARRIVE)
    (made,) = sessions_in(expand(schedule(blocks=groups), MONDAY), DEFAULTS)
    assert shown(made.arrive_by) == "18:00"


def test_a_session_is_arrived_at_at_its_arrival_even_if_supper_comes_first() -> None:
    supper = Block(Kind.MEAL, "Supper", EVERY_DAY, wall("17:00"), wall("17:30"), "Evening")
    week = (*blocks("new_light"), supper)
    (made,) = sessions_in(expand(schedule(blocks=week), MONDAY), DEFAULTS)
    assert shown(made.arrive_by) == "17:45"


def test_a_session_without_treatment_ends_when_its_window_closes() -> None:
    arrival = tuple(b for b in blocks("new_light") if b.kind is Kind.ARRIVE)
    (made,) = sessions_in(expand(schedule(blocks=arrival), MONDAY), DEFAULTS)
    assert (shown(made.ends_at), made.scheduled_minutes) == ("18:15", 0)


def test_only_treatment_counts_as_minutes() -> None:
    (day,) = sessions(name="baystate")
    assert (EVENING.scheduled_minutes, day.scheduled_minutes) == (180, 165 + 60)


@pytest.mark.parametrize(
    ("arrived", "until", "minutes"),
    [
        ("08:30", "14:00", 225),
        ("09:15", "13:30", 225),
        ("10:00", "12:10", 120),
        ("12:00", "12:30", 0),
        ("12:10", "13:30", 60),
        ("13:00:30", "13:30", 29),
        ("13:30", "15:00", 0),
        ("13:00", "12:00", 0),
    ],
)
def test_minutes_present_overlap_treatment_and_not_lunch(
    arrived: str, until: str, minutes: int
) -> None:
    (day,) = sessions(name="baystate")
    assert day.minutes_present(at(arrived), at(until)) == minutes


@pytest.mark.parametrize(("day", "minutes"), [(SPRING_EVE, 120), (AUTUMN_EVE, 240)])
def test_minutes_over_a_change_of_clocks_are_real_minutes(day: date, minutes: int) -> None:
    assert one_group("25:00", "28:00", "24:45", day).scheduled_minutes == minutes
