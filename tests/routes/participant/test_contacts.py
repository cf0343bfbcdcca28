"""How to reach you: exactly what the program holds, and yours to change."""

from webapp.actions.change_contacts import change
from webapp.domain.contacts import Contacts
from webapp.queries import contacts

ANA = Contacts("617-555-0101", "Ana M.", "sister", "617-555-0102")
HERE = "/you/contacts"


def test_one_reads_what_the_program_holds_and_who_said_it(signed_in, cast, viewer, now):
    change(viewer("sam"), cast.jordan.participant_id, ANA, "0", now)
    jordan = signed_in("jordan")
    assert HERE in jordan.get("/you").html
    page = jordan.get(HERE)
    assert [page.value(name) for name in ("phone", "emergency_name", "emergency_relation")] == [
        "617-555-0101",
        "Ana M.",
        "sister",
    ]
    assert "Changed last on Monday, November 23, 2026, 5:20 PM, by Sam K." in page.text("main")


def test_one_changes_it_and_staff_read_who_did(signed_in, cast):
    assert signed_in("jordan").send(HERE, phone="617-555-0199").location == HERE
    text = signed_in("sam").get(f"/program/people/{cast.jordan.key}").text("#contacts")
    assert "617-555-0199" in text
    assert "by Jordan M." in text


def test_one_can_take_all_of_it_away(signed_in, cast, viewer, now):
    change(viewer("sam"), cast.jordan.participant_id, ANA, "0", now)
    none = dict.fromkeys(("phone", "emergency_name", "emergency_relation", "emergency_phone"), "")
    signed_in("jordan").send(HERE, **none)
    assert contacts.load(cast.jordan.participant_id).contacts == Contacts()


def test_nobody_elses_is_there(signed_in, cast, viewer, now):
    change(viewer("sam"), cast.jordan.participant_id, ANA, "0", now)
    assert "Ana" not in signed_in("maria").get(HERE).html
