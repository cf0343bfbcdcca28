"""Databases in trouble, as SQLite really reports it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from webapp.models.base import db


@contextmanager
def each_connection(*pragmas: str) -> Iterator[None]:
    """Give every connection of the application these pragmas while the block runs."""

    def configure(connection: Any, *_: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    db.session.remove()
    event.listen(db.engine, "checkout", configure)
    try:
        yield
    finally:
        event.remove(db.engine, "checkout", configure)
        db.engine.dispose()


@contextmanager
def locked_database() -> Iterator[None]:
    """Somebody else holds the write lock, and nobody waits for it."""
    db.session.remove()
    other = sqlite3.connect(db.engine.url.database or "", isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        event.listen(db.engine, "before_cursor_execute", _impatient, retval=True)
        yield
        other.execute("ROLLBACK")
    finally:
        event.remove(db.engine, "before_cursor_execute", _impatient)
        other.close()


def _impatient(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> Any:
    return re.sub(r"(?<=PRAGMA busy_timeout=)\d+", "1", statement), parameters


@contextmanager
def full_disk() -> Iterator[None]:
    """The file cannot grow by another page, and every page for history is full."""
    db.session.remove()
    filler = sqlite3.connect(db.engine.url.database or "", isolation_level=None)
    try:
        filler.execute("PRAGMA max_page_count=1")
        _fill(filler)
    finally:
        filler.close()
    with each_connection("max_page_count=1"):
        yield


def _fill(connection: sqlite3.Connection) -> None:
    """Write history until there is no room for another line of it."""
    line = "INSERT INTO audit_event (at, action, detail) VALUES ('2026-11-23 22:20:00', ?, ?)"
    for action in ("checked_in", ""):
        try:
            for _ in range(5000):
                connection.execute(line, (action, ""))
        except sqlite3.OperationalError as error:
            assert "full" in str(error), error  # noqa: PT017 — the reason is what matters
        else:
            raise AssertionError("the disk is not full")
