"""Leave a session: the participant's own word, which can be taken back for a while."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import presence, put_on_record
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.domain.access import Viewer
from webapp.domain.attendance import Attendance
from webapp.domain.check_in import Refusal, may_check_out
from webapp.domain.marks import TAKE_BACK_MINUTES
from webapp.domain.record import Entry, Evidence
from webapp.domain.wall_clock import Instant, later
from webapp.models.base import settle
from webapp.models.record import RecordRow, RecordVoid
from webapp.queries import day as day_queries

TAKEN_BACK = "taken back"
"""Stands beside a check-out that the participant took back at once."""


def check_out(
    viewer: Viewer, key: str, *, now: Instant, true_now: Instant, at: Instant | None = None
) -> Recorded | NotRecorded:
    """Write down that the participant leaves now, or left `at` a time before, which is sent
    later. `key` was made with the form."""
    left_at = now if at is None else at

    def attempt(session: Session) -> Recorded | NotRecorded:
        assert viewer.participant_id is not None
        assert viewer.program_id is not None
        presence.one_at_a_time(session, participant_id=viewer.participant_id)
        earlier = put_on_record.replayed(session, key, viewer.participant_id)
        if earlier is not None:
            return Recorded(earlier.at)
        attendance = day_queries.attendance_to_check_out_of(viewer, left_at)
        refusal = may_check_out(attendance, left_at)
        if refusal is not None or attendance is None:
            return NotRecorded(refusal or Refusal.NOT_IN, attendance)
        meant = attendance.session
        put_on_record.put(
            session,
            viewer,
            (viewer.participant_id, viewer.program_id, meant.day, meant.name),
            Entry.CHECK_OUT,
            key,
            evidence=Evidence.OWN_TAP,
            at=left_at,
            now=now,
            true_now=true_now,
        )
        return Recorded(left_at)

    return settle(attempt)


def take_back(viewer: Viewer, entry_key: str, *, now: Instant, true_now: Instant) -> bool:
    """Take one's own check-out back, within a quarter of an hour. False if there is no such."""

    def attempt(session: Session) -> bool:
        row = session.execute(
            select(RecordRow)
            .outerjoin(RecordVoid, RecordVoid.entry_id == RecordRow.id)
            .where(
                RecordRow.public_key == entry_key,
                RecordRow.participant_id == viewer.participant_id,
                RecordRow.kind == Entry.CHECK_OUT,
                RecordRow.evidence == Evidence.OWN_TAP,
                RecordVoid.id.is_(None),
            )
        ).scalar_one_or_none()
        if row is None or now > later(row.recorded_at, TAKE_BACK_MINUTES):
            return False
        put_on_record.void(session, viewer, row, TAKEN_BACK, now, true_now)
        return True

    return settle(attempt)


def can_take_back(attendance: Attendance | None, now: Instant) -> bool:
    """Whether the check-out is one's own tap and a slip that can still be taken back."""
    out = attendance.check_out if attendance else None
    is_own = out is not None and out.evidence is Evidence.OWN_TAP
    return is_own and out is not None and now <= later(out.recorded_at, TAKE_BACK_MINUTES)
