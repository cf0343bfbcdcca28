"""A participant says that their record is not right; somebody at the program answers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import presence, put_on_record
from webapp.actions.decide import NoSuchSession
from webapp.actions.put_on_record import fitting
from webapp.domain import appointment as appointment_rules
from webapp.domain import decisions
from webapp.domain.access import OFFICE, Role, Viewer
from webapp.domain.appointment import key_in
from webapp.domain.decisions import DecisionRefusal, due
from webapp.domain.record import Entry, Facts, SessionName
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import settle
from webapp.models.people import Account
from webapp.queries import appointments, sessions
from webapp.queries import day as day_queries


def dispute(
    viewer: Viewer,
    where: SessionName,
    words: str,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
) -> DecisionRefusal | None:
    """Say that the record of this session, or appointment, is not right, in the participant's
    own words, for staff.

    It gets an owner (an owner of the program, else anybody of its staff) and a date by which
    it is answered. Raises `NoSuchSession`.
    """

    def attempt(session: Session) -> DecisionRefusal | None:
        assert viewer.participant_id is not None
        assert viewer.program_id is not None
        presence.one_at_a_time(session, participant_id=viewer.participant_id)
        if put_on_record.replayed(session, key, viewer.participant_id):
            return None
        is_open = _may_dispute(viewer, where, now)
        if is_open is None:
            raise NoSuchSession
        if not fitting(words):
            return DecisionRefusal.WORDS
        if not is_open:
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
        found = _on_record(viewer, participant_key, where, now)
        if found is None or viewer.program_id is None:
            raise NoSuchSession
        participant_id, facts = found
        if put_on_record.replayed(session, key, participant_id):
            return None
        if facts.dispute is None:
            return DecisionRefusal.ALREADY
        if not fitting(words):
            return DecisionRefusal.WORDS
        put_on_record.put(
            session,
            viewer,
            (participant_id, viewer.program_id, *where),
            Entry.ANSWERED,
            key,
            words=fitting(words),
            now=now,
            true_now=true_now,
        )
        return None

    return settle(attempt)


def _may_dispute(viewer: Viewer, where: SessionName, now: Instant) -> bool | None:
    """Whether the participant can dispute it now, or None where there is no such."""
    if key := key_in(where.name):
        appointment = appointments.own_one(viewer, key)
        if appointment is None or appointment.where != where:
            return None
        return appointment_rules.may_dispute(appointment, now)
    attendance = day_queries.attendance_at(viewer, where, now)
    return None if attendance is None else decisions.may_dispute(attendance, now)


def _on_record(
    viewer: Viewer, participant_key: str, where: SessionName, now: Instant
) -> tuple[int, Facts] | None:
    """Whose it is and what is on record, as the viewer may see it."""
    if key := key_in(where.name):
        planned = appointments.one(viewer, key, now)
        if planned is None or planned.key != participant_key or planned.appointment.where != where:
            return None
        return planned.participant_id, planned.appointment.facts
    person = sessions.attendance_of(viewer, participant_key, where.day, where.name, now)
    return None if person is None else (person.participant_id, person.attendance.facts)


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
