"""A call is written down once, by whom and when, and stays."""

from datetime import date

import pytest

from tests.helpers.rows import count, rows
from webapp.actions.contact import contact
from webapp.domain.reached import Contact
from webapp.models.audit import AuditEvent
from webapp.models.reminders import ContactRow

TODAY = date(2026, 11, 23)


@pytest.fixture
def call(viewer, cast, clock):
    """call("sam"): that member of staff has called Jordan."""

    def make(who="sam", how=Contact.CALLED, key="k", session="Evening"):
        times = {"now": clock.now(), "true_now": clock.true_now()}
        return contact(viewer(who), cast.jordan.key, TODAY, session, how, key, **times)

    return make


def test_a_call_says_who_when_and_how(call, cast, now):
    assert call()
    (row,) = rows(ContactRow)
    assert (row.participant_id, row.session, row.how) == (
        cast.jordan.participant_id,
        "Evening",
        Contact.CALLED,
    )
    assert (row.at, row.by) == (now, cast.sam.account_id)
    assert count(AuditEvent, action="called", participant_id=cast.jordan.participant_id) == 1


def test_the_same_form_sent_again_adds_nothing(call):
    assert call()
    assert call()
    assert call(how=Contact.TOLD, key="another")
    assert [row.how for row in rows(ContactRow)] == [Contact.CALLED, Contact.TOLD]


def test_for_another_programs_staff_and_another_session_there_is_no_such_person(call):
    assert not call("kim")
    assert not call(session="Morning")
    assert count(ContactRow) == 0


@pytest.mark.parametrize("time", ["17:14", "18:16"])
def test_outside_of_the_time_to_call_nothing_is_recorded(call, clock, time):
    clock.set(f"2026-11-23 {time}")
    assert call()
    assert count(ContactRow) == 0
