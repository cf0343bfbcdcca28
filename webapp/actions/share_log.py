"""The participant lets staff of their program read the meeting log, or stops that."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.slips import LogSharing


def share(viewer: Viewer, is_on: bool, *, now: Instant, true_now: Instant) -> None:
    """Share it from now on, or not any more. What is so already changes nothing."""
    assert viewer.participant_id is not None
    assert viewer.program_id is not None
    with transaction() as session:
        changed = _set(session, viewer.participant_id, viewer.program_id, is_on, now)
        if changed:
            audit.record(
                session,
                true_now,
                "log_shared" if is_on else "log_not_shared",
                actor_id=viewer.account_id,
                participant_id=viewer.participant_id,
            )


def stop(session: Session, participant_id: int, program_id: int, now: Instant) -> None:
    """What was shared ends with the enrollment, for good, in the caller's transaction."""
    _set(session, participant_id, program_id, is_on=False, now=now)


def _set(session: Session, participant_id: int, program_id: int, is_on: bool, now: Instant) -> bool:
    so_far = session.execute(
        select(LogSharing.is_on)
        .where(LogSharing.participant_id == participant_id, LogSharing.program_id == program_id)
        .order_by(LogSharing.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    if bool(so_far) == is_on:
        return False
    session.add(
        LogSharing(participant_id=participant_id, program_id=program_id, is_on=is_on, at=now)
    )
    return True
