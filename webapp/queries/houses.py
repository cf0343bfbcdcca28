"""The houses of this deployment and who manages them, as an owner sees them. No resident."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.models.base import db
from webapp.models.house import House, HouseManager
from webapp.models.people import Account


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody who manages a house now."""

    key: str
    name: str
    username: str
    has_passphrase: bool


@dataclass(frozen=True, slots=True)
class HouseWithManagers:
    """One house with the people who manage it, by name."""

    id: int
    key: str
    name: str
    phone: str
    managers: tuple[Manager, ...]

    def manager(self, key: str) -> Manager | None:
        """The manager of that key, if they manage this house."""
        return next((each for each in self.managers if each.key == key), None)


def everything() -> tuple[HouseWithManagers, ...]:
    """All houses by name. Two statements."""
    managing: dict[int, list[Manager]] = {}
    for house_id, key, name, username, kept in db.session.execute(
        select(
            HouseManager.house_id,
            Account.key,
            Account.name,
            Account.username,
            Account.passcode_hash.is_not(None),
        )
        .join(Account, Account.id == HouseManager.account_id)
        .where(HouseManager.removed_at.is_(None), Account.closed_at.is_(None))
        .order_by(Account.name, Account.id)
    ):
        managing.setdefault(house_id, []).append(Manager(key, name, username, kept))
    rows = db.session.execute(
        select(House.id, House.key, House.name, House.phone).order_by(House.name)
    )
    return tuple(HouseWithManagers(*row, tuple(managing.get(row.id, ()))) for row in rows)


def find(key: str) -> HouseWithManagers | None:
    """The house of that key, or None."""
    return next((house for house in everything() if house.key == key), None)
