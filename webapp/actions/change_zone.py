"""An owner moves the program to another time zone, from a date on that is still to come.

Wall times stay wall times: a session at 5:45 PM is at 5:45 PM by the new clocks, and every day
before that date stays at the instants that it had.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.actions.change_settings import hold
from webapp.domain.access import Viewer
from webapp.domain.settings import AHEAD
from webapp.domain.wall_clock import MIDNIGHT, Instant, local_date, zone_named
from webapp.models.base import settle
from webapp.models.program import ProgramZoneRow
from webapp.queries import zone as query


class ZoneRefusal(StrEnum):
    """Why nothing was changed."""

    WHEN = "when"
    SAME = "same"
    PLANNED = "planned"
    """Another zone is planned already."""


def change(
    viewer: Viewer, name: str, effective_from: date, *, now: Instant, true_now: Instant
) -> ZoneRefusal | None:
    """Let the program be in that zone from that date on, or say why not.

    Raises `UnknownZone`.
    """
    zone = zone_named(name)

    def attempt(session: Session) -> ZoneRefusal | None:
        hold(session, viewer)
        page = query.load(viewer, now)
        tomorrow = local_date(now, viewer.zone) + timedelta(days=1)
        begins_at = MIDNIGHT.on(effective_from, zone)
        if not tomorrow <= effective_from <= tomorrow + AHEAD or begins_at <= now:
            return ZoneRefusal.WHEN
        if page.to_come:
            return ZoneRefusal.PLANNED
        if page.zone == name:
            return ZoneRefusal.SAME
        session.add(
            ProgramZoneRow(
                program_id=viewer.program_id,
                effective_from=effective_from,
                zone=name,
                begins_at=begins_at,
                recorded_at=now,
                recorded_by=viewer.account_id,
            )
        )
        detail = f"{name} from {effective_from}"
        audit.record(session, true_now, "zone_changed", actor_id=viewer.account_id, detail=detail)
        return None

    return settle(attempt)


def take_back(viewer: Viewer, effective_from: date, *, now: Instant, true_now: Instant) -> bool:
    """Stay where the program is. False if no other zone is to come on that date."""

    def attempt(session: Session) -> bool:
        hold(session, viewer)
        gone = session.execute(
            delete(ProgramZoneRow)
            .where(
                ProgramZoneRow.program_id == viewer.program_id,
                ProgramZoneRow.effective_from == effective_from,
                ProgramZoneRow.begins_at > now,
            )
            .returning(ProgramZoneRow.id)
        ).first()
        if gone is None:
            return False
        audit.record(
            session,
            true_now,
            "zone_change_taken_back",
            actor_id=viewer.account_id,
            detail=str(effective_from),
        )
        return True

    return settle(attempt)
