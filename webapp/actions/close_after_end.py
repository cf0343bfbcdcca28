"""The time is over for which somebody could sign in after their last day."""

from __future__ import annotations

from webapp.actions import audit
from webapp.actions.sign_out import end_all_of
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction


def close(viewer: Viewer, true_now: Instant) -> None:
    """End every sign-in of theirs, and with them what their phones are sent."""
    with transaction() as session:
        end_all_of(session, viewer.account_id, true_now)
        audit.record(
            session,
            true_now,
            "closed_after_end",
            actor_id=None,
            participant_id=viewer.participant_id,
        )
