"""The participant's own log, with all that is beside it: slips, notes, and whether it is shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import bindparam, func, select

from webapp.domain.access import Viewer
from webapp.domain.meetings import MeetingEntry
from webapp.domain.own_note import Note
from webapp.domain.slips import Ladder, Slip
from webapp.domain.wall_clock import Instant
from webapp.models.meetings import MeetingEntryRow, MeetingEntryVoid, MeetingNote
from webapp.queries import facts, log_sharing, slips
from webapp.queries.together import Statement, rows, whose


@dataclass(frozen=True, slots=True)
class Own:
    """What is beside the entries of a log. Only the participant is ever given the notes."""

    ladder: Ladder = field(default_factory=Ladder)
    notes: Mapping[str, Note] = field(default_factory=dict)
    """By the entry's id; an entry without one is not among them."""
    shared_since: Instant | None = None


def _notes() -> Statement:
    return (
        select(MeetingEntryRow.public_key, MeetingNote.signer, MeetingNote.text)
        .join(MeetingNote, MeetingNote.meeting_entry_id == MeetingEntryRow.id)
        .outerjoin(MeetingEntryVoid, MeetingEntryVoid.meeting_entry_id == MeetingEntryRow.id)
        .where(
            MeetingEntryVoid.id.is_(None),
            whose("participant_id", MeetingEntryRow),
            MeetingEntryRow.day.between(bindparam("notes_from"), bindparam("notes_until")),
        )
    )


_NOTES = _notes()


def own_notes(viewer: Viewer, first: date, last: date) -> dict[str, Note]:
    """The notes of the participant who asks, by entry. One statement."""
    asked = {"participant_id": viewer.participant_id, "notes_from": first, "notes_until": last}
    return {row.public_key: Note(row.signer, row.text) for row in rows(_NOTES, **asked)}


def own(
    viewer: Viewer, entries: Iterable[MeetingEntry], first: date, last: date, now: Instant
) -> Own:
    """What is beside all their entries of these dates. Three statements."""
    assert viewer.participant_id is not None
    return Own(
        slips.ladder(viewer.participant_id, entries, first, last),
        own_notes(viewer, first, last),
        log_sharing.since(viewer, now),
    )


@dataclass(frozen=True, slots=True)
class Log:
    """The entries of a span of dates, the oldest first, to take along."""

    first: date
    last: date
    entries: tuple[MeetingEntry, ...]
    ladder: Ladder
    notes: Mapping[str, Note]
    """Empty unless the participant wanted them in it."""

    def note(self, entry: MeetingEntry) -> Note:
        """The note beside that entry; an empty one if there is none."""
        return self.notes.get(entry.id, Note())


def load(viewer: Viewer, first: date, last: date, *, with_notes: bool) -> Log:
    """All entries from `first` through `last`. Two statements, three with notes."""
    assert viewer.participant_id is not None
    entries = facts.meeting_entries(viewer.participant_id, first, last)
    return Log(
        first,
        last,
        tuple(reversed(entries)),
        slips.ladder(viewer.participant_id, entries, first, last),
        own_notes(viewer, first, last) if with_notes else {},
    )


@dataclass(frozen=True, slots=True)
class One:
    """One standing entry of the participant who asks, with their note beside it."""

    entry: MeetingEntry
    note: Note


def one(viewer: Viewer, entry_key: str) -> One | None:
    """The one of that key, or None. Three statements."""
    assert viewer.participant_id is not None
    day = next(iter(rows(_DAY_OF, participant_id=viewer.participant_id, key=entry_key)), (None,))[0]
    if day is None:
        return None
    entries = facts.meeting_entries(viewer.participant_id, day, day)
    found = next((each for each in entries if each.id == entry_key), None)
    note = own_notes(viewer, day, day).get(entry_key, Note())
    return One(found, note) if found else None


_DAY_OF: Statement = select(MeetingEntryRow.day).where(
    whose("participant_id", MeetingEntryRow), MeetingEntryRow.public_key == bindparam("key")
)


@dataclass(frozen=True, slots=True)
class OwnSlip:
    """A slip about the participant who asks."""

    slip: Slip
    entry_key: str
    """The entry that it is about; empty if it is about none."""
    taken_out: int
    """How many entries that were added from it were taken back again."""


def own_slip(viewer: Viewer, slip_key: str) -> OwnSlip | None:
    """The one of that key, taken back by staff or not, or None. Four statements."""
    assert viewer.participant_id is not None
    day = slips.day_of(viewer.participant_id, slip_key)
    if day is None:
        return None
    entries = facts.meeting_entries(viewer.participant_id, day, day)
    beside = slips.ladder(viewer.participant_id, entries, day, day)
    known = {slip.id: key for key, slip in beside.of_entry.items()}
    everything = (*beside.of_entry.values(), *beside.left, *beside.taken_back)
    slip = next(each for each in everything if each.id == slip_key)
    asked = {"participant_id": viewer.participant_id, "made_from": added_from(slip_key)}
    return OwnSlip(slip, known.get(slip_key, ""), rows(_TAKEN_OUT, **asked)[0].times)


def added_from(slip_key: str) -> str:
    """How the form keys of entries that were added from this slip begin."""
    return f"slip {slip_key} "


_TAKEN_OUT: Statement = (
    select(func.count().label("times"))
    .select_from(MeetingEntryRow)
    .join(MeetingEntryVoid, MeetingEntryVoid.meeting_entry_id == MeetingEntryRow.id)
    .where(
        whose("participant_id", MeetingEntryRow),
        MeetingEntryRow.key.startswith(bindparam("made_from")),
    )
)
