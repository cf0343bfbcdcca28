"""Turn the screen that staff are signed in on into a front desk."""

from __future__ import annotations

import secrets

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.people import SignIn
from webapp.queries.sign_in import token_hash


def open_front_desk(viewer: Viewer, browser: str, now: Instant) -> str:
    """Make a sign-in that opens the front desk's page and nothing else; return its token.

    `now` is the true instant. It does not keep its opener signed in.
    """
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        session.add(
            SignIn(
                token_hash=token_hash(token),
                account_id=viewer.account_id,
                own_phone=False,
                front_desk=True,
                browser=browser[:80],
                created_at=now,
                last_used_at=now,
            )
        )
        audit.record(session, now, "opened_front_desk", actor_id=viewer.account_id)
    return token
