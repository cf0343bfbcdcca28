"""The phases of a program change from a date on; staff move somebody to one."""

from datetime import date, timedelta

import pytest

from tests.helpers.record import MONDAY
from tests.helpers.rows import count, rows
from webapp.actions import change_phases
from webapp.actions.change_phases import NewPhase, PhaseRefusal
from webapp.domain.settings import SettingOutOfRange
from webapp.models.audit import AuditEvent
from webapp.models.program import PhaseMoveRow, PhaseRow
from webapp.queries import people, phases, schedule
from webapp.queries.reminders import outlook

TUESDAY = MONDAY + timedelta(days=1)
WEEK = timedelta(days=7)
THREE = [
    NewPhase("", "Phase 1", 6, {}),
    NewPhase("", "Phase 2", None, {"quota_full_time": 3, "lead_first": 120}),
    NewPhase("", "Step-down", None, {"floor_minutes": 180}),
]


@pytest.fixture
def change(viewer, now):
    def made(wanted=THREE, day=TUESDAY, seen=None):
        rosa = viewer("rosa")
        version = phases.load(rosa, now).version if seen is None else seen
        return change_phases.change(rosa, wanted, day, version, now=now, true_now=now)

    return made


@pytest.fixture
def jordan(viewer, cast, now):
    return people.find(viewer("sam"), cast.jordan.key, now)


@pytest.fixture
def move(viewer, jordan, clock):
    def made(name, since, seen=None):
        sam, now = viewer("sam"), clock.now()
        page = phases.of_person(sam, jordan, now)
        key = next((p.key for p in page.offered_on(since) if p.name == name), "gone")
        version = page.version if seen is None else seen
        return change_phases.move(sam, jordan, key, since, version, now=now, true_now=now)

    return made


def test_phases_hold_from_their_date_on_for_who_is_there_already(change, viewer, now):
    assert change() is None
    page = phases.load(viewer("rosa"), now)
    assert page.in_force == ()
    (planned,) = page.to_come
    assert (planned.by, [p.name for p in planned.phases]) == (
        "Rosa D.",
        ["Phase 1", "Phase 2", "Step-down"],
    )
    own = schedule.of_participant(viewer("jordan"), MONDAY, TUESDAY)
    assert own.phase_on(MONDAY) is None
    assert own.phase_on(TUESDAY).phase.name == "Phase 1"
    sixth_week = date(2026, 10, 26) + 6 * WEEK
    assert own.phase_on(sixth_week).phase.name == "Phase 2"
    assert own.settings_on(sixth_week).quota_full_time == 3


@pytest.mark.parametrize("day", [MONDAY, MONDAY - WEEK, date(2030, 1, 1)])
def test_a_day_that_has_begun_keeps_its_phases(change, day):
    assert change(day=day) is PhaseRefusal.WHEN
    assert count(PhaseRow) == 0


def test_a_change_is_refused_before_a_planned_one_and_where_nothing_differs(change, viewer, now):
    assert change(day=TUESDAY + WEEK) is None
    assert change(day=TUESDAY) is PhaseRefusal.BEFORE_ANOTHER
    kept = [
        NewPhase(p.key, p.name, p.weeks, p.values) for p in phases.load(viewer("rosa"), now).last
    ]
    assert change(kept, TUESDAY + WEEK) is PhaseRefusal.SAME


def test_of_two_who_change_at_the_same_time_the_second_is_told(change, viewer, now):
    seen = phases.load(viewer("rosa"), now).version
    assert change(seen=seen) is None
    assert change(seen=seen) is PhaseRefusal.CHANGED_MEANWHILE


def test_a_value_that_makes_no_sense_is_refused(change):
    with pytest.raises(SettingOutOfRange):
        change([NewPhase("", "Phase 1", 6, {"quota_other": 99})])


def test_a_phase_that_somebody_is_in_cannot_be_taken_out(change, viewer, clock):
    assert change() is None
    clock.forward(days=2)
    page = phases.load(viewer("rosa"), clock.now())
    rest = [NewPhase(p.key, p.name, p.weeks, p.values) for p in page.last[1:]]
    when = {"now": clock.now(), "true_now": clock.now()}
    rosa, day = viewer("rosa"), page.today + timedelta(days=1)
    refused = change_phases.change(rosa, rest, day, page.version, **when)
    assert refused is PhaseRefusal.IN_USE
    assert [p.name for p in page.who_is_in(page.last[0].key)] == ["Jordan M.", "Maria L."]


def test_a_planned_change_is_taken_back(change, viewer, now):
    change()
    rosa, when = viewer("rosa"), {"now": now, "true_now": now}
    assert not change_phases.take_back(rosa, MONDAY, **when)
    assert change_phases.take_back(rosa, TUESDAY, **when)
    assert not change_phases.take_back(rosa, TUESDAY, **when)
    assert phases.load(rosa, now).changes == ()


def test_staff_move_somebody_and_take_back_a_move_to_come(change, move, viewer, jordan, clock):
    change()
    clock.forward(days=1)
    today = TUESDAY
    assert move("Phase 2", today) is None
    assert move("Phase 2", today) is PhaseRefusal.SAME
    assert move("gone", today) is PhaseRefusal.WHEN
    assert move("Step-down", today - timedelta(days=1)) is PhaseRefusal.WHEN
    assert move("Step-down", today + WEEK) is None
    sam, now = viewer("sam"), clock.now()
    page = phases.of_person(sam, jordan, now)
    assert (page.now.phase.name, page.now.since) == ("Phase 2", today)
    assert page.to_come == ((today + WEEK, "Step-down"),)
    when = {"now": now, "true_now": now}
    assert not change_phases.take_back_move(sam, jordan, today, **when)
    assert change_phases.take_back_move(sam, jordan, today + WEEK, **when)
    assert not change_phases.take_back_move(sam, jordan, today + WEEK, **when)
    assert count(PhaseMoveRow) == 1
    moved = rows(AuditEvent, action="phase_moved")[0]
    assert moved.participant_id == jordan.participant_id


def test_of_two_who_move_the_same_person_the_second_is_told(change, move, viewer, jordan, clock):
    change()
    clock.forward(days=1)
    seen = phases.of_person(viewer("sam"), jordan, clock.now()).version
    assert move("Phase 2", TUESDAY, seen) is None
    assert move("Step-down", TUESDAY, seen) is PhaseRefusal.CHANGED_MEANWHILE


def test_the_reminders_of_a_phase_go_out_at_its_own_times(change, move, cast, clock):
    change()
    clock.set("2026-11-25 15:00")
    assert move("Phase 2", MONDAY + timedelta(days=2)) is None
    found = outlook(cast.jordan.program_id, clock.now()).standings
    leads = {
        key[0]: standing.leads
        for key, standing in found.items()
        if key[1] == MONDAY + timedelta(days=2)
    }
    assert leads[cast.jordan.participant_id][0] == 120
    assert leads[cast.maria.participant_id][0] == 60
