"""The program's time zone, now and to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.people import Account
from webapp.models.program import ProgramZoneRow


@dataclass(frozen=True, slots=True)
class ZonePage:
    """The zone of today; and one that is to come, with its date and who said so."""

    zone: str
    to_come: tuple[tuple[date, str, str], ...]


def load(viewer: Viewer, now: Instant) -> ZonePage:
    """The viewer's program. One statement."""
    found = db.session.execute(
        select(ProgramZoneRow.effective_from, ProgramZoneRow.zone, Account.name)
        .outerjoin(Account, Account.id == ProgramZoneRow.recorded_by)
        .where(ProgramZoneRow.program_id == viewer.program_id, ProgramZoneRow.begins_at > now)
        .order_by(ProgramZoneRow.effective_from)
    )
    return ZonePage(viewer.zone.key, tuple((day, zone, by or "") for day, zone, by in found))
