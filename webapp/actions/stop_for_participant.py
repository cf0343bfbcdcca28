"""Staff stop a consent on the participant's word: at once, and forward only."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.actions.sign_consent import end_standing
from webapp.domain.access import Viewer
from webapp.domain.consent import Asked
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.models.consent import ConsentRow
from webapp.models.people import Enrollment


def stop(
    viewer: Viewer, participant_id: int, key: str, asked: Asked, *, now: Instant, true_now: Instant
) -> bool:
    """Stop one consent of a participant of the viewer's own program. False if there is no such.

    Staff can only ever stop: there is no way to sign for somebody. Stopping what is stopped
    already changes nothing.
    """

    def attempt(session: Session) -> bool:
        consent_id = session.execute(
            select(ConsentRow.id)
            .join(Enrollment, Enrollment.participant_id == ConsentRow.participant_id)
            .where(
                ConsentRow.key == key,
                ConsentRow.participant_id == participant_id,
                Enrollment.program_id == viewer.program_id,
            )
        ).scalar_one_or_none()
        if consent_id is None:
            return False
        if end_standing(session, viewer, now, ConsentRow.id == consent_id, is_replaced=False):
            audit.record(
                session,
                true_now,
                "revoked_consent",
                actor_id=viewer.account_id,
                participant_id=participant_id,
                detail=f"on the participant's word, {asked}",
            )
        return True

    return settle(attempt)
