"""Keep where a phone can be reached, for the person who is signed in on it."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.actions import audit, unsubscribe
from webapp.domain.access import Viewer
from webapp.domain.subscription import MOST_PHONES, Ended, Target, why_unfit
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.models.people import SignIn
from webapp.models.push import PushSubscription
from webapp.queries.phones import reachable, this_phone


class NotSubscribed(StrEnum):
    """Why a phone was not kept."""

    SHARED_PHONE = "shared_phone"
    UNFIT = "unfit"
    TAKEN = "taken"
    """Known with other keys, for somebody else."""
    TOO_MANY = "too_many"
    NOT_ASKED = "not_asked"
    """The browser offers it by itself, and nobody here wanted it."""
    ENDED = "ended"
    """Its push service said that it has ended: the browser has to make a new one."""


def subscribe(
    viewer: Viewer,
    target: Target,
    *,
    key_id: str,
    extra_origins: Set[str],
    asked: bool,
    true_now: Instant,
) -> NotSubscribed | None:
    """Keep the subscription of the phone that this sign-in is on, or say why not.

    `asked`: the person tapped for it just now; otherwise their browser repairs what they have
    asked for before. `key_id` names the key of ours that the browser subscribed with.
    """
    if not viewer.own_phone:
        return NotSubscribed.SHARED_PHONE
    if why_unfit(target, extra_origins):
        return NotSubscribed.UNFIT
    return settle(lambda session: _keep(session, viewer, target, key_id, asked, true_now))


def _keep(
    session: Session, viewer: Viewer, target: Target, key_id: str, asked: bool, true_now: Instant
) -> NotSubscribed | None:
    signed_out = session.execute(
        select(SignIn.ended_at).where(SignIn.id == viewer.sign_in_id).with_for_update()
    ).scalar_one_or_none()
    if signed_out is not None:
        # Signed out in the same moment: what ends with the sign-in is not begun after it.
        return NotSubscribed.NOT_ASKED
    row = session.execute(
        select(PushSubscription)
        .where(PushSubscription.endpoint_hash == target.hash)
        .with_for_update()
    ).scalar_one_or_none()
    is_theirs = row is not None and row.removed_at is None and row.account_id != viewer.account_id
    if row is not None and is_theirs and (row.p256dh, row.auth) != (target.p256dh, target.auth):
        return NotSubscribed.TAKEN
    if row is not None and row.removed_why in (Ended.GONE, Ended.OTHER_KEY):
        return NotSubscribed.ENDED
    is_mine = row is not None and row.removed_at is None and not is_theirs
    if not (asked or is_mine or this_phone(viewer).wanted):
        # Whoever had asked is not here any more: this phone is silent until somebody asks.
        unsubscribe.end(
            session, Ended.MOVED, true_now, PushSubscription.endpoint_hash == target.hash
        )
        return NotSubscribed.NOT_ASKED
    if _others(session, viewer, target, true_now) >= MOST_PHONES:
        return NotSubscribed.TOO_MANY
    unsubscribe.end(
        session,
        Ended.REPLACED,
        true_now,
        PushSubscription.sign_in_id == viewer.sign_in_id,
        PushSubscription.endpoint_hash != target.hash,
    )
    if row is None:
        row = PushSubscription(endpoint_hash=target.hash, created_at=true_now)
        session.add(row)
    if not is_mine:
        row.created_at, row.tried_at, row.try_outcome = true_now, None, ""
        row.detailed_since = None
    row.account_id, row.sign_in_id = viewer.account_id, viewer.sign_in_id
    row.endpoint, row.p256dh, row.auth = target.endpoint.encode(), target.p256dh, target.auth
    row.vapid_key_id, row.seen_at = key_id, true_now
    row.removed_at, row.removed_why = None, ""
    if not is_mine:
        audit.record(session, true_now, "reminders_on", actor_id=viewer.account_id)
    return None


def _others(session: Session, viewer: Viewer, target: Target, true_now: Instant) -> int:
    """How many other phones of this person can be reached."""
    return session.execute(
        select(func.count())
        .select_from(PushSubscription)
        .join(SignIn, SignIn.id == PushSubscription.sign_in_id)
        .where(
            PushSubscription.account_id == viewer.account_id,
            PushSubscription.sign_in_id != viewer.sign_in_id,
            PushSubscription.endpoint_hash != target.hash,
            *reachable(),
        )
    ).scalar_one()
