"""Stop sending to a phone: its owner says so, its sign-in ends, or its push service does."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.subscription import STILL_WANTED, Ended
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.push import PushSubscription


def turn_off(viewer: Viewer, key: str, true_now: Instant) -> bool:
    """One of the viewer's own phones gets no more reminders. False if they have no such one."""
    return _turn_off(viewer, PushSubscription.key == key, true_now)


def turn_off_here(viewer: Viewer, true_now: Instant) -> bool:
    """The phone of this sign-in gets no more reminders. False if it got none.

    One that has ended by itself meanwhile is not wanted back either.
    """
    here = PushSubscription.sign_in_id == viewer.sign_in_id
    with transaction() as session:
        session.execute(
            update(PushSubscription)
            .where(here, PushSubscription.removed_why.in_(STILL_WANTED))
            .values(removed_why=Ended.OFF)
        )
    return _turn_off(viewer, here, true_now)


def _turn_off(viewer: Viewer, which: ColumnElement[bool], true_now: Instant) -> bool:
    with transaction() as session:
        own = PushSubscription.account_id == viewer.account_id
        if not end(session, Ended.OFF, true_now, own, which):
            return False
        audit.record(session, true_now, "reminders_off", actor_id=viewer.account_id)
        return True


def end_with(session: Session, sign_in_ids: Sequence[int], true_now: Instant) -> None:
    """What was subscribed by these sign-ins ends with them, in the caller's transaction."""
    end(session, Ended.SIGNED_OUT, true_now, PushSubscription.sign_in_id.in_(sign_in_ids))


def end(session: Session, why: Ended, true_now: Instant, *which: ColumnElement[bool]) -> bool:
    """End the subscriptions that these conditions name, in the caller's transaction.

    Address and keys are forgotten: with them anybody could send to the phone. False if there
    was none.
    """
    ended = session.execute(
        update(PushSubscription)
        .where(PushSubscription.removed_at.is_(None), *which)
        .values(removed_at=true_now, removed_why=why, endpoint=b"", p256dh=b"", auth=b"")
        .returning(PushSubscription.id)
    ).all()
    return bool(ended)
