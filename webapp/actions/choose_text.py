"""Choose what the lock screen of one's phone may say."""

from __future__ import annotations

from sqlalchemy import update

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.push import PushSubscription


def choose_text(viewer: Viewer, *, detailed: bool, true_now: Instant) -> bool:
    """Detailed or discreet text on the phone of this sign-in, and on no other: somebody else may
    look at that one. False if reminders are not on here."""
    since = PushSubscription.detailed_since
    with transaction() as session:
        changed = session.execute(
            update(PushSubscription)
            .where(
                PushSubscription.sign_in_id == viewer.sign_in_id,
                PushSubscription.account_id == viewer.account_id,
                PushSubscription.removed_at.is_(None),
                since.is_(None) if detailed else since.is_not(None),
            )
            .values(detailed_since=true_now if detailed else None)
            .returning(PushSubscription.id)
        ).all()
        if changed:
            what = "detailed_text_on" if detailed else "detailed_text_off"
            audit.record(session, true_now, what, actor_id=viewer.account_id)
        return bool(changed)
