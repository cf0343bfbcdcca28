"""Nobody needs a participant's reminders of one session any more."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.domain.reminders import NotWanted
from webapp.domain.wall_clock import Instant
from webapp.models.reminders import ReminderRow


def cancel(
    session: Session,
    participant_id: int,
    day: date,
    session_name: str,
    *,
    why: NotWanted,
    now: Instant,
) -> None:
    """Cancel them in the caller's transaction, with the fact that makes them needless.

    Whether a reminder is wanted is asked again before it is sent, so this is a note and
    spares work. If the fact is undone, planning takes the note back.
    """
    session.execute(
        update(ReminderRow)
        .where(
            ReminderRow.participant_id == participant_id,
            ReminderRow.day == day,
            ReminderRow.session == session_name,
            ReminderRow.cancelled_at.is_(None),
        )
        .values(cancelled_at=now, cancelled_why=why)
    )
