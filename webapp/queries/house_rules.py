"""A house's rules: those in force, and those that are to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from webapp.domain.access import ManagedHouse
from webapp.domain.curfew import HouseRules, Nights, Since, in_force
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.house import House, HouseRulesRow, ResidencyLevel
from webapp.models.people import Account
from webapp.queries.house_record import Person
from webapp.queries.together import Together, by_id

LEVELS = (
    ResidencyLevel.id,
    ResidencyLevel.residency_id,
    ResidencyLevel.level,
    ResidencyLevel.set_at,
)
"""Of every level of a stay: the first one, and those that were set later."""


@dataclass(frozen=True, slots=True)
class RulesSince:
    """Rules from a date on, who said so, and what held before."""

    effective_from: date
    rules: HouseRules
    by: str
    before: HouseRules

    @property
    def differences(self) -> tuple[tuple[str, int | None, int | None], ...]:
        """What is different from before: name, old value, new value."""
        return self.before.differences(self.rules)


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Every row of a house's rules, the earliest first, and its phone."""

    today: date
    rows: tuple[RulesSince, ...]
    phone: str

    def on(self, day: date) -> HouseRules:
        """The rules in force on that date."""
        return in_force([(row.effective_from, row.rules) for row in self.rows], day)

    @property
    def in_force(self) -> HouseRules:
        return self.on(self.today)

    @property
    def since(self) -> RulesSince | None:
        """The row that is in force, or None where the usual rules hold."""
        begun = [row for row in self.rows if row.effective_from <= self.today]
        return begun[-1] if begun else None

    @property
    def last(self) -> HouseRules:
        """Those that hold after all that is to come."""
        return self.rows[-1].rules if self.rows else HouseRules()

    @property
    def to_come(self) -> tuple[RulesSince, ...]:
        return tuple(row for row in self.rows if row.effective_from > self.today)

    @property
    def version(self) -> str:
        """A short name for exactly these rules and dates."""
        shown = [(row.effective_from, row.rules) for row in self.rows]
        return sha256(repr(shown).encode()).hexdigest()[:16]


def load(house: ManagedHouse, now: Instant) -> RulesPage:
    """The rules of the viewer's own house. Two statements."""
    phone = db.session.execute(select(House.phone).where(House.id == house.id)).scalar_one()
    found = db.session.execute(
        select(HouseRulesRow.effective_from, HouseRulesRow.values, Account.name)
        .join(Account, Account.id == HouseRulesRow.recorded_by)
        .where(HouseRulesRow.house_id == house.id)
        .order_by(HouseRulesRow.effective_from)
    )
    rows: list[RulesSince] = []
    before = HouseRules()
    for effective_from, values, by in found:
        made = HouseRules.from_values(values)
        rows.append(RulesSince(effective_from, made, by, before))
        before = made
    return RulesPage(local_date(now, house.zone), tuple(rows), phone)


def of(house_ids: Iterable[int]) -> dict[int, tuple[Since, ...]]:
    """The rules of several houses. One statement."""
    rows: dict[int, tuple[Since, ...]] = {}
    for house_id, effective_from, values in db.session.execute(
        select(HouseRulesRow.house_id, HouseRulesRow.effective_from, HouseRulesRow.values)
        .where(HouseRulesRow.house_id.in_(list(house_ids)))
        .order_by(HouseRulesRow.effective_from)
    ):
        since = (effective_from, HouseRules.from_values(values))
        rows[house_id] = (*rows.get(house_id, ()), since)
    return rows


_NIGHTS = Together(
    rules=select(HouseRulesRow.effective_from, HouseRulesRow.values).where(
        HouseRulesRow.house_id == bindparam("house_id")
    ),
    levels=select(*LEVELS).where(
        ResidencyLevel.residency_id.in_(bindparam("residency_ids", expanding=True))
    ),
)


def nights(house: ManagedHouse, people: Iterable[Person]) -> dict[int, Nights]:
    """By when each of these residents is in, by residency. One statement."""
    moved_in = {person.residency_id: person.moved_in for person in people}
    found = _NIGHTS.read(house_id=house.id, residency_ids=list(moved_in))
    return {
        residency_id: nights_of(house.zone, day, residency_id, found["rules"], found["levels"])
        for residency_id, day in moved_in.items()
    }


def nights_of(
    zone: ZoneInfo, moved_in: date, residency_id: int, rules: Iterable[Any], levels: Iterable[Any]
) -> Nights:
    """By when a resident is in, from rows of their house's rules and of `LEVELS`."""
    own = [row for row in sorted(levels, key=by_id) if row.residency_id == residency_id]
    first, *later = own
    return Nights(
        zone,
        moved_in,
        first.level,
        tuple((row.effective_from, HouseRules.from_values(row.values)) for row in rules),
        tuple((row.set_at, row.level) for row in later),
    )
