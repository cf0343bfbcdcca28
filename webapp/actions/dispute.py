"""A participant says that their record is not right; somebody at the program answers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import presence, put_on_record
from webapp.actions.decide import NoSuchSession
from webapp.actions.put_on_record import fitting
from webapp.domain.access import OFFICE, Role, Viewer
from webapp.domain.decisions import DecisionRefusal, due, may_dispute
from webapp.domain.record import Entry, SessionName
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import settle
from webapp.models.people import Account
from webapp.queries import day as day_queries
from webapp.queries import sessions


def dispute(
    viewer: Viewer,
    where: SessionName,
    words: str,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
) -> DecisionRefusal | None:
    """Say that this session's record is not right, in the participant's own words, for staff.

    It gets an owner (an owner of the program, else anybody of its staff) and a date by which
    it is answered. Raises `NoSuchSession`.
    """

    def attempt(session: Session) -> DecisionRefusal | None:
        assert viewer.participant_id is not None
        assert viewer.program_id is not None
        presence.one_at_a_time(session, participant_id=viewer.participant_id)
        if put_on_record.replayed(session, key, viewer.participant_id):
            return None
        attendance = day_queries.attendance_at(viewer, where, now)
        if attendance is None:
            raise NoSuchSession
        if not fitting(words):
            return DecisionRefusal.WORDS
        if not may_dispute(attendance, now):
            return DecisionRefusal.ALREADY
        put_on_record.put(
            session,
            viewer,
            (viewer.participant_id, viewer.program_id, *where),
            Entry.DISPUTE,
            key,
            words=fitting(words),
            owner_id=_owner(session, viewer.program_id),
            due_on=due(local_date(now, viewer.zone)),
            now=now,
            true_now=true_now,
        )
        return None

    return settle(attempt)


def answer(
    viewer: Viewer,
    participant_key: str,
    where: SessionName,
    words: str,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
) -> DecisionRefusal | None:
    """Answer the open dispute, in words for the participant. What is to be put right is put
    right by a row of its own. Raises `NoSuchSession`."""

    def attempt(session: Session) -> DecisionRefusal | None:
        presence.one_at_a_time(session, participant_key=participant_key)
        person = sessions.attendance_of(viewer, participant_key, where.day, where.name, now)
        if person is None or viewer.program_id is None:
            raise NoSuchSession
        if put_on_record.replayed(session, key, person.participant_id):
            return None
        if person.attendance.facts.dispute is None:
            return DecisionRefusal.ALREADY
        if not fitting(words):
            return DecisionRefusal.WORDS
        put_on_record.put(
            session,
            viewer,
            (person.participant_id, viewer.program_id, *where),
            Entry.ANSWERED,
            key,
            words=fitting(words),
            now=now,
            true_now=true_now,
        )
        return None

    return settle(attempt)


def _owner(session: Session, program_id: int) -> int | None:
    rows = session.execute(
        select(Account.id, Account.role)
        .where(
            Account.program_id == program_id,
            Account.role.in_(OFFICE),
            Account.closed_at.is_(None),
        )
        .order_by(Account.id)
    ).all()
    owners = [row.id for row in rows if row.role is Role.OWNER]
    return next(iter([*owners, *(row.id for row in rows)]), None)
