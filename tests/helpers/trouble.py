"""Databases in trouble, as they really report it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from webapp.models.base import Base, db


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
    """Somebody else is writing, and nobody waits for it. Reading goes on."""
    db.session.remove()
    on_sqlite = db.engine.dialect.name == "sqlite"
    with _locked_file() if on_sqlite else _locked_tables():
        yield


@contextmanager
def _locked_file() -> Iterator[None]:
    other = sqlite3.connect(_file(), isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        event.listen(db.engine, "before_cursor_execute", _impatient)
        yield
        other.execute("ROLLBACK")
    finally:
        event.remove(db.engine, "before_cursor_execute", _impatient)
        other.close()


@contextmanager
def _locked_tables() -> Iterator[None]:
    names = ", ".join(Base.metadata.tables)
    with db.engine.connect() as other:
        other.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
        event.listen(db.engine, "begin", _in_a_hurry)
        try:
            yield
        finally:
            event.remove(db.engine, "begin", _in_a_hurry)


def _in_a_hurry(connection: Connection) -> None:
    connection.exec_driver_sql("SET LOCAL lock_timeout = 1")


def _file() -> str:
    """Where the SQLite database is. Of another database there is no such file to be made."""
    assert db.engine.dialect.name == "sqlite"
    return str(db.engine.url.database)


def _impatient(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
    if statement == "BEGIN IMMEDIATE":
        cursor.execute("PRAGMA busy_timeout=1")


@contextmanager
def full_disk() -> Iterator[None]:
    """The file cannot grow by another page, and every page for history is full."""
    db.session.remove()
    filler = sqlite3.connect(_file(), isolation_level=None)
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
