"""Appointments are read through the one rule about who may see what."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.helpers.appointments import make, note, planned
from tests.helpers.record import MONDAY
from webapp.actions import appointments as action
from webapp.actions import change_zone
from webapp.domain.appointment import AppointmentKind, AppointmentRefusal, AppointmentStatus
from webapp.domain.record import Entry
from webapp.queries import appointments, week

NEW_YORK = ZoneInfo("America/New_York")


def titles(found):
    return [(each.kind, each.starts_at.astimezone(NEW_YORK).strftime("%H:%M")) for each in found]


def test_a_participant_reads_their_own_and_nobody_elses(cast, viewer, now):
    sam = viewer("sam")
    make(sam, cast.jordan.key, now, planned("15:00"))
    make(sam, cast.jordan.key, now, planned("09:30", kind=AppointmentKind.TEST))
    key = make(sam, cast.maria.key, now, planned("10:00"))
    assert titles(appointments.own(viewer("jordan"), MONDAY, MONDAY)) == [
        (AppointmentKind.TEST, "09:30"),
        (AppointmentKind.VISIT, "15:00"),
    ]
    assert appointments.own_one(viewer("jordan"), key) is None
    assert appointments.own_one(viewer("maria"), key) is not None


def test_staff_read_those_of_their_own_program(cast, viewer, now):
    key = make(viewer("sam"), cast.jordan.key, now, planned())
    (found,) = appointments.between(viewer("rosa"), MONDAY, MONDAY, now)
    assert (found.name, found.appointment.key) == (cast.jordan.name, key)
    assert appointments.between(viewer("kim"), MONDAY, MONDAY, now) == ()
    assert appointments.one(viewer("kim"), key, now) is None
    assert appointments.between(viewer("sam"), MONDAY + timedelta(days=1), MONDAY, now) == ()


def test_what_became_of_it_comes_with_it(cast, viewer, now):
    sam = viewer("sam")
    key = make(sam, cast.jordan.key, now, planned("14:00"))
    note(sam, key, Entry.DONE, now)
    (found,) = appointments.of_person(sam, cast.jordan.participant_id, MONDAY, MONDAY, now)
    assert found.status(now) is AppointmentStatus.DONE
    assert found.facts.noted.by == cast.sam.name


@pytest.mark.parametrize("read", ["between", "one", "of_person"])
def test_whom_the_rule_hides_is_not_there(cast, viewer, now, monkeypatch, read):
    sam, who = viewer("sam"), cast.jordan.participant_id
    key = make(sam, cast.jordan.key, now, planned())
    ask = {
        "between": lambda: appointments.between(sam, MONDAY, MONDAY, now),
        "one": lambda: appointments.one(sam, key, now),
        "of_person": lambda: appointments.of_person(sam, who, MONDAY, MONDAY, now),
    }[read]
    assert ask()
    monkeypatch.setattr(appointments, "may_see", lambda *_: False)
    assert not ask()


def test_two_in_the_afternoon_is_two_in_the_afternoon_on_both_sides_of_a_change(
    cast, viewer, now, clock
):
    clock.set("2026-10-28 12:00")
    sam = viewer("sam")
    make(sam, cast.jordan.key, clock.now(), planned("14:00", MONDAY - timedelta(weeks=4)), 2)
    found = appointments.own(viewer("jordan"), MONDAY - timedelta(weeks=5), MONDAY)
    assert {each.starts_at.astimezone(NEW_YORK).hour for each in found} == {14}
    assert {each.starts_at.hour for each in found} == {18, 19}


@pytest.mark.parametrize(("days_ago", "is_told"), [(27, True), (28, False)])
def test_tests_of_four_weeks_are_told_and_no_older_one(cast, viewer, now, days_ago, is_told):
    sam = viewer("sam")
    test = planned("09:00", MONDAY - timedelta(days=days_ago), AppointmentKind.TEST)
    note(sam, make(sam, cast.jordan.key, now, test), Entry.MISSED, now)
    who = cast.jordan.participant_id
    found = appointments.tests_of([who], MONDAY, timedelta(weeks=4))
    assert found == ({who: ((test.day, False),)} if is_told else {})


def test_after_a_move_to_another_zone_those_before_it_stay_where_they_were(
    cast, viewer, now, clock
):
    sam, friday = viewer("sam"), MONDAY + timedelta(days=4)
    before = make(sam, cast.jordan.key, now, planned("18:30"))
    after = make(sam, cast.jordan.key, now, planned("18:30", friday))
    change_zone.change(viewer("rosa"), "America/Denver", friday, now=now, true_now=now)
    clock.set("2026-11-28 12:00")
    jordan = viewer("jordan")
    assert titles(appointments.own(jordan, MONDAY, MONDAY)) == [(AppointmentKind.VISIT, "18:30")]
    assert appointments.own_one(jordan, before).zone == NEW_YORK
    moved = appointments.one(viewer("sam"), after, clock.now()).appointment
    assert (moved.zone, moved.starts_at.hour) == (ZoneInfo("America/Denver"), 1)


def test_a_visit_inside_a_session_adds_nothing_after_a_move_to_another_zone_either(
    cast, viewer, now, clock
):
    def scheduled():
        return week.load(viewer("jordan"), MONDAY, clock.now()).minutes_scheduled

    alone = scheduled()
    make(viewer("sam"), cast.jordan.key, now, planned("18:30", minutes=60))
    assert scheduled() == alone
    wednesday = MONDAY + timedelta(days=2)
    change_zone.change(viewer("rosa"), "America/Denver", wednesday, now=now, true_now=now)
    clock.set("2026-11-26 12:00")
    assert scheduled() == alone


def test_two_at_a_time_are_refused_also_on_a_day_in_another_zone(cast, viewer, now):
    friday = MONDAY + timedelta(days=4)
    change_zone.change(viewer("rosa"), "America/Denver", friday, now=now, true_now=now)
    sam, times = viewer("sam"), {"now": now, "true_now": now}
    key = make(sam, cast.jordan.key, now, planned("14:00", friday))
    again = planned("14:15", friday)
    why = action.make(sam, cast.jordan.key, again, 1, "again", **times)
    assert why is AppointmentRefusal.TWICE
    same = planned("14:00", friday)
    assert action.move(sam, key, same, "same", **times) is AppointmentRefusal.TWICE
