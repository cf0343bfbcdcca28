"""The database: one declarative base, the column types that keep time honest, transactions."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    Insert,
    Integer,
    MetaData,
    String,
    Table,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.types import TypeDecorator

from webapp.domain.wall_clock import Instant, WallTime, instant

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcInstant(TypeDecorator[Instant]):
    """An instant, stored in UTC. A datetime without a zone is refused, not guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = instant(value)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> Instant | None:
        if value is None:
            return None
        return Instant(value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


class WallMinutes(TypeDecorator[WallTime]):
    """A wall time, stored as minutes after midnight and never turned into an instant."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: WallTime | None, dialect: Dialect) -> int | None:
        return None if value is None else value.minutes

    def process_result_value(self, value: int | None, dialect: Dialect) -> WallTime | None:
        return None if value is None else WallTime(value)


class Weekdays(TypeDecorator[frozenset[int]]):
    """A set of weekdays (Monday = 0), stored as seven bits."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: frozenset[int] | None, dialect: Dialect) -> int | None:
        return None if value is None else sum(1 << day for day in value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> frozenset[int] | None:
        if value is None:
            return None
        return frozenset(day for day in range(7) if value >> day & 1)


class Named(TypeDecorator[StrEnum]):
    """A word out of a fixed list, stored as the word itself."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__(length=30)
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Base(DeclarativeBase):
    """Every table. Rows never leave `models`, `queries` and `actions`."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={Instant: UtcInstant, WallTime: WallMinutes, frozenset[int]: Weekdays},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

RowId = BigInteger().with_variant(Integer, "sqlite")


def new_key() -> str:
    """An opaque name for a row, safe to show in an address: 100 random bits."""
    alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    return "".join(secrets.choice(alphabet) for _ in range(20))


T = TypeVar("T")
LONGEST_KEY = 64
"""A form's key: longer ones are not ours."""


def table_of(model: type[Base]) -> Table:
    """The table of these rows, for statements that bring or make no objects."""
    return Base.metadata.tables[model.__tablename__]


def run(
    session: Session, statement: Executable, /, **values: Any
) -> CursorResult[*tuple[Any, ...]]:
    """Send a statement that was built before, with these values in it.

    Past the session's own machinery, which costs as much again; what the session still holds
    goes first.
    """
    session.flush()
    return session.connection().execute(statement, values)


def insert_new(table: type[Base]) -> Insert:
    """An INSERT that leaves a row alone which is there already, on the database in use."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    return insert(table_of(table)).on_conflict_do_nothing()


def settle(attempt: Callable[[Session], T]) -> T:
    """Run the attempt in a transaction; if another writer was first, look again and run it once
    more. Whoever loses a race finds what stands, instead of an error."""
    try:
        with transaction() as session:
            return attempt(session)
    except IntegrityError:
        with transaction() as session:
            return attempt(session)


@contextmanager
def transaction(patience_ms: int = 5000) -> Iterator[Session]:
    """One short write transaction, durable when the block ends, undone if it raises.

    On SQLite it takes the write lock at once (BEGIN IMMEDIATE): a transaction that reads
    first and locks later fails under load. A snapshot that was being read ends here, so
    what is read inside is what is true now. `patience_ms` is how long it waits for its turn.
    """
    session: Session = db.session()
    session.rollback()
    session.connection(execution_options={"writes": True, "patience_ms": patience_ms})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def prepare_engine(engine: Engine) -> None:
    """Set up an engine as docs/security.md says: WAL, FULL, foreign keys, IMMEDIATE writes."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def configure(dbapi_connection: Any, _record: Any) -> None:
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        cursor = connection.connection.cursor()
        if not options.get("writes"):
            cursor.execute("BEGIN")
            return
        patience_ms = int(options.get("patience_ms", 5000))
        cursor.execute(f"PRAGMA busy_timeout={patience_ms}")
        # This one can fail, and has to do so as any statement does.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
