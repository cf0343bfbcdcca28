"""The secret behind the code at a program's front desk."""

from __future__ import annotations

from sqlalchemy import select

from webapp.models.base import db
from webapp.models.program import Program


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
