"""Whom to call for a participant, as staff write it down."""

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count
from webapp.models.audit import AuditEvent
from webapp.models.contacts import ContactsRow
from webapp.queries import contacts

ANA = {
    "phone": "(617) 555-0101",
    "emergency_name": "Ana M.",
    "emergency_relation": "sister",
    "emergency_phone": "617-555-0102",
}


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


@pytest.fixture
def at(cast):
    return f"/program/people/{cast.jordan.key}/contacts"


def test_staff_write_it_down_and_can_call_with_one_tap(sam, at, cast):
    person = at.removesuffix("/contacts")
    assert "Write down whom to call" in sam.get(person).text("#contacts")
    assert sam.send(at, **ANA).location == f"{person}#contacts"
    page = sam.get(person)
    assert "Ana M. (sister) 617-555-0102" in page.text("#contacts")
    assert [a.attrs["href"] for a in page.all("#contacts a.button")] == [
        "tel:6175550101",
        "tel:6175550102",
    ]
    assert "by Sam K." in page.text("#contacts")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("phone", "call me", "Enter a phone number like 617-555-0142, or leave it empty."),
        ("emergency_phone", "12", "Enter a phone number like 617-555-0142, or leave it empty."),
        ("emergency_phone", "", "Enter their phone number, or leave all three empty."),
        ("emergency_name", "x" * 121, "Enter at most 120 letters."),
    ],
)
def test_a_bad_field_is_named_and_everything_typed_is_kept(sam, at, field, value, said):
    answer = sam.send(at, **{**ANA, field: value})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert page.value("emergency_relation") == "sister"
    assert count(ContactsRow) == 0


def test_the_second_of_two_is_told_what_holds_and_keeps_what_they_typed(sam, at, signed_in, cast):
    jordan = signed_in("jordan")
    mine = jordan.get("/you/contacts").form("/you/contacts")
    sam.send(at, **ANA)
    answer = jordan.post("/you/contacts", **{**mine, "phone": "617-555-0199"})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert "Your program changed it meanwhile." in page.text(".notice")
    assert "Now: (617) 555-0101." in page.text("main")
    assert page.value("phone") == "617-555-0199"
    again = jordan.post("/you/contacts", **page.form("/you/contacts"))
    assert again.status_code == 303
    assert contacts.load(cast.jordan.participant_id).contacts.phone == "617-555-0199"


def test_looking_at_it_leaves_a_row(sam, at, cast):
    sam.get(at)
    assert count(AuditEvent, action="viewed", detail="contacts") == 1


def test_somebody_of_another_program_is_not_there(sam, cast):
    theirs = f"/program/people/{cast.priya.key}/contacts"
    assert sam.raw(theirs).status_code == sam.post(theirs, **ANA).status_code == 404
    assert count(ContactsRow) == 0
