"""What staff may know of a participant's sharing: that a consent stands, for what and how long.

Their program is the one that discloses, so they know what it may. Nothing of the house.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.domain.access import Viewer
from webapp.domain.consent import Scope, standing
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.consent import ConsentRevocation, ConsentRow
from webapp.models.house import House, ResidencyLink
from webapp.models.people import Account, Enrollment
from webapp.queries import consented
from webapp.queries.house_record import lives_there
from webapp.queries.sharing import by_somebody_else


@dataclass(frozen=True, slots=True)
class LatestConsent:
    """The last consent that a participant signed, if it stands or if staff stopped it.

    `stopped_at` and `stopped_by` are empty while it stands.
    """

    key: str
    house: str
    scopes: frozenset[Scope]
    signed_at: Instant
    expires_on: date
    stopped_at: Instant | None
    stopped_by: str

    @property
    def stands(self) -> bool:
        return self.stopped_at is None


def load(viewer: Viewer, participant_id: int, now: Instant) -> LatestConsent | None:
    """The one of a participant of the viewer's own program, or None. Three statements."""
    row = db.session.execute(
        select(
            ConsentRow.id,
            ConsentRow.key,
            House.name,
            ConsentRow.scopes,
            ConsentRow.signed_at,
            ConsentRow.expires_on,
            ConsentRevocation.revoked_at,
            Account.name.label("stopped_by"),
        )
        .join(House, House.id == ConsentRow.house_id)
        .join(Enrollment, Enrollment.participant_id == ConsentRow.participant_id)
        .outerjoin(ConsentRevocation, ConsentRevocation.consent_id == ConsentRow.id)
        .outerjoin(Account, by_somebody_else())
        .where(
            ConsentRow.participant_id == participant_id,
            Enrollment.program_id == viewer.program_id,
        )
        .order_by(ConsentRow.id.desc())
        .limit(1)
    ).one_or_none()
    today = local_date(now, viewer.zone)
    found = consented.subjects(
        now, ResidencyLink.participant_id == participant_id, lives_there(today)
    )
    in_force = {consent.id for subject in found if (consent := standing(subject, now))}
    if row is None or not (row.id in in_force or row.stopped_by):
        return None
    return LatestConsent(*row[1:-1], row.stopped_by or "")
