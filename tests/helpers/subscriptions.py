"""Phones with reminders on."""

from __future__ import annotations

from tests.helpers.push_service import Handset
from tests.helpers.rows import rows
from webapp.actions.subscribe import NotSubscribed, subscribe
from webapp.domain.access import Viewer
from webapp.domain.subscription import Target
from webapp.domain.wall_clock import Instant
from webapp.models.push import PushSubscription

ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/"


def offer(
    viewer: Viewer, target: Target, true_now: Instant, *, asked: bool = True
) -> NotSubscribed | None:
    """What the browser of this sign-in sends when its person taps, or by itself."""
    return subscribe(
        viewer, target, key_id="one", extra_origins=frozenset(), asked=asked, true_now=true_now
    )


def subscribed(viewer: Viewer, true_now: Instant, name: str = "jordans-own") -> str:
    """Turn reminders on for the phone of this sign-in; return its key."""
    target = Handset().target(f"{ENDPOINT}{name}")
    assert offer(viewer, target, true_now) is None
    return rows(PushSubscription, endpoint_hash=target.hash)[0].key
