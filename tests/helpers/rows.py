"""What the database holds, read outside of any session that a test has open."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models.base import Base, db

Row = TypeVar("Row", bound=Base)


def rows(table: type[Row], **where: Any) -> list[Row]:
    """The rows of a table as they are committed now, in the order they were made."""
    with Session(db.engine) as session:
        chosen = select(table).filter_by(**where).order_by(*table.__mapper__.primary_key)
        return list(session.execute(chosen).scalars())


def count(table: type[Row], **where: Any) -> int:
    """How many of them there are."""
    return len(rows(table, **where))
