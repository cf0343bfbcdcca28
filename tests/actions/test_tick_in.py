"""Staff check somebody in who has no phone at hand."""

from datetime import date

import pytest

from tests.helpers.clock import at
from tests.helpers.rows import count, rows
from webapp.actions import change_zone, tick_in
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.domain.check_in import Refusal
from webapp.domain.wall_clock import WallTime
from webapp.models.attendance import CheckInRow
from webapp.models.audit import AuditEvent

TODAY = date(2026, 11, 23)


@pytest.fixture
def times(now):
    return {"now": now, "true_now": now}


def test_a_tick_records_who_made_it(cast, viewer, now, times):
    sam = viewer("sam")
    made = tick_in.tick_in(sam, cast.maria.key, TODAY, "Evening", "tick", **times)
    assert made == Recorded(now)
    (row,) = rows(CheckInRow)
    assert (row.evidence, row.recorded_by) == ("staff", cast.sam.account_id)
    assert count(AuditEvent, action="ticked_in", participant_id=cast.maria.participant_id) == 1


@pytest.mark.parametrize(
    ("who", "session", "day"),
    [
        ("priya", "Evening", TODAY),
        ("priya", "Day", TODAY),
        ("jordan", "Day", TODAY),
        ("jordan", "Evening", date(2026, 11, 24)),
        ("jordan", "Evening", date(2026, 10, 19)),
    ],
)
def test_staff_cannot_tick_whoever_is_not_expected(cast, viewer, times, who, session, day):
    key = cast.people[who].key
    assert tick_in.tick_in(viewer("sam"), key, day, session, "k", **times) is None
    assert count(CheckInRow) == 0


def test_staff_cannot_tick_before_the_window_opens(cast, viewer, clock):
    clock.set("2026-11-23 17:14:59")
    times = {"now": clock.now(), "true_now": clock.now()}
    answer = tick_in.tick_in(viewer("sam"), cast.jordan.key, TODAY, "Evening", "k", **times)
    assert isinstance(answer, NotRecorded)
    assert (answer.why, count(CheckInRow)) == (Refusal.TOO_EARLY, 0)


def test_staff_can_say_since_when_somebody_is_here(cast, viewer, clock):
    clock.set("2026-11-23 18:40")
    times = {"now": clock.now(), "true_now": clock.now()}
    arrived = WallTime.parse("17:40")
    made = tick_in.tick_in(
        viewer("sam"), cast.maria.key, TODAY, "Evening", "k", arrived=arrived, **times
    )
    assert made == Recorded(arrived.on(TODAY, viewer("sam").zone))
    (row,) = rows(CheckInRow)
    assert (row.at, row.recorded_at) == (made.at, clock.now())


@pytest.mark.parametrize("arrived", ["17:14", "18:41", "23:59"])
def test_nobody_came_before_the_window_or_in_the_future(cast, viewer, clock, arrived):
    clock.set("2026-11-23 18:40")
    times = {"now": clock.now(), "true_now": clock.now()}
    answer = tick_in.tick_in(
        viewer("sam"),
        cast.maria.key,
        TODAY,
        "Evening",
        "k",
        arrived=WallTime.parse(arrived),
        **times,
    )
    assert isinstance(answer, NotRecorded)
    assert (answer.why, count(CheckInRow)) == (Refusal.WHEN, 0)


def test_the_time_that_staff_type_is_of_the_zone_that_the_session_was_in(cast, viewer, clock):
    when = {"now": clock.now(), "true_now": clock.now()}
    tomorrow = date(2026, 11, 24)
    assert change_zone.change(viewer("rosa"), "America/Los_Angeles", tomorrow, **when) is None
    clock.set("2026-11-24 12:00")
    when = {"now": clock.now(), "true_now": clock.now()}
    sam = viewer("sam")
    assert sam.zone.key == "America/Los_Angeles"
    came = {"arrived": WallTime.parse("17:40"), **when}
    assert tick_in.tick_in(sam, cast.maria.key, TODAY, "Evening", "k", **came) == Recorded(
        at("2026-11-23 17:40")
    )
