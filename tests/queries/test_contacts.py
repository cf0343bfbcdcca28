"""What a program holds about whom to call."""

from webapp.actions.change_contacts import change
from webapp.domain.contacts import Contacts
from webapp.queries import contacts

PHONE = "617-555-0101"


def test_before_anybody_said_anything_there_is_nothing_and_nobody_said_it(cast, now):
    page = contacts.load(cast.jordan.participant_id)
    assert (page.contacts, page.version, page.by, page.at) == (Contacts(), "0", "", None)


def test_the_latest_counts_and_names_who_said_it(cast, viewer, now):
    jordan = viewer("jordan")
    change(viewer("sam"), jordan.participant_id, Contacts(PHONE), "0", now)
    held = contacts.load(jordan.participant_id)
    assert (held.contacts.phone, held.by, held.at) == (PHONE, "Sam K.", now)
    change(jordan, jordan.participant_id, Contacts(), held.version, now)
    held = contacts.load(jordan.participant_id)
    assert (held.contacts, held.by) == (Contacts(), "Jordan M.")


def test_phones_are_those_that_hold_now(cast, viewer, now):
    sam, ids = viewer("sam"), [cast.jordan.participant_id, cast.maria.participant_id]
    for each in ids:
        change(sam, each, Contacts(PHONE), "0", now)
    version = contacts.load(ids[1]).version
    change(sam, ids[1], Contacts(emergency_phone=PHONE), version, now)
    assert contacts.phones_of(ids) == {ids[0]: PHONE}
    assert contacts.phones_of([]) == {}
