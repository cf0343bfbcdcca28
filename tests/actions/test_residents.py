"""Residents belong to one house, and a stay ends once."""

from datetime import timedelta

import pytest

from tests.helpers import houses
from tests.helpers.rows import rows
from webapp.actions import residents
from webapp.models.audit import AuditEvent
from webapp.models.house import Residency, ResidencyLink
from webapp.queries import sharing


@pytest.fixture
def chris(viewer, now):
    return houses.resident(viewer("dana"), "Chris at Maple", now)


def stays(chris):
    return rows(Residency, resident_id=chris.resident_id)


def test_another_houses_manager_finds_nobody(viewer, chris, now):
    lee = viewer("lee")
    house, today = lee.houses[0], now.date()
    assert not residents.move_out(lee, house, chris.key, today, now)
    assert not residents.move_in(lee, house, chris.key, today, now)
    assert not residents.change(lee, house, chris.key, phone="", level=1, now=now)
    assert not residents.give_new_code(lee, house, chris.key, now)
    assert stays(chris)[0].moved_out is None


def test_who_moved_out_stays_out_with_the_first_date(viewer, chris, now):
    dana = viewer("dana")
    for days in (1, 0):
        day = now.date() - timedelta(days=days)
        assert residents.move_out(dana, dana.houses[0], chris.key, day, now)
    assert stays(chris)[0].moved_out == now.date() - timedelta(days=1)
    assert stays(chris)[0].ended_by == dana.account_id


def test_who_lives_there_cannot_move_in(viewer, chris, now):
    dana = viewer("dana")
    assert residents.move_in(dana, dana.houses[0], chris.key, now.date(), now)
    assert len(stays(chris)) == 1


def test_each_change_leaves_a_line(viewer, chris, now):
    dana = viewer("dana")
    residents.change(dana, dana.houses[0], chris.key, phone="", level=1, now=now)
    line = rows(AuditEvent, action="changed_resident")[0]
    assert (line.actor_id, line.detail) == (dana.account_id, f"resident {chris.resident_id}")


def test_a_new_code_ends_the_old_one_and_whatever_was_said_with_it(viewer, now):
    dana = viewer("dana")
    jordan = houses.resident(dana, "Jordan at Maple", now)
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    assert residents.give_new_code(dana, dana.houses[0], jordan.key, now)
    fresh = houses.resident(dana, "Jordan at Maple", now).code
    assert fresh != jordan.code
    assert rows(ResidencyLink) == []
    assert sharing.home(viewer("jordan"), now) is None


def test_who_moved_out_gets_no_code(viewer, chris, now):
    dana = viewer("dana")
    residents.move_out(dana, dana.houses[0], chris.key, now.date(), now)
    assert not residents.give_new_code(dana, dana.houses[0], chris.key, now)
    assert stays(chris)[0].code == chris.code
