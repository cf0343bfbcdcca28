"""Pair a screen at the door with its program, tell it its secret, end it again."""

from __future__ import annotations

import secrets

from sqlalchemy import select, update

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.desk import HANDED_OVER_WITHIN, LONGEST_NAME
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.front_desk import FrontDesk
from webapp.queries.front_desk import Screen
from webapp.queries.sign_in import token_hash

SECRET_BYTES = 20


def pair(viewer: Viewer, name: str, now: Instant) -> str:
    """Make this browser a screen of the viewer's program; return the token for its cookie.

    `now` is the true instant. The screen has a secret of its own and reads nothing.
    """
    assert viewer.program_id is not None
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        made = FrontDesk(
            program_id=viewer.program_id,
            name=name.strip()[:LONGEST_NAME],
            token_hash=token_hash(token),
            secret=secrets.token_bytes(SECRET_BYTES),
            paired_at=now,
            paired_by=viewer.account_id,
            last_seen_at=now,
        )
        session.add(made)
        session.flush()
        audit.record(session, now, "paired_front_desk", actor_id=viewer.account_id, detail=made.key)
    return token


def hand_over(screen: Screen, now: Instant) -> bytes | None:
    """The screen's secret, for it to keep; None once it was paired too long ago.

    `now` is the true instant. An answer that was lost on its way can be asked for again.
    """
    if not screen.is_paired or now - screen.paired_at > HANDED_OVER_WITHIN:
        return None
    with transaction() as session:
        audit.record(
            session,
            now,
            "handed_over_front_desk_secret",
            actor_id=screen.paired_by,
            detail=screen.key,
        )
        return session.execute(
            select(FrontDesk.secret).where(FrontDesk.id == screen.id)
        ).scalar_one()


def unpair(viewer: Viewer, key: str, *, now: Instant, true_now: Instant) -> bool:
    """End a screen of the viewer's program: from `now` on its codes are refused.

    False if the program has no such paired screen.
    """
    with transaction() as session:
        ended = session.execute(
            update(FrontDesk)
            .where(
                FrontDesk.program_id == viewer.program_id,
                FrontDesk.key == key,
                FrontDesk.unpaired_at.is_(None),
            )
            .values(unpaired_at=now, unpaired_by=viewer.account_id)
            .returning(FrontDesk.id)
        ).first()
        if ended is None:
            return False
        audit.record(
            session, true_now, "unpaired_front_desk", actor_id=viewer.account_id, detail=key
        )
        return True


def touch(screen_id: int, now: Instant) -> None:
    """Write down that the screen was seen. Behind a busy database it is left to the next time."""
    with transaction(patience_ms=50) as session:
        session.execute(update(FrontDesk).where(FrontDesk.id == screen_id).values(last_seen_at=now))
