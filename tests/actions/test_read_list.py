"""Readings under a lease; what comes of them is told in tests/feeds/test_run.py."""

import pytest

from tests.helpers import lists
from tests.helpers.rows import rows
from webapp.actions import bring_in, keep_meeting_list, read_list
from webapp.domain.directory_import import How, ImportState
from webapp.domain.feed import Reading
from webapp.models.base import transaction
from webapp.models.directory import MeetingSource
from webapp.models.meeting_import import MeetingImportRow


@pytest.fixture
def central(cast, now):
    return lists.by_feed(cast.sam.program_id, now)


def test_the_night_asks_once_and_names_the_next_one(central, now):
    for _ in range(2):
        read_list.ask_by_night(now)
    assert [row.how for row in rows(MeetingImportRow)] == [How.NIGHT]
    assert rows(MeetingSource)[0].due_at > now


def test_what_was_asked_for_first_is_read_first(central, cast, now):
    other = lists.by_feed(cast.sam.program_id, now)
    for each in (other, central):
        lists.asked(each, None, now)
    claims = [read_list.claim(now) for _ in range(3)]
    assert [claim.source_id for claim in claims if claim] == [other, central]


def test_a_claim_holds_what_it_takes_to_ask(cast, now):
    lists.by_feed(cast.sam.program_id, now, access_key="open sesame", etag='"1"')
    read_list.ask_by_night(now)
    claim = read_list.claim(now)
    assert (claim.access_key, claim.etag, claim.body) == ("open sesame", '"1"', None)


def test_a_list_that_was_let_go_meanwhile_takes_nothing_in(central, viewer, now):
    lists.asked(central, lists.many(range(3)), now)
    claim = read_list.claim(now)
    keep_meeting_list.remove(viewer("sam"), central, now)
    assert read_list.finished(claim, Reading(), now) is None
    assert rows(MeetingImportRow)[0].state is ImportState.PUT_ASIDE


def test_a_list_that_changes_while_it_is_compared_is_compared_anew(central, now, monkeypatch):
    key = lists.read(central, lists.many(range(3)), now)
    bring_in.confirm(None, key, now)
    lists.asked(central, lists.many(range(4)), now)
    claim = read_list.claim(now)
    versions = iter(["another"])
    true_version = read_list.meeting_import.version
    monkeypatch.setattr(
        read_list.meeting_import, "version", lambda each: next(versions, true_version(each))
    )
    assert read_list.finished(claim, Reading(), now) is ImportState.HELD
    assert next(versions, None) is None


@pytest.mark.parametrize(
    "end",
    [
        lambda claim, now: read_list.finished(claim, Reading(), now),
        read_list.not_modified,
        lambda claim, now: read_list.troubled(claim, "busy", now),
    ],
)
def test_a_list_that_is_meant_otherwise_than_when_it_was_claimed_is_asked_for_anew(
    central, now, end
):
    lists.asked(central, None, now)
    claim = read_list.claim(now)
    with transaction() as session:
        session.get(MeetingSource, central).zone = "America/Denver"
    assert not end(claim, now)
    again = read_list.claim(now)
    assert (again.id, again.zone) == (claim.id, "America/Denver")
    assert rows(MeetingImportRow)[0].tries == 1
