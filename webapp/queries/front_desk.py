"""The secret behind the code at a program's front desk."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from webapp.domain.access import FRONT_DESK, is_live
from webapp.domain.wall_clock import Instant, zone_named
from webapp.models.base import db
from webapp.models.people import Account, SignIn
from webapp.models.program import Program
from webapp.queries.sign_in import token_hash


def secret_of(program_id: int) -> bytes:
    """The program's own front desk secret. One statement."""
    return db.session.execute(
        select(Program.front_desk_secret).where(Program.id == program_id)
    ).scalar_one()


def secrets_elsewhere(program_id: int) -> list[bytes]:
    """The secrets of all other programs, to tell a code of another place from a wrong one."""
    return list(
        db.session.execute(
            select(Program.front_desk_secret).where(Program.id != program_id)
        ).scalars()
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """A screen at the door: whose code it shows, by which clock. It knows no names."""

    program_id: int
    zone: ZoneInfo


def live(token: str, now: Instant) -> Desk | None:
    """The front desk behind a token if it is still good at the (true) instant. One statement."""
    row = db.session.execute(
        select(Program.id, Program.zone, SignIn.created_at)
        .join(Account, Account.program_id == Program.id)
        .join(SignIn, SignIn.account_id == Account.id)
        .where(
            SignIn.token_hash == token_hash(token),
            SignIn.front_desk.is_(True),
            SignIn.ended_at.is_(None),
            Account.closed_at.is_(None),
        )
    ).one_or_none()
    if row is None or not is_live(FRONT_DESK, row.created_at, row.created_at, now):
        return None
    return Desk(row.id, zone_named(row.zone))
