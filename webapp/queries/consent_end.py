"""Whether what the participant shares with their house ends soon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, select

from webapp.domain.access import Viewer
from webapp.domain.consent import PROMPTS, Consent, Ending, Subject, ending
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.consent import ConsentRevocation, ConsentRow
from webapp.models.house import House, Residency, ResidencyLink
from webapp.queries.consented import SIGNED
from webapp.queries.house_record import lives_there
from webapp.queries.together import Statement, by_id, rows


@dataclass(frozen=True, slots=True)
class EndingSoon:
    """The house, and the end of what it is shown."""

    house: str
    ending: Ending


_IS_THEIR_HOME = and_(
    ResidencyLink.residency_id == ConsentRow.residency_id,
    ResidencyLink.participant_id == ConsentRow.participant_id,
)
_TODAY: Any = bindparam("today")
ENDING: Statement = (
    select(
        House.name.label("house"),
        *SIGNED,
    )
    .join(House, House.id == ConsentRow.house_id)
    .join(Residency, Residency.id == ConsentRow.residency_id)
    .join(ResidencyLink, _IS_THEIR_HOME)
    .outerjoin(ConsentRevocation, ConsentRevocation.consent_id == ConsentRow.id)
    .where(
        ConsentRow.participant_id == bindparam("participant_id"),
        ConsentRow.expires_on.between(_TODAY, bindparam("soon")),
        ConsentRevocation.id.is_(None),
        lives_there(_TODAY),
    )
)
"""What ends from `today` through `soon` of `participant_id`."""


def load(viewer: Viewer, now: Instant) -> EndingSoon | None:
    """The participant's own, or None on most days. One statement."""
    found = rows(ENDING, participant_id=viewer.participant_id, **asking(viewer, now))
    return ending_in(found, viewer, now)


def asking(viewer: Viewer, now: Instant) -> dict[str, date]:
    """The values that `ENDING` needs besides."""
    today = local_date(now, viewer.zone)
    return {"today": today, "soon": today + timedelta(days=max(PROMPTS))}


def ending_in(found: Iterable[Any], viewer: Viewer, now: Instant) -> EndingSoon | None:
    """The last one that `ENDING` brought."""
    assert viewer.participant_id is not None
    row = max(found, key=by_id, default=None)
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
    soon = ending(subject, now)
    return EndingSoon(row.house, soon) if soon else None
