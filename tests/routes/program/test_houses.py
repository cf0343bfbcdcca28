"""Houses: an owner adds one and invites who manages it."""

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.actions import manage_house
from webapp.models.audit import AuditEvent
from webapp.models.house import House, HouseManager
from webapp.models.people import Account
from webapp.queries import houses

PAGE = "/program/houses"
PAT = {"manager": "Pat O.", "username": "pat"}


@pytest.fixture
def rosa(signed_in):
    return signed_in("rosa")


@pytest.fixture
def harbor(cast):
    return houses.of_program(cast.rosa.program_id)[0]


def managers_of(house):
    return f"{PAGE}/{house.key}/managers"


def test_the_owner_sees_houses_and_managers_and_no_resident(rosa):
    text = rosa.get(PAGE).text("main")
    assert "Harbor House Lee P." in text
    assert "Maple House Dana V." in text
    assert "at Maple" not in text


def test_staff_who_are_no_owner_have_no_such_page(signed_in):
    sam = signed_in("sam")
    assert sam.raw(PAGE).status_code == 404
    assert PAGE not in sam.get("/program/sessions").html


def test_a_house_is_added_in_the_programs_zone_and_written_down(rosa, cast):
    assert rosa.send(PAGE, name="Oak House", phone="617-555-0170").location == PAGE
    (house,) = rows(House, name="Oak House")
    assert (house.zone, house.phone) == ("America/New_York", "617-555-0170")
    assert count(AuditEvent, action="created_house", actor_id=cast.rosa.account_id) == 1
    assert "Nobody manages it yet." in rosa.get(PAGE).text("main")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": ""}, "Enter the name of the house."),
        ({"name": "x" * 121}, "Enter the name of the house."),
        ({"name": "Maple House"}, "There is a house of this name already."),
        ({"name": "Oak", "phone": "1" * 41}, "Enter a phone number like 617-555-0142"),
    ],
)
def test_what_cannot_be_added_is_said_and_kept(rosa, form, said):
    before = count(House)
    answer = rosa.send(PAGE, **form)
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert page.value("name") == form["name"]
    assert count(House) == before


def test_a_manager_is_invited_with_a_card_that_works(rosa, anybody, cast, harbor):
    answer = rosa.send(PAGE, managers_of(harbor), **PAT)
    assert answer.status_code == 200
    page = lint(answer.text)
    assert "Invitation for Pat O." in page.text("h1")
    anybody.send("/invite", code=page.text(".card__code"), passcode="four calm words here")
    assert "Harbor House" in anybody.get("/house/board").text("body")
    (account,) = rows(Account, username="pat")
    assert [row.added_by for row in rows(HouseManager, account_id=account.id)] == [
        cast.rosa.account_id
    ]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({**PAT, "manager": ""}, "Enter the name that residents know this person by."),
        ({**PAT, "username": "sam"}, "Somebody has this name already."),
        ({**PAT, "username": "p p"}, "Use letters a to z"),
        ({**PAT, "username": "dana"}, "Somebody has this name already."),
        ({**PAT, "username": "LEE"}, "Somebody has this name already."),
    ],
)
def test_an_invitation_that_cannot_be_made_is_said_and_kept(rosa, form, said, harbor):
    answer = rosa.send(PAGE, managers_of(harbor), **form)
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert page.value("manager") == form["manager"]
    assert count(Account, username="pat") == 0


def test_a_manager_is_removed_and_their_open_board_is_gone(rosa, signed_in, cast, harbor):
    lee = signed_in("lee")
    lee.get("/house/board")
    manager = harbor.managers[0]
    address = f"{managers_of(harbor)}/{manager.key}/remove"
    assert rosa.send(PAGE, address).location == PAGE
    assert lee.raw("/house/board").status_code == 303
    assert count(AuditEvent, action="removed_manager", actor_id=cast.rosa.account_id) == 1
    assert rosa.post(address).status_code == 404


def test_a_manager_of_another_house_cannot_be_removed_from_this_one(rosa, cast, harbor):
    maple = houses.of_program(cast.rosa.program_id)[1]
    address = f"{managers_of(harbor)}/{maple.managers[0].key}/remove"
    assert rosa.post(address).status_code == 404


def test_a_card_that_was_lost_before_its_use_is_made_anew(rosa, harbor):
    for _ in range(2):
        assert rosa.send(PAGE, managers_of(harbor), **PAT).status_code == 200
    assert count(Account, username="pat") == 1


def test_the_houses_of_another_program_are_not_there(rosa, harbor, cast, now):
    manage_house.create_house(
        "Oak House", zone="America/New_York", program_id=cast.priya.program_id, now=now
    )
    manage_house.create_house("Elm House", zone="America/New_York", now=now)
    text = rosa.get(PAGE).text("main")
    assert "Oak House" not in text
    assert "Elm House" not in text
    (oak,) = houses.of_program(cast.priya.program_id)
    assert rosa.post(managers_of(oak), **PAT).status_code == 404
    assert count(Account, username="pat") == 0


def test_a_manager_gets_another_house_without_another_card(rosa, signed_in, cast, harbor):
    dana = signed_in("dana")
    (known,) = houses.could_also_manage(harbor, houses.of_program(cast.rosa.program_id))
    address = f"{managers_of(harbor)}/again"
    assert rosa.send(PAGE, address, manager=known.key).location == PAGE
    assert [row.added_by for row in rows(HouseManager, account_id=cast.dana.account_id)] == [
        None,
        cast.rosa.account_id,
    ]
    page = dana.get(f"/house/residents?house={harbor.key}")
    assert "Andre at Harbor" in page.text("main")
    ways = [a.attrs["href"] for a in page.all("nav.houses a")]
    assert len(ways) == 2
    assert all(way.startswith("/house/residents?house=") for way in ways)
    remove = f"{managers_of(harbor)}/{known.key}/remove"
    assert rosa.send(PAGE, remove).location == PAGE
    assert dana.raw(f"/house/board?house={harbor.key}").status_code == 404
    dana.get("/house/board")


def test_only_somebody_who_manages_a_house_of_the_program_can_be_chosen(rosa, cast, harbor, now):
    address = f"{managers_of(harbor)}/again"
    for key in (rows(Account, username="sam")[0].key, harbor.managers[0].key, "", "nobody"):
        assert rosa.post(address, manager=key).status_code == 404
    manage_house.create_house(
        "Oak House", zone="America/New_York", program_id=cast.priya.program_id, now=now
    )
    (oak,) = houses.of_program(cast.priya.program_id)
    dana = rows(Account, username="dana")[0].key
    assert rosa.post(f"{managers_of(oak)}/again", manager=dana).status_code == 404


def test_an_owner_gives_a_house_its_phone_and_the_second_of_two_is_told(signed_in, viewer):
    rosa = signed_in("rosa")
    (harbor, *_) = houses.of_program(viewer("rosa").program_id)
    there = f"{PAGE}/{harbor.key}/phone"
    form = rosa.get(PAGE).form(there)
    assert rosa.post(there, **{**form, "phone": "617-555-0130"}).status_code == 303
    second = rosa.post(there, **{**form, "phone": "617-555-0131"})
    assert second.status_code == 422
    assert "Somebody changed it meanwhile" in second.text
    assert 'value="617-555-0131"' in second.text
    assert houses.find(viewer("rosa").program_id, harbor.key).phone == "617-555-0130"
    assert rosa.post(there, phone="ask Lee", seen="617-555-0130").status_code == 422


def test_another_programs_owner_finds_no_such_house(signed_in, viewer):
    rosa = signed_in("rosa")
    assert rosa.post(f"{PAGE}/{'2' * 20}/phone", phone="", seen="").status_code == 404


def test_an_owner_says_in_which_town_a_house_is_and_the_second_of_two_is_told(signed_in, viewer):
    rosa = signed_in("rosa")
    harbor = houses.of_program(viewer("rosa").program_id)[0]
    there = f"{PAGE}/{harbor.key}/town"
    form = rosa.get(PAGE).form(there)
    assert rosa.post(there, **{**form, "town": "Quincy"}).status_code == 303
    second = rosa.post(there, **{**form, "town": "Boston"})
    assert second.status_code == 422
    assert "Somebody changed it meanwhile" in second.text
    assert 'value="Boston"' in second.text
    assert houses.find(viewer("rosa").program_id, harbor.key).town == "Quincy"
    assert rosa.post(there, town="Q" * 121, seen="Quincy").status_code == 422
    assert rosa.post(f"{PAGE}/{'2' * 20}/town", town="", seen="").status_code == 404


def test_a_new_house_can_say_its_town_and_its_residents_look_from_there(signed_in, viewer):
    rosa = signed_in("rosa")
    assert rosa.send(PAGE, name="Oak House", town="Worcester").status_code == 303
    assert rosa.send(PAGE, name="Elm House", town="W" * 121).status_code == 422
    assert houses.of_program(viewer("rosa").program_id)[-1].town == "Worcester"
