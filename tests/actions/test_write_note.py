"""A note of one's own: the latest is kept, and what was there before is gone."""

from threading import Event

import pytest
from sqlalchemy import text

from tests.helpers.at_once import PATIENCE, at_once
from tests.helpers.rows import count, rows
from tests.helpers.slips import logged
from webapp.actions import log_meeting, write_note
from webapp.actions.write_note import NoteTooLong
from webapp.domain.own_note import Note
from webapp.models.base import db
from webapp.models.encrypted import opened
from webapp.models.meetings import MeetingNote


def stored():
    """What the columns really hold, opened."""
    with db.engine.connect() as connection:
        found = connection.execute(text("SELECT signer, text FROM meeting_note")).all()
    return [opened(value).decode() for row in found for value in row]


def test_a_note_is_kept_beside_its_entry_and_unreadable_in_the_file(viewer, now):
    logged(viewer("jordan"), now, note=Note("Ana", "It helped"))
    (row,) = rows(MeetingNote)
    assert (row.signer, row.text, row.written_at) == ("Ana", "It helped", now)
    with db.engine.connect() as connection:
        (raw,) = connection.execute(text("SELECT signer, text FROM meeting_note")).all()
    assert b"Ana" not in bytes(raw.signer)
    assert b"helped" not in bytes(raw.text)


def test_the_latest_one_counts_and_nothing_of_the_earlier_is_left(viewer, now):
    jordan = viewer("jordan")
    key = logged(jordan, now, note=Note("Ana", "the first words"))
    assert write_note.write(jordan, key, Note("", "other words"), now)
    assert stored() == ["", "other words"]


def test_an_empty_note_is_no_row_at_all(viewer, now):
    jordan = viewer("jordan")
    key = logged(jordan, now, note=Note("Ana", "words"))
    assert write_note.write(jordan, key, Note(), now)
    assert count(MeetingNote) == 0


def test_taking_the_entry_back_erases_its_note(viewer, now):
    jordan = viewer("jordan")
    key = logged(jordan, now, note=Note("", "words"))
    log_meeting.take_back(jordan, key, now)
    assert count(MeetingNote) == 0
    assert not write_note.write(jordan, key, Note("", "more"), now)
    assert count(MeetingNote) == 0


def test_taking_the_entry_back_erases_what_is_being_written_at_that_moment(
    app, viewer, now, monkeypatch
):
    jordan = viewer("jordan")
    key = logged(jordan, now, note=Note("", "words"))
    found, gone, put = Event(), Event(), write_note.put

    def put_late(*args):
        found.set()
        gone.wait(PATIENCE)
        put(*args)

    def take_back():
        found.wait()
        taken = log_meeting.take_back(jordan, key, now)
        gone.set()
        return taken

    def write():
        return write_note.write(jordan, key, Note("", "more"), now)

    monkeypatch.setattr(write_note, "put", put_late)
    assert at_once(app, write, take_back) == [True, True]
    assert count(MeetingNote) == 0


def test_nobody_else_can_write_one_there(viewer, now):
    key = logged(viewer("jordan"), now)
    for who in ("maria", "priya", "sam"):
        assert not write_note.write(viewer(who), key, Note("", "words"), now)
    assert count(MeetingNote) == 0


def test_one_that_is_too_long_changes_nothing(viewer, now):
    jordan = viewer("jordan")
    key = logged(jordan, now, note=Note("", "words"))
    with pytest.raises(NoteTooLong):
        write_note.write(jordan, key, Note("", "x" * 501), now)
    assert stored() == ["", "words"]
