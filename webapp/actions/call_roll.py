"""The roll call: one word for one resident and night, and taking it back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.access import Viewer
from webapp.domain.house import RollWord
from webapp.domain.wall_clock import Instant
from webapp.models.base import LONGEST_KEY, settle
from webapp.models.house import RollCallRow
from webapp.queries.house_record import Person


def call(
    viewer: Viewer, person: Person, night: date, word: RollWord, key: str, now: Instant
) -> None:
    """Add the word; the latest one of a night counts. The same form again adds nothing."""

    def attempt(session: Session) -> None:
        replayed = session.execute(
            select(RollCallRow.id).where(
                RollCallRow.residency_id == person.residency_id,
                RollCallRow.key == key[:LONGEST_KEY],
            )
        ).first()
        if replayed is None:
            session.add(
                RollCallRow(
                    key=key[:LONGEST_KEY],
                    residency_id=person.residency_id,
                    night=night,
                    word=word,
                    at=now,
                    by=viewer.account_id,
                )
            )

    settle(attempt)
