"""Houses and who manages them, as an owner of their program sees them. No resident."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.curfew import Since
from webapp.models.base import db
from webapp.models.house import House, HouseManager
from webapp.models.people import Account
from webapp.queries import house_rules


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody who manages a house now."""

    key: str
    name: str
    username: str
    has_passphrase: bool


@dataclass(frozen=True, slots=True)
class HouseWithManagers:
    """One house with the people who manage it, by name, and the rules it gave itself."""

    id: int
    key: str
    name: str
    phone: str
    town: str
    managers: tuple[Manager, ...]
    rules: tuple[Since, ...] = ()

    def manager(self, key: str) -> Manager | None:
        """The manager of that key, if they manage this house."""
        return next((each for each in self.managers if each.key == key), None)


def of_program(program_id: int | None) -> tuple[HouseWithManagers, ...]:
    """The houses whose managers that program's owners name. Three statements."""
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
        .join(House, House.id == HouseManager.house_id)
        .where(
            House.program_id == program_id,
            HouseManager.removed_at.is_(None),
            Account.closed_at.is_(None),
        )
        .order_by(Account.name, Account.id)
    ):
        managing.setdefault(house_id, []).append(Manager(key, name, username, kept))
    rows = db.session.execute(
        select(House.id, House.key, House.name, House.phone, House.town)
        .where(House.program_id == program_id)
        .order_by(House.name)
    ).all()
    rules = house_rules.of(row.id for row in rows)
    return tuple(
        HouseWithManagers(*row, tuple(managing.get(row.id, ())), rules.get(row.id, ()))
        for row in rows
    )


def find(program_id: int | None, key: str) -> HouseWithManagers | None:
    """The program's house of that key, or None: another program's is not there."""
    return next((house for house in of_program(program_id) if house.key == key), None)


def could_also_manage(
    house: HouseWithManagers, houses: tuple[HouseWithManagers, ...]
) -> tuple[Manager, ...]:
    """Those who manage another of these houses and not this one, by name."""
    here = {manager.key for manager in house.managers}
    others = {m.key: m for each in houses for m in each.managers if m.key not in here}
    return tuple(sorted(others.values(), key=lambda manager: manager.name))
