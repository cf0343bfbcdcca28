"""Asking for a list to be read."""

import pytest

from tests.helpers import lists
from tests.helpers.rows import count, rows
from webapp.actions import ask_import, read_list
from webapp.domain.directory_import import How, ImportState
from webapp.models.audit import AuditEvent
from webapp.models.meeting_import import MeetingImportRow


@pytest.fixture
def central(cast, now):
    return lists.by_feed(cast.sam.program_id, now)


def test_asking_again_before_it_was_begun_is_the_same_reading(central, now, cast):
    who = {"by": cast.sam.account_id, "true_now": now}
    assert ask_import.ask(central, **who) == ask_import.ask(central, **who)
    assert count(AuditEvent, action="meeting_list_asked", actor_id=cast.sam.account_id) == 1
    assert [row.how for row in rows(MeetingImportRow)] == [How.PERSON]


def test_another_file_takes_the_place_of_one_that_was_not_begun(central, now):
    first, second = (lists.asked(central, lists.many(range(n)), now) for n in (3, 4))
    assert first != second
    assert [row.state for row in rows(MeetingImportRow)] == [
        ImportState.PUT_ASIDE,
        ImportState.ASKED,
    ]
    assert rows(MeetingImportRow)[0].body is None


def test_what_is_being_read_goes_on_beside_what_is_asked_for(central, now):
    first = lists.asked(central, lists.many(range(3)), now)
    assert read_list.claim(now, first)
    assert ask_import.ask(central, by=None, true_now=now) != first
