"""A trial message to the phone that asks: whether it may go now, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update

from webapp.actions import throttle, unsubscribe
from webapp.domain.access import Viewer
from webapp.domain.subscription import Ended, Target, Tried
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.people import SignIn
from webapp.models.push import PushSubscription
from webapp.queries.phones import reachable

KIND = "trial"
ENDS = {Tried.GONE: Ended.GONE, Tried.OTHER_KEY: Ended.OTHER_KEY}


@dataclass(frozen=True, slots=True)
class Due:
    """Send it there, then say how it went under this id."""

    subscription_id: int
    target: Target


def begin(viewer: Viewer, true_now: Instant) -> Due | timedelta | None:
    """Where the trial goes; how long to wait, after many; or None: nothing is on here."""
    with transaction() as session:
        found = session.execute(
            select(PushSubscription)
            .join(SignIn, SignIn.id == PushSubscription.sign_in_id)
            .where(PushSubscription.sign_in_id == viewer.sign_in_id, *reachable())
            .order_by(PushSubscription.id.desc())
            .limit(1)
        ).scalar_one_or_none()
        if found is None:
            return None
        name = str(viewer.account_id)
        wait = throttle.wait(session, KIND, name, true_now)
        if wait > timedelta(0):
            return wait
        throttle.count_failure(session, KIND, name, true_now)
        return Due(found.id, Target(found.endpoint.decode(), found.p256dh, found.auth))


def finish(due: Due, outcome: Tried, now: Instant, true_now: Instant) -> None:
    """Write down how it went, at the time that people read. What its push service calls ended,
    is."""
    this_one = PushSubscription.id == due.subscription_id
    with transaction() as session:
        session.execute(
            update(PushSubscription).where(this_one).values(tried_at=now, try_outcome=outcome.value)
        )
        if outcome in ENDS:
            unsubscribe.end(session, ENDS[outcome], true_now, this_one)
