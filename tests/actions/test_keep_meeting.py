"""Meetings by hand; their page is tests/routes/program/test_meeting_by_hand.py."""

from dataclasses import replace

import pytest

from tests.helpers import directory, lists
from tests.helpers.rows import count, rows
from webapp.actions import keep_meeting
from webapp.actions.keep_meeting import Kept
from webapp.models.audit import AuditEvent
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.queries import meeting_sources


@pytest.fixture
def sam(viewer):
    return viewer("sam")


@pytest.fixture
def key(sam, now):
    return lists.by_hand(sam, now)


def shown(sam, key):
    return meeting_sources.by_hand(sam.program_id, key), rows(ListedMeeting)[0].content_hash


def test_each_program_has_a_list_of_its_own(viewer, now):
    for name in ("sam", "rosa", "kim"):
        keep_meeting.add(viewer(name), [directory.listing()], name, now)
    assert [row.program_id for row in rows(MeetingSource)] == [
        viewer("sam").program_id,
        viewer("kim").program_id,
    ]


def test_a_change_that_changes_nothing_leaves_no_line(sam, key, now):
    listing, seen = shown(sam, key)
    assert keep_meeting.change(sam, key, listing, seen, now) is Kept.DONE
    assert count(AuditEvent, action="meeting_changed_by_hand") == 0


def test_a_change_of_what_was_changed_meanwhile_is_refused(sam, key, now):
    listing, seen = shown(sam, key)
    moved = replace(listing, city="Quincy")
    assert keep_meeting.change(sam, key, moved, seen, now) is Kept.DONE
    again = replace(listing, city="Boston")
    assert keep_meeting.change(sam, key, again, seen, now) is Kept.CHANGED_MEANWHILE
    assert rows(ListedMeeting)[0].city == "Quincy"


def test_what_meets_no_more_cannot_be_changed(sam, key, now):
    listing, seen = shown(sam, key)
    assert keep_meeting.retire(sam, key, now) is Kept.DONE
    assert keep_meeting.change(sam, key, listing, seen, now) is Kept.NOT_THERE
    assert keep_meeting.retire(sam, key, now) is Kept.NOT_THERE
    assert rows(ListedMeeting)[0].gone_at == now
