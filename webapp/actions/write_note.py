"""The participant's own note beside an entry: written, changed, or gone."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.actions import presence
from webapp.domain.access import Viewer
from webapp.domain.own_note import Note
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.models.meetings import MeetingEntryRow, MeetingEntryVoid, MeetingNote


class NoteTooLong(ValueError):
    """Longer than anybody has room for. Nothing was changed."""


def write(viewer: Viewer, entry_key: str, note: Note, now: Instant) -> bool:
    """Keep this note, in place of what was there, beside one of the participant's own entries.

    An empty one is none. False if they have no such entry. Raises `NoteTooLong`.
    """
    if not note.fits:
        raise NoteTooLong

    def attempt(session: Session) -> bool:
        # Taken back at the same moment, the entry would lose its note before this one is there.
        presence.one_at_a_time(session, participant_id=viewer.participant_id or 0)
        entry_id = session.execute(
            select(MeetingEntryRow.id)
            .outerjoin(MeetingEntryVoid, MeetingEntryVoid.meeting_entry_id == MeetingEntryRow.id)
            .where(
                MeetingEntryRow.public_key == entry_key,
                MeetingEntryRow.participant_id == viewer.participant_id,
                MeetingEntryVoid.id.is_(None),
            )
        ).scalar_one_or_none()
        if entry_id is not None:
            put(session, entry_id, note, now)
        return entry_id is not None

    return settle(attempt)


def put(session: Session, entry_id: int, note: Note, now: Instant) -> None:
    """The same in the caller's transaction. Nothing of an earlier note is kept."""
    erase(session, entry_id)
    if note:
        session.add(
            MeetingNote(
                meeting_entry_id=entry_id, signer=note.signer, text=note.text, written_at=now
            )
        )


def erase(session: Session, entry_id: int) -> None:
    """Let the note beside an entry be gone."""
    session.execute(delete(MeetingNote).where(MeetingNote.meeting_entry_id == entry_id))
