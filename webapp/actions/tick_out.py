"""Staff write down when somebody left, or that a check-out was wrong."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.actions import presence, put_on_record
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.actions.decide import NoSuchSession
from webapp.domain.access import Viewer
from webapp.domain.check_in import Refusal, may_check_out
from webapp.domain.decisions import DecisionRefusal
from webapp.domain.record import Entry, Evidence, SessionName
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import settle
from webapp.queries import sessions

CAN_BE_WRONG = (Entry.CHECK_OUT, Entry.MAKE_UP)
"""What staff void by itself; a decision is opened again instead."""


def tick_out(
    viewer: Viewer,
    participant_key: str,
    where: SessionName,
    key: str,
    *,
    left: WallTime | None = None,
    now: Instant,
    true_now: Instant,
) -> Recorded | NotRecorded:
    """Record that the participant left now, or at the wall time `left` of that date.

    Raises `NoSuchSession`.
    """

    def attempt(session: Session) -> Recorded | NotRecorded:
        presence.one_at_a_time(session, participant_key=participant_key)
        person = sessions.attendance_of(viewer, participant_key, where.day, where.name, now)
        if person is None or viewer.program_id is None:
            raise NoSuchSession
        earlier = put_on_record.replayed(session, key, person.participant_id)
        if earlier is not None:
            return Recorded(earlier.at)
        at = left.on(where.day, person.attendance.session.zone) if left else now
        refusal = Refusal.LEFT_WHEN if at > now else may_check_out(person.attendance, at)
        if refusal in (Refusal.TIME_TO_COME, Refusal.OVER):
            refusal = Refusal.LEFT_WHEN
        if refusal is not None:
            return NotRecorded(refusal, person.attendance)
        put_on_record.put(
            session,
            viewer,
            (person.participant_id, viewer.program_id, *where),
            Entry.CHECK_OUT,
            key,
            at=at,
            evidence=Evidence.STAFF,
            now=now,
            true_now=true_now,
        )
        return Recorded(at)

    return settle(attempt)


def void_entry(
    viewer: Viewer,
    participant_key: str,
    where: SessionName,
    kind: Entry,
    reason: str,
    *,
    now: Instant,
    true_now: Instant,
) -> DecisionRefusal | None:
    """Say that the check-out, or what it makes up for, is wrong, and why.

    Raises `NoSuchSession`.
    """
    assert kind in CAN_BE_WRONG

    def attempt(session: Session) -> DecisionRefusal | None:
        presence.one_at_a_time(session, participant_key=participant_key)
        person = sessions.attendance_of(viewer, participant_key, where.day, where.name, now)
        if person is None:
            raise NoSuchSession
        if not put_on_record.fitting(reason):
            return DecisionRefusal.WORDS
        found = put_on_record.standing(session, (person.participant_id, *where), (kind,))
        for row in found:
            why = put_on_record.fitting(reason)[:300]
            put_on_record.void(session, viewer, row, why, now, true_now)
        return None if found else DecisionRefusal.ALREADY

    return settle(attempt)
