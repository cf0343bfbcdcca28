"""Who works at a program, as its owners see them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.access import OFFICE, Role, Viewer
from webapp.models.base import db
from webapp.models.people import Account


@dataclass(frozen=True, slots=True)
class Colleague:
    """One account of the program's staff that is open."""

    account_id: int
    key: str
    name: str
    username: str
    role: Role
    has_passphrase: bool


def of_program(viewer: Viewer) -> tuple[Colleague, ...]:
    """Everybody of the viewer's program, by name. One statement."""
    rows = db.session.execute(
        select(
            Account.id,
            Account.key,
            Account.name,
            Account.username,
            Account.role,
            Account.passcode_hash.is_not(None),
        )
        .where(
            Account.program_id == viewer.program_id,
            Account.role.in_(OFFICE),
            Account.closed_at.is_(None),
        )
        .order_by(Account.name, Account.id)
    )
    return tuple(Colleague(*row) for row in rows)


def find(viewer: Viewer, key: str) -> Colleague | None:
    """One of them, or None: another program's staff are not there."""
    return next((each for each in of_program(viewer) if each.key == key), None)
