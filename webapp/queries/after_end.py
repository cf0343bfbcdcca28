"""How long somebody can sign in whose last day in a program is past."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from webapp.domain.access import Viewer
from webapp.domain.enrollment import AfterEnd
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.house import Residency, ResidencyLink
from webapp.models.program import ProgramSettingsRow
from webapp.queries.house_record import lives_there


def load(viewer: Viewer, now: Instant) -> AfterEnd | None:
    """For a participant whose last day is past, or None. Two statements, and none for everybody
    else."""
    today = local_date(now, viewer.zone)
    if viewer.ended_on is None or viewer.ended_on >= today or viewer.program_id is None:
        return None
    return AfterEnd.of(
        viewer.ended_on,
        open_days(viewer.program_id, today),
        lives_in_house=_lives_in_house(viewer.participant_id, today),
    )


def open_days(program_id: int, today: date) -> int:
    """For how many days after a last one sign-in stays open. One statement."""
    values = db.session.execute(
        select(ProgramSettingsRow.values)
        .where(
            ProgramSettingsRow.program_id == program_id,
            ProgramSettingsRow.effective_from <= today,
        )
        .order_by(ProgramSettingsRow.effective_from.desc())
        .limit(1)
    ).scalar_one_or_none()
    return ProgramSettings.from_values(values or {}).open_after_end


def _lives_in_house(participant_id: int | None, today: date) -> bool:
    """Whether they said, with its code, that a stay is theirs that goes on."""
    found = db.session.execute(
        select(ResidencyLink.id)
        .join(Residency, Residency.id == ResidencyLink.residency_id)
        .where(ResidencyLink.participant_id == participant_id, lives_there(today))
        .limit(1)
    ).first()
    return found is not None
