"""Whether what the participant shares with their house ends soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, select

from webapp.domain.access import Viewer
from webapp.domain.consent import PROMPTS, Consent, Ending, Subject, ending
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.consent import ConsentRevocation, ConsentRow
from webapp.models.house import House, Residency, ResidencyLink
from webapp.queries.house_record import lives_there


@dataclass(frozen=True, slots=True)
class EndingSoon:
    """The house, and the end of what it is shown."""

    house: str
    ending: Ending


def load(viewer: Viewer, now: Instant) -> EndingSoon | None:
    """The participant's own, or None on most days. One statement."""
    assert viewer.participant_id is not None
    today = local_date(now, viewer.zone)
    is_their_home = and_(
        ResidencyLink.residency_id == ConsentRow.residency_id,
        ResidencyLink.participant_id == ConsentRow.participant_id,
    )
    row = db.session.execute(
        select(
            House.name,
            ConsentRow.id,
            ConsentRow.key,
            ConsentRow.house_id,
            ConsentRow.residency_id,
            ConsentRow.scopes,
            ConsentRow.travel_minutes,
            ConsentRow.signed_at,
            ConsentRow.expires_on,
        )
        .join(House, House.id == ConsentRow.house_id)
        .join(Residency, Residency.id == ConsentRow.residency_id)
        .join(ResidencyLink, is_their_home)
        .outerjoin(ConsentRevocation, ConsentRevocation.consent_id == ConsentRow.id)
        .where(
            ConsentRow.participant_id == viewer.participant_id,
            ConsentRow.expires_on.between(today, today + timedelta(days=max(PROMPTS))),
            ConsentRevocation.id.is_(None),
            lives_there(today),
        )
        .order_by(ConsentRow.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    subject = Subject(
        participant_id=viewer.participant_id,
        program_id=viewer.program_id,
        zone=viewer.zone,
        ended_on=viewer.ended_on,
        house_id=row.house_id,
        residency_id=row.residency_id,
        consents=(Consent(*row[1:]),),
        enrolled_from=viewer.enrolled_from,
        planned_weeks=viewer.planned_weeks,
    )
    found = ending(subject, now)
    return EndingSoon(row.name, found) if found else None
