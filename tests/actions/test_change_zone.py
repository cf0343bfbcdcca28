"""The program moves to another zone from a date on, and no earlier day moves with it."""

from datetime import date, timedelta

import pytest

from tests.helpers.record import EVENING, MONDAY, attendance, tick
from tests.helpers.rows import count, rows
from webapp.actions import change_zone
from webapp.actions.change_zone import ZoneRefusal
from webapp.domain.errors import UnknownZone
from webapp.domain.wall_clock import local
from webapp.models.audit import AuditEvent
from webapp.models.program import ProgramZoneRow
from webapp.queries import schedule
from webapp.queries.span import Span

FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture
def change(viewer, clock):
    def made(name="America/Los_Angeles", day=FRIDAY):
        when = {"now": clock.now(), "true_now": clock.now()}
        return change_zone.change(viewer("rosa"), name, day, **when)

    return made


def test_wall_times_stay_wall_times_by_the_new_clocks(change, viewer):
    assert change() is None
    dates = schedule.of_participant(viewer("jordan"), MONDAY, FRIDAY)
    shown = [
        f"{local(s.arrive_by, dates.schedule.zone_on(day)):%H:%M %Z}"
        for day in (MONDAY, FRIDAY)
        for s in dates.sessions_on(day)
    ]
    assert shown == ["17:45 EST", "17:45 PST"]


def test_what_was_derived_before_stays(change, viewer, cast, clock):
    sam = viewer("sam")
    tick(sam, cast.jordan.key, clock.now())
    assert attendance(sam, cast.jordan.key, EVENING, clock.now()).is_present

    def derived(viewer, now):
        span = Span(viewer, MONDAY - timedelta(days=28), MONDAY, now)
        return [(p.name, span.attendances(p)) for p in span.people]

    clock.set("2026-11-24 12:00")
    change()
    before = derived(sam, clock.now())
    clock.set("2026-12-01 12:00")
    moved = viewer("sam")
    assert moved.zone.key == "America/Los_Angeles"
    assert derived(moved, clock.now()) == before


def test_today_is_the_date_of_the_new_zone_from_its_first_midnight_on(change, viewer, clock):
    change()
    clock.set("2026-11-27 02:59")
    assert viewer("jordan").zone.key == "America/New_York"
    clock.set("2026-11-27 03:00")
    assert viewer("jordan").zone.key == "America/Los_Angeles"


@pytest.mark.parametrize("day", [MONDAY, MONDAY - timedelta(days=1), date(2030, 1, 1)])
def test_a_day_that_has_begun_keeps_its_zone(change, day):
    assert change(day=day) is ZoneRefusal.WHEN
    assert count(ProgramZoneRow) == 0


def test_one_at_a_time_and_none_that_is_the_same_or_unknown(change):
    assert change("America/New_York") is ZoneRefusal.SAME
    with pytest.raises(UnknownZone):
        change("Mars/Olympus")
    assert change() is None
    assert change("America/Denver") is ZoneRefusal.PLANNED


def test_it_is_taken_back_until_it_begins(change, viewer, clock):
    change()
    rosa, when = viewer("rosa"), {"now": clock.now(), "true_now": clock.now()}
    assert not change_zone.take_back(viewer("kim"), FRIDAY, **when)
    assert change_zone.take_back(rosa, FRIDAY, **when)
    assert not change_zone.take_back(rosa, FRIDAY, **when)
    change()
    clock.set("2026-11-27 03:00")
    when = {"now": clock.now(), "true_now": clock.now()}
    assert not change_zone.take_back(rosa, FRIDAY, **when)
    line, _again = rows(AuditEvent, action="zone_changed")
    assert line.detail == "America/Los_Angeles from 2026-11-27"


def test_a_zone_whose_midnight_has_passed_begins_no_sooner_than_the_next(change, clock):
    clock.set("2026-11-23 23:30")
    assert change("Europe/Berlin", MONDAY + timedelta(days=1)) is ZoneRefusal.WHEN
    assert change("Europe/Berlin", MONDAY + timedelta(days=2)) is None
