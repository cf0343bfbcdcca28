"""The row that a check-in makes, whoever makes it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from webapp.actions import cancel_reminders, put_on_record
from webapp.domain.access import Viewer
from webapp.domain.record import Entry, Evidence
from webapp.domain.reminders import NotWanted
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import CheckInRow
from webapp.models.base import LONGEST_KEY, run, table_of
from webapp.models.people import Participant

_HOLD = (
    select(Participant.id)
    .where((Participant.key == bindparam("key")) | (Participant.id == bindparam("id")))
    .with_for_update(key_share=True)
)
_REPLAYED = select(CheckInRow.at).where(
    CheckInRow.key == bindparam("key"), CheckInRow.participant_id == bindparam("participant_id")
)
_EARLIER = table_of(CheckInRow).alias()
_NTH = select(func.count() + 1).where(
    _EARLIER.c.participant_id == bindparam("of_whom"),
    _EARLIER.c.day == bindparam("of_day"),
    _EARLIER.c.session == bindparam("of_session"),
)
_INSERT = table_of(CheckInRow).insert().values(nth=_NTH.scalar_subquery()).inline()


def one_at_a_time(session: Session, *, participant_key: str = "", participant_id: int = 0) -> None:
    """Let writers of one participant's record go one after the other: each sees what the one
    before it left. SQLite lets no two write anyway; PostgreSQL holds the participant's row,
    for writers only: a row elsewhere that names the participant need not wait."""
    if session.get_bind().dialect.name == "postgresql":
        run(session, _HOLD, key=participant_key, id=participant_id)


def replayed(session: Session, key: str, participant_id: int) -> Instant | None:
    """When the same form already made a check-in: it gets the same answer, voided or not."""
    found = run(session, _REPLAYED, key=key[:LONGEST_KEY], participant_id=participant_id)
    at: Instant | None = found.scalar_one_or_none()
    return at


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
    run(
        session,
        _INSERT,
        key=key[:LONGEST_KEY],
        participant_id=participant_id,
        program_id=program_id,
        day=day,
        session=session_name,
        of_whom=participant_id,
        of_day=day,
        of_session=session_name,
        at=at,
        evidence=evidence,
        claimed_at=clocks[0] if clocks else None,
        sent_at=clocks[1] if clocks else None,
        recorded_at=now,
        recorded_by=viewer.account_id,
    )
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
