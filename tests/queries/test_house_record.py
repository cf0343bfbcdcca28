"""A house's own record: its own residents, the last nights, and nothing of anybody else."""

from datetime import timedelta

from tests.helpers import houses
from webapp.actions import call_roll, leave_house, residents
from webapp.domain.house import Reason, RollWord
from webapp.domain.wall_clock import later
from webapp.queries import house_record


def test_residents_are_those_of_this_house_by_name(viewer, now):
    dana, lee = viewer("dana").houses[0], viewer("lee").houses[0]
    assert [p.name for p in house_record.residents(dana, now)] == [
        "Chris at Maple",
        "Jordan at Maple",
        "Maria at Maple",
    ]
    assert [p.name for p in house_record.residents(lee, now)] == [
        "Andre at Harbor",
        "Priya at Harbor",
    ]
    key = houses.resident(viewer("dana"), "Chris at Maple", now).key
    assert house_record.find(lee, key, now) is None


def test_who_moved_out_is_found_and_does_not_live_there(viewer, now):
    dana = viewer("dana")
    chris = houses.resident(dana, "Chris at Maple", now)
    residents.move_out(dana, dana.houses[0], chris.key, now.date(), now)
    assert "Chris at Maple" not in [p.name for p in house_record.residents(dana.houses[0], now)]
    found = [p for p in house_record.everybody(dana.houses[0], now) if p.key == chris.key]
    assert [p.is_open for p in found] == [False]


def test_the_record_holds_two_nights_and_everybody_who_is_still_out(viewer, now):
    dana = viewer("dana")
    chris = houses.resident(dana, "Chris at Maple", now)
    tonight = now.date()
    for days in range(4):
        night = tonight - timedelta(days=days)
        call_roll.call(dana, chris, night, RollWord.IN, str(days), later(now, -days * 1440))
    long_ago = later(now, -9 * 1440)
    leave_house.leave(dana, chris, Reason.OUT, "a", due_at=None, now=long_ago)
    record = house_record.record(dana.houses[0], [chris], now)
    assert {mark.night for mark in record.marks_of(chris)} == {
        tonight - timedelta(days=days) for days in range(3)
    }
    assert [leave.left_at for leave in record.leaves_of(chris)] == [long_ago]
    leave_house.come_back(dana, chris, later(now, -3 * 1440))
    assert house_record.record(dana.houses[0], [chris], now).leaves_of(chris) == ()


def test_every_stay_is_kept_with_the_levels_it_had(viewer, clock, now):
    dana = viewer("dana")
    house, chris = dana.houses[0], houses.resident(dana, "Chris at Maple", now)
    for days, level in ((1, 2), (2, 3), (3, 3)):
        at = later(now, days * 1440)
        residents.change(dana, house, chris.key, phone="", level=level, now=at)
    residents.move_out(dana, house, chris.key, now.date() + timedelta(days=4), now)
    residents.move_in(dana, house, chris.key, now.date() + timedelta(days=9), later(now, 9 * 1440))
    found = house_record.stays(house, chris)
    assert [(stay.moved_in, stay.moved_out) for stay in found] == [
        (now.date() + timedelta(days=9), None),
        (houses.MOVED_IN, now.date() + timedelta(days=4)),
    ]
    assert [[each.level for each in stay.levels] for stay in found] == [[3], [2, 3]]
    assert found[1].levels[1].since == now.date() + timedelta(days=2)
