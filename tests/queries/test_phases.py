"""The program's phases through time, and who is in which."""

from datetime import timedelta

from tests.helpers.record import MONDAY
from webapp.actions import change_phases
from webapp.actions.change_phases import NewPhase
from webapp.queries import people, phases

TUESDAY = MONDAY + timedelta(days=1)


def test_a_program_without_phases_has_none_and_its_own_settings(viewer, cast, now):
    page = phases.load(viewer("rosa"), now)
    assert (page.in_force, page.last, page.to_come) == ((), (), ())
    assert page.settings.quota_other == 5
    person = people.find(viewer("sam"), cast.jordan.key, now)
    assert phases.of_person(viewer("sam"), person, now).now is None


def test_another_programs_phases_are_not_there(viewer, now):
    rosa = viewer("rosa")
    version = phases.load(rosa, now).version
    one = [NewPhase("", "Phase 1", None, {})]
    assert change_phases.change(rosa, one, TUESDAY, version, now=now, true_now=now) is None
    assert phases.load(viewer("kim"), now).last == ()
    assert [p.name for p in phases.load(rosa, now).last] == ["Phase 1"]
