"""A participant has read the notice."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain import notice
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.models.consent import NoticeSeen


def acknowledge(viewer: Viewer, now: Instant) -> None:
    """Keep that they read it, in this version; the first time counts."""

    def attempt(session: Session) -> None:
        assert viewer.participant_id is not None
        seen = session.execute(
            select(NoticeSeen.id).where(
                NoticeSeen.participant_id == viewer.participant_id,
                NoticeSeen.version == notice.VERSION,
            )
        ).first()
        if seen is None:
            session.add(
                NoticeSeen(
                    participant_id=viewer.participant_id,
                    version=notice.VERSION,
                    language=notice.LANGUAGE,
                    at=now,
                )
            )

    settle(attempt)
