"""Whom a participant may call: the program, and the house they said they live in."""

from datetime import timedelta

from tests.helpers import houses
from webapp.actions import manage_house, residents
from webapp.queries import home
from webapp.queries.home import OwnNumbers


def lives_at_maple(viewer, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    dana = viewer("dana")
    manage_house.change_phone(dana.houses[0].id, "617-555-0120", "", now=now)
    return dana


def test_somebody_without_a_house_has_the_programs_number(viewer, now):
    assert home.numbers(viewer("jordan"), now) == OwnNumbers("617-555-0100", "")


def test_a_resident_has_the_house_as_well_for_as_long_as_they_live_there(viewer, now):
    dana = lives_at_maple(viewer, now)
    assert home.numbers(viewer("jordan"), now) == OwnNumbers("617-555-0100", "617-555-0120")
    assert home.numbers(viewer("maria"), now).house == ""
    person = houses.resident(dana, "Jordan at Maple", now)
    residents.move_out(dana, dana.houses[0], person.key, now.date(), now)
    assert home.numbers(viewer("jordan"), now + timedelta(days=1)).house == ""


def test_two_who_change_a_houses_phone_do_not_overwrite_each_other(viewer, now):
    house_id = lives_at_maple(viewer, now).houses[0].id
    assert not manage_house.change_phone(house_id, "617-555-0199", "", now=now)
    assert home.numbers(viewer("jordan"), now).house == "617-555-0120"
