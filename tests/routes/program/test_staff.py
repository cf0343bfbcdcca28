"""An owner keeps the program's staff in the browser."""

import pytest

from tests.helpers.rows import count, rows
from webapp.domain.access import Role
from webapp.models.people import Account

AT = "/program/staff"


@pytest.fixture
def key(cast):
    return lambda who: rows(Account, id=cast.people[who].account_id)[0].key


def test_somebody_is_added_and_their_card_is_shown_once(signed_in):
    rosa = signed_in("rosa")
    card = rosa.send(AT, name="Tess B.", username="tess", role="owner")
    assert card.status_code == 200
    assert "Invitation for Tess B." in card.text
    assert rows(Account, username="tess")[0].role is Role.OWNER
    page = rosa.get(AT).text("main")
    assert "Tess B." in page
    assert "invitation not used yet" in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": "", "username": "tess"}, "Enter the name"),
        ({"name": "Tess", "username": "sam"}, "Somebody has this name already"),
        ({"name": "Tess", "username": "tess b"}, "Use letters a to z"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_added(signed_in, fields, says):
    before = count(Account)
    sent = signed_in("rosa").send(AT, role="staff", **fields)
    assert sent.status_code == 422
    assert says in sent.text
    assert count(Account) == before


def test_a_colleague_becomes_an_owner_and_leaves(signed_in, key):
    rosa, sam = signed_in("rosa"), key("sam")
    assert rosa.send(AT, f"{AT}/{sam}/role", role="owner").status_code == 303
    assert rows(Account, key=sam)[0].role is Role.OWNER
    assert rosa.send(AT, f"{AT}/{sam}/close").status_code == 303
    assert "Sam K." not in rosa.get(AT).text("main")


def test_ones_own_account_has_no_buttons_and_takes_no_post(signed_in, key):
    rosa, own = signed_in("rosa"), key("rosa")
    actions = [form.attrs["action"] for form in rosa.get(AT).tags("form")]
    assert not [action for action in actions if own in action]
    for verb in ("close", "role", "invitation"):
        sent = rosa.post(f"{AT}/{own}/{verb}", role="staff")
        assert sent.status_code == 422
        assert "Another owner does this for you" in sent.text


def test_a_new_card_is_made_for_a_colleague(signed_in, key):
    sent = signed_in("rosa").send(AT, f"{AT}/{key('sam')}/invitation")
    assert sent.status_code == 200
    assert "Invitation for Sam K." in sent.text
