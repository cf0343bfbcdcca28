"""Write a meeting into the participant's own log, or take an entry back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.domain.access import Viewer
from webapp.domain.meetings import LONGEST_TEXT, Fellowship, MeetingRefusal, Mode, may_log
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import transaction
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
    with transaction() as session:
        again = select(MeetingEntryRow.id).where(
            MeetingEntryRow.key == key[:64],
            MeetingEntryRow.participant_id == viewer.participant_id,
        )
        if session.execute(again).first() is None:
            session.add(
                MeetingEntryRow(
                    key=key[:64],
                    participant_id=viewer.participant_id,
                    fellowship=meeting.fellowship,
                    name=meeting.name,
                    day=meeting.day,
                    starts=meeting.starts,
                    mode=meeting.mode,
                    town=meeting.town,
                    logged_at=now,
                )
            )
    return None


def take_back(viewer: Viewer, entry_key: str, now: Instant) -> bool:
    """Take back one of the participant's own entries. False if they have no such entry."""
    with transaction() as session:
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
