"""The row that a check-in makes, whoever makes it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.actions import cancel_reminders, put_on_record
from webapp.domain.access import Viewer
from webapp.domain.record import Entry, Evidence
from webapp.domain.reminders import NotWanted
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import CheckInRow
from webapp.models.base import LONGEST_KEY
from webapp.models.people import Participant


def one_at_a_time(session: Session, *, participant_key: str = "", participant_id: int = 0) -> None:
    """Let writers of one participant's record go one after the other: each sees what the one
    before it left. SQLite lets no two write anyway; PostgreSQL holds the participant's row,
    for writers only: a row elsewhere that names the participant need not wait."""
    session.execute(
        select(Participant.id)
        .where((Participant.key == participant_key) | (Participant.id == participant_id))
        .with_for_update(key_share=True)
    )


def replayed(session: Session, key: str, participant_id: int) -> Instant | None:
    """When the same form already made a check-in: it gets the same answer, voided or not."""
    return session.execute(
        select(CheckInRow.at).where(
            CheckInRow.key == key[:LONGEST_KEY], CheckInRow.participant_id == participant_id
        )
    ).scalar_one_or_none()


def insert(
    session: Session,
    viewer: Viewer,
    participant_id: int,
    where: tuple[int, date, str],
    *,
    key: str,
    evidence: Evidence,
    at: Instant,
    now: Instant,
    true_now: Instant,
    clocks: tuple[Instant, Instant] | None = None,
    excused: bool = False,
) -> None:
    """Add the check-in, after which no reminder of that session is needed any more.

    `where` is program, date and session. `at` is when they were there, `now` when it is
    written down; `clocks` what a phone without signal showed at the door and when it sent.
    Who was excused and came all the same is not excused any longer. A second check-in
    standing beside it is refused by the database.
    """
    program_id, day, session_name = where
    before = session.execute(
        select(func.count())
        .select_from(CheckInRow)
        .where(
            CheckInRow.participant_id == participant_id,
            CheckInRow.day == day,
            CheckInRow.session == session_name,
        )
    ).scalar_one()
    session.add(
        CheckInRow(
            key=key[:LONGEST_KEY],
            participant_id=participant_id,
            program_id=program_id,
            day=day,
            session=session_name,
            nth=before + 1,
            at=at,
            evidence=evidence,
            claimed_at=clocks[0] if clocks else None,
            sent_at=clocks[1] if clocks else None,
            recorded_at=now,
            recorded_by=viewer.account_id,
        )
    )
    session.flush()
    if excused:
        put_on_record.put(
            session,
            viewer,
            (participant_id, program_id, day, session_name),
            Entry.REOPENED,
            f"came:{key}",
            now=now,
            true_now=true_now,
        )
    why = NotWanted.CHECKED_IN
    cancel_reminders.cancel(session, participant_id, day, session_name, why=why, now=now)
