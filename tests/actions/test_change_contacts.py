"""Staff, or the participant, say whom to call."""

import pytest

from tests.helpers.rows import count, rows
from webapp.actions.change_contacts import change
from webapp.domain.contacts import Contacts
from webapp.models.audit import AuditEvent
from webapp.models.contacts import ContactsRow
from webapp.queries import contacts

ANA = Contacts("617-555-0101", "Ana", "sister", "617-555-0102")


@pytest.fixture
def say(cast, viewer, now):
    def made(who, wanted, seen):
        return change(viewer(who), cast.jordan.participant_id, wanted, seen, now)

    return made


def test_each_word_is_a_row_and_the_audit_does_not_repeat_it(say, cast):
    assert say("sam", ANA, "0")
    version = contacts.load(cast.jordan.participant_id).version
    assert say("jordan", Contacts(), version)
    assert [row.recorded_by for row in rows(ContactsRow)] == [
        cast.sam.account_id,
        cast.jordan.account_id,
    ]
    assert [row.detail for row in rows(AuditEvent, action="contacts_changed")] == ["", ""]


def test_the_second_of_two_is_told_and_overwrites_nothing(say, cast):
    assert say("sam", ANA, "0")
    assert not say("jordan", Contacts("617-555-0199"), "0")
    assert contacts.load(cast.jordan.participant_id).contacts == ANA


def test_the_same_said_twice_is_one_row(say):
    assert say("sam", ANA, "0")
    assert say("sam", ANA, "0")
    assert count(ContactsRow) == 1
