"""Write a meeting into the participant's own log, or take an entry back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.access import Viewer
from webapp.domain.meetings import LONGEST_TEXT, Fellowship, MeetingRefusal, Mode, may_log
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import LONGEST_KEY, new_key, settle
from webapp.models.meetings import MeetingEntryRow, MeetingEntryVoid


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What the participant says about a meeting. Date and start are wall time."""

    fellowship: Fellowship
    name: str
    day: date
    starts: WallTime
    mode: Mode
    town: str


def log_meeting(
    viewer: Viewer, meeting: NewMeeting, key: str, now: Instant
) -> MeetingRefusal | None:
    """Save the entry, or say why not. The same form sent again makes no second entry."""
    refusal = may_log(meeting.day, meeting.starts, viewer.zone, now)
    if max(len(meeting.name), len(meeting.town)) > LONGEST_TEXT:
        refusal = MeetingRefusal.TOO_LONG
    if refusal is not None:
        return refusal
    settle(lambda session: _save(session, viewer, meeting, key[:LONGEST_KEY], now))
    return None


def _save(session: Session, viewer: Viewer, meeting: NewMeeting, key: str, now: Instant) -> None:
    """Add the entry, unless this form made the very same one before."""
    facts = {
        "fellowship": meeting.fellowship,
        "name": meeting.name,
        "day": meeting.day,
        "starts": meeting.starts,
        "mode": meeting.mode,
        "town": meeting.town,
    }
    earlier = session.execute(
        select(MeetingEntryRow).where(
            MeetingEntryRow.key == key,
            MeetingEntryRow.participant_id == viewer.participant_id,
        )
    ).scalar_one_or_none()
    if earlier is not None:
        if all(getattr(earlier, name) == value for name, value in facts.items()):
            return
        # The same form, gone back to and changed: that is another meeting.
        key = new_key()
    session.add(
        MeetingEntryRow(key=key, participant_id=viewer.participant_id, logged_at=now, **facts)
    )


def take_back(viewer: Viewer, entry_key: str, now: Instant) -> bool:
    """Take back one of the participant's own entries. False if they have no such entry."""

    def attempt(session: Session) -> bool:
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
        return True

    return settle(attempt)
