"""Say before a session: on my way, running late, cannot come."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import presence
from webapp.actions.put_on_record import fitting
from webapp.domain.access import Viewer
from webapp.domain.answers import Answer, Reason
from webapp.domain.coming import may_answer
from webapp.domain.record import SessionName
from webapp.domain.wall_clock import Instant
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.base import LONGEST_KEY, settle
from webapp.queries import day as day_queries


def answer(
    viewer: Viewer,
    said: Answer,
    reason: Reason | None,
    key: str,
    now: Instant,
    *,
    where: SessionName | None = None,
    words: str = "",
    came_at: Instant | None = None,
) -> bool:
    """Record what the participant says about a session, or without `where` about the one that
    comes next. `words` are for staff only. False if it cannot be said now. The same form sent
    again adds nothing.

    `now` is when it was said; `came_at` when it came, if it waited on a phone.
    """

    def attempt(session: Session) -> bool:
        row = _answer(session, viewer, said, reason, key[:LONGEST_KEY], now, where, words)
        if isinstance(row, bool):
            return row
        row.recorded_at = came_at or now
        session.add(row)
        return True

    return settle(attempt)


def _answer(
    session: Session,
    viewer: Viewer,
    said: Answer,
    reason: Reason | None,
    key: str,
    now: Instant,
    where: SessionName | None,
    words: str,
) -> ArrivalAnswerRow | bool:
    assert viewer.participant_id is not None
    assert viewer.program_id is not None
    presence.one_at_a_time(session, participant_id=viewer.participant_id)
    mine = ArrivalAnswerRow.participant_id == viewer.participant_id
    if session.execute(
        select(ArrivalAnswerRow.id).where(mine, ArrivalAnswerRow.key == key)
    ).first():
        return True
    if where is None:
        attendance = day_queries.attendance_to_check_in_to(viewer, now)
    else:
        attendance = day_queries.attendance_at(viewer, where, now)
    if attendance is None or not may_answer(attendance, said, reason, now):
        return False
    return ArrivalAnswerRow(
        key=key,
        participant_id=viewer.participant_id,
        program_id=viewer.program_id,
        day=attendance.session.day,
        session=attendance.session.name,
        answer=said,
        reason=reason,
        words=fitting(words) or None,
        at=now,
    )
