from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import (
    MONDAY,
    TUESDAY,
    at,
    attended,
    blocks,
    check_in,
    evening,
    schedule,
    sessions,
    shown,
    wall,
)
from webapp.domain.attendance import (
    PRESENT,
    Attendance,
    Evidence,
    Refusal,
    Session,
    Status,
    derive,
    is_correctable,
    may_check_in,
    may_tick,
    sessions_in,
    to_check_in_to,
)
from webapp.domain.schedule import (
    EVERY_DAY,
    Block,
    Change,
    Kind,
    ScheduleException,
    Topic,
    expand,
)
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, later

EVENING = evening()
CANCELLED = evening(cancelled=True)
SPRING_EVE, AUTUMN_EVE = date(2026, 3, 7), date(2026, 10, 31)
DEFAULTS = ProgramSettings()


def one_group(starts: str, ends: str, arrive: str, day: date = MONDAY) -> Session:
    """A session of a single group, on any date, with the thresholds every program begins with."""
    week = (
        Block(Kind.ARRIVE, "Arrive", EVERY_DAY, wall(arrive), None, "Group"),
        Block(Kind.TREATMENT, "Group", EVERY_DAY, wall(starts), wall(ends), "Group"),
    )
    return sessions_in(expand(schedule(blocks=week), day), DEFAULTS)[0]


# Enrolled too late


@pytest.mark.parametrize(
    ("enrolled", "expected"), [("18:15:00", "no_show"), ("18:15:01", "not_expected")]
)
def test_whoever_was_enrolled_after_check_in_closed_was_not_expected(
    enrolled: str, expected: str
) -> None:
    found = derive(EVENING, None, at("22:00"), enrolled_at=at(enrolled))
    assert found.status == expected
    assert not found.is_present


def test_who_was_enrolled_too_late_and_came_all_the_same_is_there() -> None:
    found = derive(EVENING, check_in(at("18:40")), at("22:00"), enrolled_at=at("18:30"))
    assert found.status is Status.PARTIAL


# The session


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


# Minutes


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


@pytest.mark.parametrize(
    ("now", "minutes"), [("17:50", 0), ("18:00", 0), ("19:30", 90), ("21:00", 180), ("23:00", 180)]
)
def test_minutes_so_far_grow_until_the_end_of_the_group(now: str, minutes: int) -> None:
    found = attended(EVENING, at("17:40"), at(now))
    assert found.minutes(at(now)) == minutes


def test_who_is_not_there_has_no_minutes() -> None:
    assert attended(EVENING, None, at("21:00")).minutes(at("21:00")) == 0


def test_a_cancelled_session_has_no_minutes_even_for_who_came() -> None:
    assert attended(CANCELLED, at("17:40"), at("21:00")).minutes(at("21:00")) == 0


# The status


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("00:00", Status.UPCOMING),
        ("17:14:59", Status.UPCOMING),
        ("17:15:00", Status.OPEN),
        ("17:45:01", Status.OPEN),
        ("18:15:00", Status.OPEN),
        ("18:15:01", Status.NO_SHOW),
        ("35:00", Status.NO_SHOW),
    ],
)
def test_without_a_check_in_the_clock_decides(now: str, status: Status) -> None:
    assert attended(EVENING, None, at(now)).status is status


@pytest.mark.parametrize(
    ("arrived", "status"),
    [
        ("17:15:00", Status.ON_TIME),
        ("17:45:00", Status.ON_TIME),
        ("17:45:01", Status.GRACE),
        ("18:00:00", Status.GRACE),
        ("18:00:01", Status.LATE),
        ("18:15:00", Status.LATE),
        ("18:15:01", Status.PARTIAL),
        ("20:59:59", Status.PARTIAL),
    ],
)
def test_with_a_check_in_the_arrival_decides(arrived: str, status: Status) -> None:
    assert attended(EVENING, at(arrived), at("22:00")).status is status


@pytest.mark.parametrize(
    ("arrived", "status"), [("18:12:00", Status.LATE), ("18:12:01", Status.PARTIAL)]
)
def test_under_four_fifths_of_the_minutes_is_partial(arrived: str, status: Status) -> None:
    short = one_group("18:00", "19:00", "17:45")
    assert attended(short, at(arrived), at("22:00")).status is status


@pytest.mark.parametrize(
    ("arrived", "status"), [("18:00:00", Status.GRACE), ("18:00:01", Status.PARTIAL)]
)
def test_a_program_can_ask_for_every_minute(arrived: str, status: Status) -> None:
    assert attended(evening(full_presence=100), at(arrived), at("22:00")).status is status


def test_a_no_show_is_provisional() -> None:
    assert attended(EVENING, None, at("18:15:01")).provisional


@pytest.mark.parametrize("now", ["12:00", "17:30", "18:10"])
def test_nothing_before_a_no_show_is_provisional(now: str) -> None:
    assert not attended(EVENING, None, at(now)).provisional


@pytest.mark.parametrize("now", ["12:00", "17:30", "18:15:01", "23:00"])
@pytest.mark.parametrize("arrived", [None, "17:40", "18:30"])
def test_cancelled_comes_before_everything(arrived: str | None, now: str) -> None:
    found = attended(CANCELLED, at(arrived) if arrived else None, at(now))
    assert (found.status, found.is_present, found.provisional) == (Status.CANCELLED, False, False)


def test_a_staff_tick_weighs_as_much_as_a_code() -> None:
    by_code = check_in(at("17:50"))
    by_staff = replace(by_code, evidence=Evidence.STAFF, by="Sam")
    found = [derive(EVENING, each, at("22:00")) for each in (by_code, by_staff)]
    assert found[0].status is found[1].status is Status.GRACE
    assert found[0].minutes(at("22:00")) == found[1].minutes(at("22:00"))


@pytest.mark.parametrize("status", Status)
def test_present_is_who_came(status: Status) -> None:
    came = {Status.ON_TIME, Status.GRACE, Status.LATE, Status.PARTIAL}
    assert Attendance(EVENING, status).is_present is (status in came)


# The status, whatever the times

SECONDS = st.integers(-6 * 3600, 30 * 3600)
MOMENTS = SECONDS.map(lambda s: Instant(EVENING.arrive_by + timedelta(seconds=s)))
NEAR = st.integers(-2400, 2400).map(lambda s: Instant(EVENING.arrive_by + timedelta(seconds=s)))
ORDER = (Status.ON_TIME, Status.GRACE, Status.LATE, Status.PARTIAL)


@given(st.none() | MOMENTS | NEAR, MOMENTS | NEAR)
def test_a_check_in_means_present_and_none_means_absent_or_not_yet(
    arrived: Instant | None, now: Instant
) -> None:
    status = attended(EVENING, arrived, now).status
    assert (status in PRESENT) is (arrived is not None)
    assert status is not Status.CANCELLED


@given(st.none() | MOMENTS | NEAR, MOMENTS | NEAR)
def test_a_no_show_needs_a_closed_window_and_no_check_in(
    arrived: Instant | None, now: Instant
) -> None:
    is_no_show = attended(EVENING, arrived, now).status is Status.NO_SHOW
    assert is_no_show is (arrived is None and now > EVENING.closes_at)


@given(MOMENTS | NEAR, MOMENTS | NEAR, st.integers(1, 100), st.sampled_from(["19:00", "21:00"]))
def test_arriving_earlier_is_never_worse(
    one: Instant, other: Instant, full_presence: int, ends: str
) -> None:
    session = replace(one_group("18:00", ends, "17:45"), full_presence=full_presence)
    first, second = sorted((one, other))
    now = at("30:00")
    found = [ORDER.index(attended(session, moment, now).status) for moment in (first, second)]
    assert found == sorted(found)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_a_status_does_not_change_after_the_check_in(
    arrived: Instant, now: Instant, later_on: Instant
) -> None:
    found = {attended(EVENING, arrived, moment).status for moment in (now, later_on)}
    assert len(found) == 1


# Who may check in


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        ("17:14:59", Refusal.TOO_EARLY),
        ("17:15:00", None),
        ("18:15:00", None),
        ("18:15:01", Refusal.CLOSED),
    ],
)
def test_the_window_is_open_through_its_last_second(now: str, refusal: Refusal | None) -> None:
    assert may_check_in(attended(EVENING, None, at(now)), at(now)) is refusal


@pytest.mark.parametrize("now", ["17:15", "17:50", "20:00"])
def test_who_is_in_cannot_check_in_again(now: str) -> None:
    found = attended(EVENING, at("17:15"), at(now))
    assert may_check_in(found, at(now)) is Refusal.ALREADY_IN
    assert may_tick(found, at(now), at(now)) is Refusal.ALREADY_IN


@pytest.mark.parametrize("now", ["12:00", "17:30", "20:00"])
@pytest.mark.parametrize("arrived", [None, "17:15"])
def test_nobody_checks_in_to_a_cancelled_session(arrived: str | None, now: str) -> None:
    found = attended(CANCELLED, at(arrived) if arrived else None, at(now))
    assert may_check_in(found, at(now)) is Refusal.CANCELLED
    assert may_tick(found, at(now), at(now)) is Refusal.CANCELLED


def test_without_a_session_there_is_nothing_to_check_in_to() -> None:
    assert may_check_in(None, at("17:45")) is Refusal.NO_SESSION


@pytest.mark.parametrize(
    ("now", "refusal"),
    [("17:14:59", Refusal.TOO_EARLY), ("17:15", None), ("18:15:01", None), ("20:59", None)],
)
def test_staff_admit_after_the_window_but_not_before_it(now: str, refusal: Refusal | None) -> None:
    assert may_tick(attended(EVENING, None, at(now)), at(now), at(now)) is refusal


@pytest.mark.parametrize(
    ("came", "refusal"),
    [
        ("17:14:59", Refusal.WHEN),
        ("17:15", None),
        ("17:40", None),
        ("20:00", None),
        ("20:00:01", Refusal.WHEN),
    ],
)
def test_staff_say_when_somebody_came_within_the_session_and_not_ahead(
    came: str, refusal: Refusal | None
) -> None:
    now = at("20:00")
    assert may_tick(attended(EVENING, None, now), at(came), now) is refusal


def test_after_the_end_a_tick_needs_the_time_of_arrival() -> None:
    now = at("21:30")
    missing = attended(EVENING, None, now)
    assert may_tick(missing, now, now) is Refusal.WHEN
    assert may_tick(missing, at("17:40"), now) is None


def test_twelve_hours_after_the_end_the_list_is_closed() -> None:
    last, late = at("9:00", TUESDAY), at("9:00:01", TUESDAY)
    assert may_tick(attended(EVENING, None, last), at("17:40"), last) is None
    assert may_tick(attended(EVENING, None, late), at("17:40"), late) is Refusal.TOO_LONG_AGO
    assert is_correctable(EVENING, last)
    assert not is_correctable(EVENING, late)


def test_a_fraction_of_a_second_makes_nobody_late() -> None:
    moment = Instant(at("17:45") + timedelta(milliseconds=900))
    assert attended(EVENING, moment, moment).status is Status.ON_TIME


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("22:59:59", Status.UPCOMING),
        ("23:00:00", Status.OPEN),
        ("24:00:00", Status.OPEN),
        ("24:00:01", Status.NO_SHOW),
    ],
)
def test_a_window_can_close_at_midnight_of_the_night_the_clocks_go_forward(
    now: str, status: Status
) -> None:
    late = one_group("23:45", "25:45", "23:30", SPRING_EVE)
    assert attended(late, None, at(now, SPRING_EVE)).status is status


def test_a_window_over_the_missing_hour_is_as_long_as_any() -> None:
    late = one_group("26:00", "29:00", "25:45", SPRING_EVE)
    assert shown(late.closes_at) == "03:15"
    assert late.closes_at - late.arrive_by == timedelta(minutes=30)


def test_the_second_showing_of_an_hour_is_an_hour_later() -> None:
    late = one_group("25:30", "28:00", "25:15", AUTUMN_EVE)
    first = at("25:20", AUTUMN_EVE)
    second = later(first, 60)
    assert shown(first) == shown(second) == "01:20"
    assert attended(late, None, first).status is Status.OPEN
    assert attended(late, None, second).status is Status.NO_SHOW


# Which session a check-in is for

DAY, _ = TWO = sessions_in(
    expand(schedule(blocks=blocks("baystate") + blocks("new_light")), MONDAY), DEFAULTS
)


def chosen(now: str, day_in: str | None = None, evening_in: str | None = None) -> str | None:
    arrivals = (at(each) if each else None for each in (day_in, evening_in))
    both = [attended(s, a, at(now)) for s, a in zip(TWO, arrivals, strict=True)]
    found = to_check_in_to(both, at(now))
    return found.session.name if found else None


@pytest.mark.parametrize(
    ("now", "day_in", "evening_in", "name"),
    [
        ("07:00", None, None, "Day"),
        ("09:00", None, None, "Day"),
        ("10:00", None, None, "Evening"),
        ("10:00", "08:55", None, "Day"),
        ("13:30", "08:55", None, "Day"),
        ("13:30:01", "08:55", None, "Evening"),
        ("17:30", "08:55", None, "Evening"),
        ("20:00", "08:55", "17:40", "Evening"),
        ("20:00", None, None, "Evening"),
        ("23:00", "08:55", "17:40", "Evening"),
    ],
)
def test_two_sessions_in_one_day(
    now: str, day_in: str | None, evening_in: str | None, name: str
) -> None:
    assert chosen(now, day_in, evening_in) == name


def test_an_open_window_comes_before_the_session_one_is_in() -> None:
    overlapping = replace(evening(), name="Second", opens_at=at("18:30"), closes_at=at("19:30"))
    now = at("19:00")
    both = [attended(EVENING, at("17:40"), now), attended(overlapping, None, now)]
    found = to_check_in_to(both, now)
    assert found is not None
    assert found.session.name == "Second"


def test_a_cancelled_session_gives_way_to_one_that_stands() -> None:
    now = at("09:00")
    both = [attended(replace(DAY, cancelled=True), None, now), attended(EVENING, None, now)]
    found = to_check_in_to(both, now)
    assert found is not None
    assert found.session.name == "Evening"


def test_at_the_end_of_the_day_a_cancelled_session_is_not_the_last_one() -> None:
    now = at("23:00")
    found = to_check_in_to([attended(DAY, None, now), attended(CANCELLED, None, now)], now)
    assert found is not None
    assert found.session.name == "Day"


def test_a_day_of_cancelled_sessions_says_so() -> None:
    now = at("17:45")
    found = to_check_in_to([attended(CANCELLED, None, now)], now)
    assert may_check_in(found, now) is Refusal.CANCELLED


def test_a_day_without_sessions_has_nothing_to_check_in_to() -> None:
    assert to_check_in_to([], at("17:45")) is None
