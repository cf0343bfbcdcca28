"""By when a resident is in stands on their own day, and on nobody else's."""

from datetime import timedelta

import pytest

from tests.helpers import houses
from webapp.actions import residents

BE_IN = "Be in by"


@pytest.fixture
def lives_at_maple(viewer, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    return viewer("dana")


@pytest.mark.usefixtures("lives_at_maple")
def test_a_resident_reads_the_houses_curfew(signed_in):
    said = signed_in("jordan").get("/today").text("main")
    assert "Be in by 11:00 PM Your house’s curfew" in said


def test_whoever_named_no_house_has_none(signed_in):
    assert BE_IN not in signed_in("maria").get("/today").text("main")


def test_it_is_gone_with_the_stay(signed_in, lives_at_maple, now, clock):
    house = lives_at_maple.houses[0]
    person = houses.resident(lives_at_maple, "Jordan at Maple", now)
    residents.move_out(lives_at_maple, house, person.key, now.date() + timedelta(days=1), now)
    jordan = signed_in("jordan")
    assert BE_IN in jordan.get("/today").text("main")
    assert BE_IN not in jordan.get("/today/2026-11-24").text("main")


@pytest.mark.usefixtures("lives_at_maple")
def test_a_change_shows_on_the_days_that_it_is_for(signed_in):
    dana = signed_in("dana")
    dana.send("/house/rules", level_2="22:30", effective_from="2026-11-25")
    jordan = signed_in("jordan")
    assert "Be in by 11:00 PM" in jordan.get("/today/2026-11-24").text("main")
    assert "Be in by 10:30 PM" in jordan.get("/today/2026-11-25").text("main")


@pytest.mark.usefixtures("lives_at_maple")
def test_a_curfew_later_than_the_programs_lights_out_is_not_theirs(signed_in):
    signed_in("dana").send("/house/rules", level_2="00:30", effective_from="2026-11-24")
    assert "Be in by 11:00 PM" in signed_in("jordan").get("/today/2026-11-25").text("main")


@pytest.mark.usefixtures("lives_at_maple")
def test_a_session_that_ends_later_is_said_to_whoever_knows_both(signed_in):
    signed_in("dana").send("/house/rules", level_2="18:00", effective_from="2026-11-24")
    jordan = signed_in("jordan")
    warned = "Be in by 6:00 PM Your session ends later: tell the house when you’ll be back"
    assert warned in jordan.get("/today/2026-11-25").text("main")
    assert "Your session ends later" not in jordan.get("/today/2026-11-26").text("main")


@pytest.mark.usefixtures("lives_at_maple")
def test_it_is_what_is_next_once_the_session_is_over(signed_in, clock):
    clock.set("2026-11-24 22:10")
    page = signed_in("jordan").get("/today")
    assert page.text("h1") == "Be in by 11:00 PM"


@pytest.mark.usefixtures("lives_at_maple")
def test_staff_do_not_read_it(signed_in, cast):
    page = signed_in("sam").get(f"/program/people/{cast.jordan.key}/day/2026-11-23")
    assert BE_IN not in page.text("main")


@pytest.mark.usefixtures("lives_at_maple")
def test_whoever_is_in_the_program_no_longer_keeps_the_houses_curfew(signed_in, cast, clock):
    signed_in("dana").send("/house/rules", level_2="00:30", effective_from="2026-11-24")
    ended = {"last_day": "2026-11-24"}
    person = f"/program/people/{cast.jordan.key}"
    signed_in("sam").send(person, f"{person}/end", **ended)
    clock.set("2026-11-25 09:00")
    assert "Be in by 12:30 AM" in signed_in("jordan").get("/today").text("main")
