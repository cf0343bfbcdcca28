"""Make a house; let somebody manage it, or no longer."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.actions import audit, enroll
from webapp.actions.sign_out import end_all_of
from webapp.domain.access import Role, normalized_username
from webapp.domain.errors import DaylineError
from webapp.domain.wall_clock import Instant, zone_named
from webapp.models.base import db, transaction
from webapp.models.house import House, HouseManager
from webapp.models.people import Account


class HouseExists(DaylineError):
    """A house of this name is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is a house called {name!r} already")


class UnknownHouse(DaylineError):
    """No house has that name."""

    def __init__(self, name: str) -> None:
        names = ", ".join(db.session.execute(select(House.name)).scalars()) or "none yet"
        super().__init__(f"no house is called {name!r}; there are: {names}")


def create_house(
    name: str,
    *,
    zone: str,
    phone: str = "",
    town: str = "",
    organisation: str = "",
    program_id: int | None = None,
    by: int | None = None,
    now: Instant,
) -> int:
    """Make a house and return its id. Raises `HouseExists` or `UnknownZone`.

    `program_id` is the program whose owners may name its managers; None: the command line.
    """
    zone_named(zone)
    with transaction() as session:
        if session.execute(select(House.id).where(House.name == name)).first():
            raise HouseExists(name)
        house = House(
            name=name,
            zone=zone,
            phone=phone,
            town=town,
            organisation=organisation or name,
            program_id=program_id,
            created_at=now,
        )
        session.add(house)
        session.flush()
        audit.record(session, now, "created_house", actor_id=by, detail=f"house {house.id}")
        return house.id


def change_phone(
    house_id: int, phone: str, seen: str, *, by: int | None = None, now: Instant
) -> bool:
    """Give a house another phone, or none. False if it is not what was `seen` any more."""
    return _change(house_id, "phone", phone, seen, by, now)


def change_town(
    house_id: int, town: str, seen: str, *, by: int | None = None, now: Instant
) -> bool:
    """Say in which town a house is, or do not. False as above. Its residents look for meetings
    from there."""
    return _change(house_id, "town", town, seen, by, now)


def _change(house_id: int, name: str, value: str, seen: str, by: int | None, now: Instant) -> bool:
    with transaction() as session:
        house = session.execute(
            select(House).where(House.id == house_id).with_for_update()
        ).scalar_one()
        held = getattr(house, name)
        if value == held:
            return True
        if held != seen:
            return False
        setattr(house, name, value)
        audit.record(session, now, f"changed_house_{name}", actor_id=by, detail=f"house {house_id}")
        return True


def house_named(name: str) -> int:
    """The id of a house. Raises `UnknownHouse`, naming those there are."""
    found = db.session.execute(select(House.id).where(House.name == name)).scalar_one_or_none()
    if found is None:
        raise UnknownHouse(name)
    return found


def is_taken(username: str) -> bool:
    """Whether somebody signs in with that name already, in whatever role."""
    name = normalized_username(username)
    found = db.session.execute(select(Account.id).where(Account.username == name)).first()
    return found is not None


def add_manager(
    house_id: int, name: str, username: str, *, by: int | None = None, now: Instant
) -> int:
    """Let somebody manage a house and return their account's id.

    Whoever manages a house already gets this one as well, with the account they have. Raises
    `UsernameTaken` if the name belongs to somebody else than a manager, or `UsernameUnfit`.
    """
    with transaction() as session:
        known = session.execute(
            select(Account).where(
                Account.username == normalized_username(username),
                Account.role == Role.HOUSE_MANAGER,
            )
        ).scalar_one_or_none()
        account = known or enroll.add_account(
            session, Role.HOUSE_MANAGER, normalized_username(username), name, None, now
        )
        standing = session.execute(
            select(HouseManager.id).where(
                HouseManager.house_id == house_id,
                HouseManager.account_id == account.id,
                HouseManager.removed_at.is_(None),
            )
        ).first()
        if standing is None:
            session.add(
                HouseManager(house_id=house_id, account_id=account.id, added_at=now, added_by=by)
            )
            detail = f"house {house_id} account {account.id}"
            audit.record(session, now, "added_manager", actor_id=by, detail=detail)
        return account.id


def remove_manager(house_id: int, username: str, *, by: int | None = None, now: Instant) -> bool:
    """Take a house away from a manager; with the last one their sign-ins end. False if they had
    it not."""
    with transaction() as session:
        account_id = session.execute(
            select(Account.id).where(Account.username == normalized_username(username))
        ).scalar_one_or_none()
        removed = session.execute(
            update(HouseManager)
            .where(
                HouseManager.house_id == house_id,
                HouseManager.account_id == account_id,
                HouseManager.removed_at.is_(None),
            )
            .values(removed_at=now)
            .returning(HouseManager.id)
        ).all()
        if account_id is None or not removed:
            return False
        if not _manages_another(session, account_id):
            end_all_of(session, account_id, now)
        detail = f"house {house_id} account {account_id}"
        audit.record(session, now, "removed_manager", actor_id=by, detail=detail)
        return True


def _manages_another(session: Session, account_id: int) -> bool:
    left = select(HouseManager.id).where(
        HouseManager.account_id == account_id, HouseManager.removed_at.is_(None)
    )
    return session.execute(left).first() is not None
