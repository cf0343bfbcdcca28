"""Check in to a session: the participant with the front desk's code, or staff for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.actions import audit, throttle
from webapp.domain.access import Viewer
from webapp.domain.attendance import Attendance, Evidence, Refusal, may_check_in, may_tick
from webapp.domain.rotating_code import Verdict, cleaned, judge
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import CheckInRow
from webapp.models.base import transaction
from webapp.queries import day as day_queries
from webapp.queries import front_desk, sessions

KIND = "code"
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Recorded:
    """The check-in stands. The same form sent again gets the same answer."""

    at: Instant


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """Nothing was recorded, and why. `wait` only with `Refusal.TOO_MANY`."""

    why: Refusal
    attendance: Attendance | None
    wait: timedelta = timedelta(0)


def check_in(
    viewer: Viewer, typed: str, key: str, *, now: Instant, true_now: Instant
) -> Recorded | NotRecorded:
    """Check the participant in with the code they typed. `key` was made with the form."""
    try:
        with transaction() as session:
            return _check_in(session, viewer, typed, key, now, true_now)
    except IntegrityError:
        attendance = day_queries.attendance_to_check_in_to(viewer, now)
        return NotRecorded(Refusal.ALREADY_IN, attendance)


def _check_in(
    session: Session, viewer: Viewer, typed: str, key: str, now: Instant, true_now: Instant
) -> Recorded | NotRecorded:
    assert viewer.participant_id is not None
    assert viewer.program_id is not None
    earlier = _replayed(session, key, viewer.participant_id)
    if earlier is not None:
        return Recorded(earlier)
    attendance = day_queries.attendance_to_check_in_to(viewer, now)
    refusal = may_check_in(attendance, now)
    if refusal is not None or attendance is None:
        return NotRecorded(refusal or Refusal.NO_SESSION, attendance)
    name = str(viewer.participant_id)
    wait = throttle.wait(session, KIND, name, true_now)
    if wait > timedelta(0):
        return NotRecorded(Refusal.TOO_MANY, attendance, wait)
    wrong = _code_refusal(viewer.program_id, typed, now)
    if wrong is not None:
        if wrong is not Refusal.CODE_MISSING:
            throttle.count_failure(session, KIND, name, true_now)
        return NotRecorded(wrong, attendance)
    throttle.forget(session, KIND, name)
    where = (viewer.program_id, attendance.session.day, attendance.session.name)
    _insert(session, viewer, viewer.participant_id, where, key, Evidence.CODE, now)
    audit.record(
        session,
        true_now,
        "checked_in",
        actor_id=viewer.account_id,
        participant_id=viewer.participant_id,
    )
    return Recorded(now)


def _code_refusal(program_id: int, typed: str, now: Instant) -> Refusal | None:
    code = cleaned(typed)
    if code is None:
        return Refusal.CODE_MISSING
    verdict = judge(front_desk.secret_of(program_id), code, now)
    if verdict is Verdict.CURRENT:
        return None
    if verdict is Verdict.EARLIER:
        return Refusal.CODE_EARLIER
    if verdict is Verdict.AHEAD:
        return Refusal.CODE_AHEAD
    elsewhere = front_desk.secrets_elsewhere(program_id)
    if any(judge(secret, code, now) is Verdict.CURRENT for secret in elsewhere):
        return Refusal.CODE_ELSEWHERE
    return Refusal.CODE_WRONG


def tick_in(
    viewer: Viewer,
    participant_key: str,
    day: date,
    session_name: str,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
) -> Recorded | NotRecorded | None:
    """Staff check a participant in, with the same weight as a code.

    None if the viewer's program expects no such participant at such a session.
    """
    try:
        with transaction() as session:
            person = sessions.attendance_of(viewer, participant_key, day, session_name, now)
            if person is None or viewer.program_id is None:
                return None
            earlier = _replayed(session, key, person.participant_id)
            if earlier is not None:
                return Recorded(earlier)
            refusal = may_tick(person.attendance, now)
            if refusal is not None:
                return NotRecorded(refusal, person.attendance)
            where = (viewer.program_id, day, session_name)
            _insert(session, viewer, person.participant_id, where, key, Evidence.STAFF, now)
            audit.record(
                session,
                true_now,
                "ticked_in",
                actor_id=viewer.account_id,
                participant_id=person.participant_id,
            )
            return Recorded(now)
    except IntegrityError:
        person = sessions.attendance_of(viewer, participant_key, day, session_name, now)
        return NotRecorded(Refusal.ALREADY_IN, person.attendance if person else None)


def _replayed(session: Session, key: str, participant_id: int) -> Instant | None:
    """When the same form already made a check-in: it gets the same answer, voided or not."""
    return session.execute(
        select(CheckInRow.at).where(
            CheckInRow.key == key[:LONGEST_KEY], CheckInRow.participant_id == participant_id
        )
    ).scalar_one_or_none()


def _insert(
    session: Session,
    viewer: Viewer,
    participant_id: int,
    where: tuple[int, date, str],
    key: str,
    evidence: Evidence,
    now: Instant,
) -> None:
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
            at=now,
            evidence=evidence,
            recorded_at=now,
            recorded_by=viewer.account_id,
        )
    )
    session.flush()
