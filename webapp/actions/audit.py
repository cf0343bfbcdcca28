"""Write down who did or saw what."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.audit import AuditEvent
from webapp.models.base import run, table_of, transaction

LONGEST_DETAIL = 200
_LINE = insert(table_of(AuditEvent)).inline()


def record(
    session: Session,
    now: Instant,
    action: str,
    *,
    actor_id: int | None,
    participant_id: int | None = None,
    detail: str = "",
) -> None:
    """Add one line of history in the caller's transaction: no line, no change.

    What the session holds is written first. `now` is the true instant. `detail` names things,
    never what they say.
    """
    run(
        session,
        _LINE,
        at=now,
        actor_id=actor_id,
        action=action,
        participant_id=participant_id,
        detail=detail,
    )


def record_views(viewer: Viewer, participant_ids: Iterable[int], page: str, now: Instant) -> None:
    """One line for each participant whose data this page is about to show to somebody else.

    In a transaction of its own, before anything is shown; if it fails, nothing is.
    """
    rows = [
        {
            "at": now,
            "actor_id": viewer.account_id,
            "action": "viewed",
            "participant_id": participant_id,
            "detail": page,
        }
        for participant_id in participant_ids
    ]
    if rows:
        with transaction() as session:
            session.execute(insert(AuditEvent), rows)
