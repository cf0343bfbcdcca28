"""The program's time zone, now and to come."""

from datetime import timedelta

from tests.helpers.record import MONDAY
from webapp.actions import change_zone
from webapp.queries import zone

FRIDAY = MONDAY + timedelta(days=4)


def test_a_zone_to_come_stands_with_its_date_and_author_until_it_begins(viewer, clock):
    now = clock.now()
    rosa = viewer("rosa")
    assert zone.load(rosa, now) == zone.ZonePage("America/New_York", ())
    change_zone.change(rosa, "America/Denver", FRIDAY, now=now, true_now=now)
    planned = ((FRIDAY, "America/Denver", "Rosa D."),)
    assert zone.load(rosa, now) == zone.ZonePage("America/New_York", planned)
    assert zone.load(viewer("kim"), now).to_come == ()
    clock.set("2026-11-27 03:00")
    assert zone.load(viewer("rosa"), clock.now()) == zone.ZonePage("America/Denver", ())
