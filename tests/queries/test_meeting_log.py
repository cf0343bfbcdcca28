"""The participant's own log with what is beside it."""

from datetime import date

from tests.helpers.rows import rows
from tests.helpers.slips import SATURDAY, SUNDAY, logged, seen, shares
from webapp.actions import log_meeting, write_note
from webapp.domain.own_note import Note
from webapp.domain.slips import Rung
from webapp.models.slips import MeetingSlip
from webapp.queries import facts, meeting_log

SPAN = (date(2026, 11, 1), date(2026, 11, 30))


def test_the_log_is_the_oldest_first_and_has_notes_only_when_wanted(viewer, now):
    jordan = viewer("jordan")
    late = logged(jordan, now, SUNDAY, note=Note("Ana", "It helped"))
    early = logged(jordan, now, SATURDAY)
    for wanted, note in ((False, Note()), (True, Note("Ana", "It helped"))):
        log = meeting_log.load(jordan, *SPAN, with_notes=wanted)
        assert [entry.id for entry in log.entries] == [early, late]
        assert [log.note(entry) for entry in log.entries] == [Note(), note]


def test_the_entries_that_everybody_reads_never_bring_a_note(viewer, now):
    logged(viewer("jordan"), now, note=Note("Canary-Ana", "Canary words"))
    columns = {column.key for column in facts.ENTRIES.selected_columns}
    assert not columns & {"signer", "note", "text"}
    entries = facts.meeting_entries(viewer("jordan").participant_id, *SPAN)
    assert "Canary" not in repr(entries)


def test_a_log_is_ones_own(viewer, cast, now):
    logged(viewer("jordan"), now, note=Note("", "words"))
    seen(viewer("sam"), cast.jordan.key, now)
    maria = viewer("maria")
    log = meeting_log.load(maria, *SPAN, with_notes=True)
    assert (log.entries, dict(log.notes)) == ((), {})
    own = meeting_log.own(maria, (), *SPAN, now)
    assert (own.ladder.left, dict(own.notes), own.shared_since) == ((), {}, None)


def test_what_is_beside_it_says_how_each_is_known_and_since_when_it_is_shared(viewer, cast, now):
    jordan = viewer("jordan")
    key = logged(jordan, now)
    seen(viewer("sam"), cast.jordan.key, now)
    seen(viewer("sam"), cast.jordan.key, now, starts="12:00")
    shares(jordan, now)
    entries = facts.meeting_entries(jordan.participant_id, *SPAN)
    own = meeting_log.own(jordan, entries, *SPAN, now)
    assert [(entry.id, own.ladder.rung(entry)) for entry in entries] == [(key, Rung.SLIP_SEEN)]
    assert [str(slip.starts) for slip in own.ladder.left] == ["12:00"]
    assert own.shared_since == now


def test_one_entry_with_its_note_and_none_of_somebody_elses(viewer, now):
    jordan = viewer("jordan")
    key = logged(jordan, now, note=Note("Ana"))
    assert meeting_log.one(jordan, key).note == Note("Ana")
    assert meeting_log.one(viewer("maria"), key) is None
    log_meeting.take_back(jordan, key, now)
    assert meeting_log.one(jordan, key) is None


def test_an_entry_taken_back_has_no_note_any_more(viewer, now):
    jordan = viewer("jordan")
    key = logged(jordan, now)
    write_note.write(jordan, key, Note("", "words"), now)
    log_meeting.take_back(jordan, key, now)
    assert meeting_log.own_notes(jordan, *SPAN) == {}


def test_a_slip_says_which_entry_it_is_about_and_how_often_one_of_it_was_taken_back(
    viewer, cast, now
):
    jordan = viewer("jordan")
    seen(viewer("sam"), cast.jordan.key, now)
    key = rows(MeetingSlip)[0].public_key
    found = meeting_log.own_slip(jordan, key)
    assert (found.slip.id, found.entry_key, found.taken_out) == (key, "", 0)
    assert meeting_log.own_slip(viewer("maria"), key) is None
    for times in (1, 2):
        entry = logged(jordan, now, key=f"{meeting_log.added_from(key)}{times}")
        assert meeting_log.own_slip(jordan, key).entry_key == entry
        log_meeting.take_back(jordan, entry, now)
        found = meeting_log.own_slip(jordan, key)
        assert (found.entry_key, found.taken_out) == ("", times)
    log_meeting.take_back(jordan, logged(jordan, now), now)
    assert meeting_log.own_slip(jordan, key).taken_out == 2
