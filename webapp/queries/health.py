"""Whether the program can do its work."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

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


def last_signs() -> dict[str, Instant]:
    """When the process that reminds was last known to be alive, and when it last had trouble;
    each under its name in `domain.heartbeat`, if ever. One statement."""
    return {row.name: row.at for row in db.session.execute(select(Heartbeat.name, Heartbeat.at))}
