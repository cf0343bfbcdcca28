"""Phones and names of those to call are unreadable in a copy of the database."""

from sqlalchemy import text

from tests.helpers.rows import rows
from webapp.actions.change_contacts import change
from webapp.domain.contacts import Contacts
from webapp.models.base import db
from webapp.models.contacts import ContactsRow


def test_nothing_of_it_is_in_the_file(cast, viewer, now):
    said = Contacts("617-555-0101", "Canary-Ana", "Canary-sister", "617-555-0102")
    change(viewer("sam"), cast.jordan.participant_id, said, "0", now)
    (row,) = rows(ContactsRow)
    assert (row.phone, row.emergency_name) == ("617-555-0101", "Canary-Ana")
    columns = "phone, emergency_name, emergency_relation, emergency_phone"
    stored = db.session.execute(text(f"SELECT {columns} FROM participant_contacts")).one()
    for kept in map(bytes, stored):
        assert not [word for word in (b"Canary", b"617-555") if word in kept]
