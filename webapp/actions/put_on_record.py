"""The row that every entry of the record makes, whoever makes it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.decisions import LONGEST_WORDS
from webapp.domain.record import Entry, Evidence, SessionName
from webapp.domain.wall_clock import Instant
from webapp.models.base import LONGEST_KEY
from webapp.models.record import RecordRow, RecordVoid

Where = tuple[int, int, date, str]
"""Participant, program, date and session."""


def replayed(session: Session, key: str, participant_id: int) -> RecordRow | None:
    """The row that the same form already made: it gets the same answer, voided or not."""
    return session.execute(
        select(RecordRow).where(
            RecordRow.key == key[:LONGEST_KEY], RecordRow.participant_id == participant_id
        )
    ).scalar_one_or_none()


def put(
    session: Session,
    viewer: Viewer,
    where: Where,
    kind: Entry,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
    at: Instant | None = None,
    words: str = "",
    evidence: Evidence | None = None,
    emergency: bool = False,
    about: SessionName | None = None,
    owner_id: int | None = None,
    due_on: date | None = None,
) -> None:
    """Add one row to the record, and its line of history, in the caller's transaction.

    `at` is what it is about, and is `now` where it is about nothing else.
    """
    participant_id, program_id, day, session_name = where
    session.add(
        RecordRow(
            key=key[:LONGEST_KEY],
            participant_id=participant_id,
            program_id=program_id,
            day=day,
            session=session_name,
            kind=kind,
            at=now if at is None else at,
            evidence=evidence,
            words=words or None,
            emergency=emergency,
            about_day=about.day if about else None,
            about_session=about.name if about else None,
            owner_id=owner_id,
            due_on=due_on,
            recorded_at=now,
            recorded_by=viewer.account_id,
        )
    )
    session.flush()
    audit.record(
        session,
        true_now,
        f"record_{kind}",
        actor_id=viewer.account_id,
        participant_id=participant_id,
        detail=f"{day} {session_name}",
    )


def standing(
    session: Session, where: tuple[int, date, str], kinds: Collection[Entry]
) -> list[RecordRow]:
    """The rows of these kinds that nobody found wrong. `where`: participant, date, session."""
    participant_id, day, session_name = where
    return list(
        session.execute(
            select(RecordRow)
            .outerjoin(RecordVoid, RecordVoid.entry_id == RecordRow.id)
            .where(
                RecordRow.participant_id == participant_id,
                RecordRow.day == day,
                RecordRow.session == session_name,
                RecordRow.kind.in_(kinds),
                RecordVoid.id.is_(None),
            )
            .order_by(RecordRow.id)
        ).scalars()
    )


def void(
    session: Session, viewer: Viewer, row: RecordRow, reason: str, now: Instant, true_now: Instant
) -> None:
    """Say that a row was wrong. It stays, with who said so, when and why."""
    session.add(RecordVoid(entry_id=row.id, reason=reason, at=now, by=viewer.account_id))
    session.flush()
    audit.record(
        session,
        true_now,
        f"voided_{row.kind}",
        actor_id=viewer.account_id,
        participant_id=row.participant_id,
        detail=f"{row.day} {row.session}",
    )


def fitting(words: str) -> str:
    """Words as they are kept: single blanks, and no longer than anybody reads."""
    return " ".join(words.split())[:LONGEST_WORDS]
