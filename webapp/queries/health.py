"""Whether the program can do its work."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from webapp.models.base import db

DatabaseTrouble = DatabaseError
"""A full disk, a locked or a missing database: nothing was saved."""


def database_answers() -> bool:
    """True if the database answers a question."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True
