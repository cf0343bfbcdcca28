"""The times that somebody was in the program before the one that counts now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.models.base import db
from webapp.models.people import EarlierEnrollment


@dataclass(frozen=True, slots=True)
class Earlier:
    """An enrollment that ended before the participant came back."""

    starts_on: date
    planned_weeks: int
    ended_on: date


def load(participant_id: int) -> tuple[Earlier, ...]:
    """The latest first. One statement. The caller has found them."""
    rows = db.session.execute(
        select(
            EarlierEnrollment.starts_on,
            EarlierEnrollment.planned_weeks,
            EarlierEnrollment.ended_on,
        )
        .where(EarlierEnrollment.participant_id == participant_id)
        .order_by(EarlierEnrollment.id.desc())
    )
    return tuple(Earlier(*row) for row in rows)
