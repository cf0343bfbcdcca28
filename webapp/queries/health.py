"""Whether the program can do its work."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from webapp.domain.heartbeat import WORKER
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.reminders import Heartbeat

DatabaseTrouble = DatabaseError
"""A full disk, a locked or a missing database: nothing was saved."""


def database_answers() -> bool:
    """True if the database answers a question."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def last_sign_of_the_worker() -> Instant | None:
    """When the process that reminds was last known to be alive, None if never. One statement."""
    return db.session.execute(
        select(Heartbeat.at).where(Heartbeat.name == WORKER)
    ).scalar_one_or_none()
