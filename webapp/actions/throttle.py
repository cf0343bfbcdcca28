"""Slow down guessing, in the database, so that every worker counts the same tries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from webapp.domain.access import FORGOTTEN_AFTER, LONGEST_WAIT, wait_after
from webapp.domain.wall_clock import Instant
from webapp.models.base import run, table_of
from webapp.models.people import Throttle

NEVER = Instant(datetime(1970, 1, 1, tzinfo=UTC))
_OF_THAT_NAME = (
    Throttle.kind == bindparam("kind"),
    Throttle.name_hash == bindparam("name_hash"),
)
_FAILURES = select(Throttle.failures, Throttle.last_at).where(*_OF_THAT_NAME).with_for_update()
_FORGET = delete(table_of(Throttle)).where(*_OF_THAT_NAME)
_MAKE = insert(table_of(Throttle)).on_conflict_do_nothing()


def wait(
    session: Session, kind: str, name: str, now: Instant, longest: timedelta = LONGEST_WAIT
) -> timedelta:
    """How long until another try under this name is heard; zero or less means now.

    `now` is the true instant. Asking counts nothing, and holds the name until the caller's
    transaction ends: tries at the same moment are heard one after the other.
    """
    _make_lockable(session, kind, name)
    row = run(session, _FAILURES, kind=kind, name_hash=_hash(name)).one_or_none()
    if row is None:
        return timedelta(0)
    last_at: Instant = row.last_at
    return last_at + wait_after(row.failures, longest) - now


def count_failure(session: Session, kind: str, name: str, now: Instant) -> None:
    """One more failure under this name. A day without any forgets the old ones."""
    row = _row(session, kind, name)
    if row is None:
        row = Throttle(kind=kind, name_hash=_hash(name), failures=0, last_at=NEVER)
        session.add(row)
    if now - row.last_at >= FORGOTTEN_AFTER:
        row.failures = 0
        old = Throttle.last_at.between(NEVER + FORGOTTEN_AFTER, now - FORGOTTEN_AFTER)
        session.execute(delete(Throttle).where(old, Throttle.id != row.id))
    row.failures += 1
    row.last_at = now


def forget(session: Session, kind: str, name: str) -> None:
    """The right answer came: the failures before it do not matter any more."""
    run(session, _FORGET, kind=kind, name_hash=_hash(name))


def _row(session: Session, kind: str, name: str) -> Throttle | None:
    """The row of this name, locked."""
    _make_lockable(session, kind, name)
    return session.execute(
        select(Throttle)
        .where(Throttle.kind == kind, Throttle.name_hash == _hash(name))
        .with_for_update()
    ).scalar_one_or_none()


def _make_lockable(session: Session, kind: str, name: str) -> None:
    """SQLite has locked everything already; PostgreSQL can only lock what is there, so there
    the row is made first."""
    if session.get_bind().dialect.name == "postgresql":
        values = {"kind": kind, "name_hash": _hash(name), "failures": 0, "last_at": NEVER}
        run(session, _MAKE, **values)


def _hash(name: str) -> str:
    return sha256(name.encode()).hexdigest()
