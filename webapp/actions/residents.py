"""A house's residents: added, moved in and out, their level and phone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.access import CODE_ALPHABET, ManagedHouse, Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.house import Residency, ResidencyLevel, ResidencyLink, Resident
from webapp.queries import house_record

CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class NewResident:
    """What a manager says about somebody who moves in. The date is the house's."""

    name: str
    phone: str
    level: int
    moved_in: date


def add(viewer: Viewer, house: ManagedHouse, new: NewResident, now: Instant) -> str:
    """Add a resident with an open residency and return their key."""
    with transaction() as session:
        resident = Resident(
            house_id=house.id,
            name=new.name,
            phone=new.phone,
            created_at=now,
            created_by=viewer.account_id,
        )
        session.add(resident)
        session.flush()
        _begin(session, viewer, resident.id, new.moved_in, new.level, now)
        _audit(session, viewer, "added_resident", resident.id, now)
        return resident.key


def change(
    viewer: Viewer,
    house: ManagedHouse,
    key: str,
    *,
    phone: str,
    level: int,
    now: Instant,
    seen: str | None = None,
) -> bool:
    """Change phone and house level. False if the house has no such resident, or they are not
    what was `seen` any more (`house_record.Person.version`)."""
    with transaction() as session:
        found = _find(session, house, key)
        person = house_record.find(house, key, now)
        if found is None or person is None or seen not in (None, person.version):
            return False
        resident, residency = found
        resident.phone = phone
        _set_level(session, viewer, residency.id, level, now)
        _audit(session, viewer, "changed_resident", resident.id, now)
        return True


def move_out(viewer: Viewer, house: ManagedHouse, key: str, day: date, now: Instant) -> bool:
    """End the residency; from that date on nothing of the resident is shared with the house.

    False if the house has no such resident. Moved out already stays as it is.
    """
    with transaction() as session:
        found = _find(session, house, key)
        if found is None:
            return False
        resident, residency = found
        if residency.moved_out is None:
            residency.moved_out = max(day, residency.moved_in)
            residency.ended_at = now
            residency.ended_by = viewer.account_id
            _audit(session, viewer, "moved_out", resident.id, now)
        return True


def move_in(viewer: Viewer, house: ManagedHouse, key: str, day: date, now: Instant) -> bool:
    """Begin a new residency for somebody who moved out. It has a code of its own, and what
    was signed in the last one does not come back. False if there is no such resident."""
    with transaction() as session:
        found = _find(session, house, key)
        if found is None:
            return False
        resident, residency = found
        if residency.moved_out is not None:
            level = session.execute(
                select(ResidencyLevel.level)
                .where(ResidencyLevel.residency_id == residency.id)
                .order_by(ResidencyLevel.id.desc())
                .limit(1)
            ).scalar_one()
            _begin(session, viewer, resident.id, max(day, residency.moved_out), level, now)
            _audit(session, viewer, "moved_in", resident.id, now)
        return True


def give_new_code(viewer: Viewer, house: ManagedHouse, key: str, now: Instant) -> bool:
    """Another code for a resident who lives there; whoever used the old one, if anybody did,
    types the new one and signs again. False if the house has no such resident.

    It does and answers the same whether or not the old one was ever used.
    """
    with transaction() as session:
        found = _find(session, house, key)
        if found is None or found[1].moved_out is not None:
            return False
        resident, residency = found
        residency.code = _new_code()
        session.execute(delete(ResidencyLink).where(ResidencyLink.residency_id == residency.id))
        _audit(session, viewer, "gave_new_house_code", resident.id, now)
        return True


def _find(session: Session, house: ManagedHouse, key: str) -> tuple[Resident, Residency] | None:
    """The resident of this house and the latest residency, held against other writers."""
    row = session.execute(
        select(Resident, Residency)
        .join(Residency, Residency.resident_id == Resident.id)
        .where(Resident.house_id == house.id, Resident.key == key)
        .order_by(Residency.id.desc())
        .limit(1)
        .with_for_update()
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def _begin(
    session: Session, viewer: Viewer, resident_id: int, day: date, level: int, now: Instant
) -> None:
    residency = Residency(
        resident_id=resident_id,
        code=_new_code(),
        moved_in=day,
        recorded_at=now,
        recorded_by=viewer.account_id,
    )
    session.add(residency)
    session.flush()
    _set_level(session, viewer, residency.id, level, now)


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def _set_level(
    session: Session, viewer: Viewer, residency_id: int, level: int, now: Instant
) -> None:
    session.add(
        ResidencyLevel(residency_id=residency_id, level=level, set_at=now, set_by=viewer.account_id)
    )


def _audit(session: Session, viewer: Viewer, action: str, resident_id: int, now: Instant) -> None:
    detail = f"resident {resident_id}"
    audit.record(session, now, action, actor_id=viewer.account_id, detail=detail)
