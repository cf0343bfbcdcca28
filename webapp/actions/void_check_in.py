"""Staff say that a check-in was wrong. It stays, with who said so, when and why."""

from __future__ import annotations

from sqlalchemy import select

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.base import transaction

LONGEST_REASON = 300


class ReasonMissing(ValueError):
    """A void without a reason is not recorded."""


def void_check_in(
    viewer: Viewer, check_in_key: str, reason: str, *, now: Instant, true_now: Instant
) -> bool:
    """Void a check-in of the viewer's program. False if the program has no such check-in.

    Voiding it twice changes nothing. Raises `ReasonMissing`.
    """
    reason = " ".join(reason.split())[:LONGEST_REASON]
    with transaction() as session:
        found = session.execute(
            select(CheckInRow.id, CheckInRow.participant_id, CheckInVoid.id.label("voided"))
            .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
            .where(
                CheckInRow.public_key == check_in_key, CheckInRow.program_id == viewer.program_id
            )
        ).one_or_none()
        if found is None:
            return False
        if found.voided is not None:
            return True
        if not reason:
            raise ReasonMissing
        session.add(CheckInVoid(check_in_id=found.id, reason=reason, at=now, by=viewer.account_id))
        audit.record(
            session,
            true_now,
            "voided_check_in",
            actor_id=viewer.account_id,
            participant_id=found.participant_id,
        )
        return True
