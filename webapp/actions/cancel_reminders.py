"""Nobody needs a participant's reminders of one session any more."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from webapp.domain.reminders import NotWanted
from webapp.domain.wall_clock import Instant
from webapp.models.base import run, table_of
from webapp.models.reminders import ReminderRow

_REMINDERS = table_of(ReminderRow)
_CANCEL = update(_REMINDERS).where(
    _REMINDERS.c.participant_id == bindparam("whose"),
    _REMINDERS.c.day == bindparam("of_day"),
    _REMINDERS.c.session == bindparam("of_session"),
    _REMINDERS.c.cancelled_at.is_(None),
)


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
    run(
        session,
        _CANCEL,
        whose=participant_id,
        of_day=day,
        of_session=session_name,
        cancelled_at=now,
        cancelled_why=why,
    )
