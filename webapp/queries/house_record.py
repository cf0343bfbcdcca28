"""A house's own record, for a span of nights. It knows no program and no participant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from webapp.domain.access import ManagedHouse
from webapp.domain.house import Leave, RollMark, is_open, night_of
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.house import (
    HouseLeave,
    HouseReturn,
    Residency,
    ResidencyLevel,
    Resident,
    RollCallRow,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A resident as the house knows them, with the stay that is open or was the last."""

    resident_id: int
    key: str
    name: str
    phone: str
    residency_id: int
    code: str
    moved_in: date
    moved_out: date | None
    level: int
    is_open: bool

    @property
    def version(self) -> str:
        """A short name for exactly this phone and level."""
        return sha256(repr((self.phone, self.level)).encode()).hexdigest()[:16]


def _people(house: ManagedHouse, today: date, *where: ColumnElement[bool]) -> tuple[Person, ...]:
    latest_stay = (
        select(Residency.resident_id, func.max(Residency.id).label("id"))
        .group_by(Residency.resident_id)
        .subquery()
    )
    latest_level = (
        select(ResidencyLevel.residency_id, func.max(ResidencyLevel.id).label("id"))
        .group_by(ResidencyLevel.residency_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Resident.id,
            Resident.key,
            Resident.name,
            Resident.phone,
            Residency.id.label("residency_id"),
            Residency.code,
            Residency.moved_in,
            Residency.moved_out,
            ResidencyLevel.level,
        )
        .join(latest_stay, latest_stay.c.resident_id == Resident.id)
        .join(Residency, Residency.id == latest_stay.c.id)
        .join(latest_level, latest_level.c.residency_id == Residency.id)
        .join(ResidencyLevel, ResidencyLevel.id == latest_level.c.id)
        .where(Resident.house_id == house.id, *where)
        .order_by(func.lower(Resident.name), Resident.id)
    )
    return tuple(Person(*row, is_open(row.moved_in, row.moved_out, today)) for row in rows)


def everybody(house: ManagedHouse, now: Instant) -> tuple[Person, ...]:
    """All residents the house ever had, by name, moved out or not. One statement."""
    return _people(house, local_date(now, house.zone))


def residents(house: ManagedHouse, now: Instant) -> tuple[Person, ...]:
    """Those who live there on today's date. One statement."""
    today = local_date(now, house.zone)
    return _people(house, today, lives_there(today))


def lives_there(today: date) -> ColumnElement[bool]:
    """The stays that are open on that date: `domain.house.is_open`, for the database."""
    is_not_over = or_(Residency.moved_out.is_(None), Residency.moved_out > today)
    return and_(Residency.moved_in <= today, is_not_over)


def find(house: ManagedHouse, key: str, now: Instant) -> Person | None:
    """A resident of this house, or None: another house's is not there. One statement."""
    found = _people(house, local_date(now, house.zone), Resident.key == key)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class LevelSince:
    """A house level, and the date on which it was set, by the wall of the house."""

    level: int
    since: date


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of a resident, with the levels it had, the first one first."""

    moved_in: date
    moved_out: date | None
    levels: tuple[LevelSince, ...]


def stays(house: ManagedHouse, person: Person) -> tuple[Stay, ...]:
    """Every stay of a resident of this house, the latest first. One statement."""
    rows = db.session.execute(
        select(
            Residency.id,
            Residency.moved_in,
            Residency.moved_out,
            ResidencyLevel.level,
            ResidencyLevel.set_at,
        )
        .join(ResidencyLevel, ResidencyLevel.residency_id == Residency.id)
        .where(Residency.resident_id == person.resident_id)
        .order_by(Residency.id.desc(), ResidencyLevel.id)
    )
    by_stay: dict[int, list[Any]] = {}
    for row in rows:
        by_stay.setdefault(row.id, []).append(row)
    return tuple(
        Stay(own[0].moved_in, own[0].moved_out, _changes(house, own)) for own in by_stay.values()
    )


def _changes(house: ManagedHouse, rows: Iterable[Any]) -> tuple[LevelSince, ...]:
    """Saving the form with the same level says nothing new."""
    found: list[LevelSince] = []
    for row in rows:
        if not found or found[-1].level != row.level:
            found.append(LevelSince(row.level, local_date(row.set_at, house.zone)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Record:
    """Roll calls and leaves by residency."""

    marks: dict[int, tuple[RollMark, ...]]
    leaves: dict[int, tuple[Leave, ...]]

    def marks_of(self, person: Person) -> tuple[RollMark, ...]:
        return self.marks.get(person.residency_id, ())

    def leaves_of(self, person: Person) -> tuple[Leave, ...]:
        return self.leaves.get(person.residency_id, ())


def record(house: ManagedHouse, people: Iterable[Person], now: Instant) -> Record:
    """Last night's and tonight's roll calls; leaves of the last two days, and those from which
    nobody came back. Two statements."""
    ids = [person.residency_id for person in people]
    since = night_of(now, house.zone) - timedelta(days=1)
    return Record(_marks(ids, since), _leaves(ids, now))


def _marks(ids: list[int], since: date) -> dict[int, tuple[RollMark, ...]]:
    found: dict[int, tuple[RollMark, ...]] = {}
    for row in db.session.execute(
        select(RollCallRow.residency_id, RollCallRow.night, RollCallRow.word, RollCallRow.at)
        .where(RollCallRow.residency_id.in_(ids), RollCallRow.night >= since)
        .order_by(RollCallRow.id)
    ):
        mark = RollMark(row.night, row.word, row.at)
        found[row.residency_id] = (*found.get(row.residency_id, ()), mark)
    return found


def _leaves(ids: list[int], now: Instant) -> dict[int, tuple[Leave, ...]]:
    found: dict[int, tuple[Leave, ...]] = {}
    for row in db.session.execute(
        select(
            HouseLeave.residency_id,
            HouseLeave.public_key,
            HouseLeave.reason,
            HouseLeave.left_at,
            HouseLeave.due_at,
            HouseReturn.returned_at,
        )
        .outerjoin(HouseReturn, HouseReturn.leave_id == HouseLeave.id)
        .where(
            HouseLeave.residency_id.in_(ids),
            or_(HouseReturn.id.is_(None), HouseReturn.returned_at > now - timedelta(days=2)),
        )
        .order_by(HouseLeave.left_at, HouseLeave.id)
    ):
        leave = Leave(row.public_key, row.reason, row.left_at, row.due_at, row.returned_at)
        found[row.residency_id] = (*found.get(row.residency_id, ()), leave)
    return found
