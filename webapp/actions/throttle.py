"""Slow down guessing, in the database, so that every worker counts the same tries."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.domain.access import FORGOTTEN_AFTER, wait_after
from webapp.domain.wall_clock import Instant
from webapp.models.people import Throttle


def wait(session: Session, kind: str, name: str, now: Instant) -> timedelta:
    """How long until another try under this name is heard; zero or less means now.

    `now` is the true instant. Asking changes nothing.
    """
    row = _row(session, kind, name)
    return timedelta(0) if row is None else row.last_at + wait_after(row.failures) - now


def count_failure(session: Session, kind: str, name: str, now: Instant) -> None:
    """One more failure under this name. A day without any forgets the old ones."""
    row = _row(session, kind, name)
    if row is None:
        session.execute(delete(Throttle).where(Throttle.last_at < now - FORGOTTEN_AFTER))
        session.add(Throttle(kind=kind, name_hash=_hash(name), failures=1, last_at=now))
        return
    row.failures = 1 if now - row.last_at >= FORGOTTEN_AFTER else row.failures + 1
    row.last_at = now


def forget(session: Session, kind: str, name: str) -> None:
    """The right answer came: the failures before it do not matter any more."""
    session.execute(
        delete(Throttle).where(Throttle.kind == kind, Throttle.name_hash == _hash(name))
    )


def _row(session: Session, kind: str, name: str) -> Throttle | None:
    return session.execute(
        select(Throttle)
        .where(Throttle.kind == kind, Throttle.name_hash == _hash(name))
        .with_for_update()
    ).scalar_one_or_none()


def _hash(name: str) -> str:
    return sha256(name.encode()).hexdigest()
