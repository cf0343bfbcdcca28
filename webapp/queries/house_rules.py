"""A house's rules: those in force, and those that are to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from webapp.domain.access import ManagedHouse
from webapp.domain.curfew import HouseRules, Nights, Since, in_force
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.house import House, HouseRulesRow
from webapp.models.people import Account
from webapp.queries.house_record import Person


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


def nights(house: ManagedHouse, people: Iterable[Person]) -> dict[int, Nights]:
    """By when each of these residents is in, by residency. One statement."""
    rules = of([house.id]).get(house.id, ())
    return {
        person.residency_id: Nights(house.zone, person.moved_in, person.level, rules)
        for person in people
    }
