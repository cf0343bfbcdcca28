"""Write a meeting into the participant's own log, or take an entry back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import presence, write_note
from webapp.domain.access import Viewer
from webapp.domain.beside import pointed_out
from webapp.domain.meetings import LONGEST_TEXT, Fellowship, MeetingRefusal, Mode, may_log
from webapp.domain.own_note import Note
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import LONGEST_KEY, new_key, settle
from webapp.models.meetings import MeetingEntryRow, MeetingEntryVoid
from webapp.queries import beside as query


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What the participant says about a meeting. Date and start are wall time.

    One picked from the directory brings its place, its key, and whether date and start fit it.
    The note nobody else ever reads.
    """

    fellowship: Fellowship
    name: str
    day: date
    starts: WallTime
    mode: Mode
    town: str
    place: str = ""
    listed_key: str = ""
    fits_list: bool = False
    note: Note = field(default_factory=Note)


@dataclass(frozen=True, slots=True)
class Logged:
    """The entry stands, under this key."""

    key: str


def log_meeting(
    viewer: Viewer, meeting: NewMeeting, key: str, now: Instant, *, beside: bool = False
) -> Logged | MeetingRefusal:
    """Save the entry, or say why not.

    The same form sent again makes no second entry. A second meeting at the same time is pointed
    out once, and saved if the participant says so (`beside`).
    """
    refusal = may_log(meeting.day, meeting.starts, viewer.zone, now)
    if max(len(meeting.name), len(meeting.town)) > LONGEST_TEXT:
        refusal = MeetingRefusal.TOO_LONG
    if not meeting.note.fits:
        refusal = MeetingRefusal.NOTE_TOO_LONG
    if refusal is not None:
        return refusal
    return settle(lambda session: _save(session, viewer, meeting, key[:LONGEST_KEY], now, beside))


def _save(
    session: Session, viewer: Viewer, meeting: NewMeeting, key: str, now: Instant, beside: bool
) -> Logged | MeetingRefusal:
    """Add the entry, unless this form made the very same one before."""
    assert viewer.participant_id is not None
    presence.one_at_a_time(session, participant_id=viewer.participant_id)
    facts = {
        "fellowship": meeting.fellowship,
        "name": meeting.name,
        "day": meeting.day,
        "starts": meeting.starts,
        "mode": meeting.mode,
        "town": meeting.town,
        "place": meeting.place,
        "listed_key": meeting.listed_key,
        "fits_list": meeting.fits_list,
    }
    earlier = session.execute(
        select(MeetingEntryRow).where(
            MeetingEntryRow.key == key,
            MeetingEntryRow.participant_id == viewer.participant_id,
        )
    ).scalar_one_or_none()
    if earlier is not None:
        if all(getattr(earlier, name) == value for name, value in facts.items()):
            # Sent again: the note may have been changed, or erased, meanwhile.
            return Logged(earlier.public_key)
        # The same form, gone back to and changed: that is another meeting.
        key = new_key()
    why = None if beside else _pointed_out(viewer, meeting, now)
    if why is not None:
        return why
    made = MeetingEntryRow(
        key=key, participant_id=viewer.participant_id, logged_at=now, public_key=new_key(), **facts
    )
    session.add(made)
    if meeting.note:
        session.flush()
        write_note.put(session, made.id, meeting.note, now)
    return Logged(made.public_key)


def _pointed_out(viewer: Viewer, meeting: NewMeeting, now: Instant) -> MeetingRefusal | None:
    said = query.said(meeting.fellowship, meeting.mode, meeting.name, meeting.town)
    around = query.load(viewer, meeting.day, meeting.starts, meeting.listed_key, now, said)
    return pointed_out(around.new, around.same_day, around.near, around.there)


def take_back(viewer: Viewer, entry_key: str, now: Instant) -> bool:
    """Take back one of the participant's own entries; their note beside it is gone for good.

    False if they have no such entry.
    """

    def attempt(session: Session) -> bool:
        presence.one_at_a_time(session, participant_id=viewer.participant_id or 0)
        found = session.execute(
            select(MeetingEntryRow.id, MeetingEntryVoid.id.label("voided"))
            .outerjoin(MeetingEntryVoid, MeetingEntryVoid.meeting_entry_id == MeetingEntryRow.id)
            .where(
                MeetingEntryRow.public_key == entry_key,
                MeetingEntryRow.participant_id == viewer.participant_id,
            )
        ).one_or_none()
        if found is None:
            return False
        if found.voided is None:
            session.add(MeetingEntryVoid(meeting_entry_id=found.id, at=now))
            write_note.erase(session, found.id)
        return True

    return settle(attempt)
