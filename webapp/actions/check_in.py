"""Check in to a session with the code on the front desk's screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from webapp.actions import audit, presence, throttle
from webapp.domain.access import LONGEST_WAIT_AT_THE_DOOR, Viewer
from webapp.domain.attendance import Attendance, Status
from webapp.domain.check_in import Refusal, may_check_in, to_check_in_to
from webapp.domain.record import Evidence
from webapp.domain.rotating_code import Verdict, cleaned, judge_any
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.queries import day as day_queries
from webapp.queries import door, front_desk

KIND = "code"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The check-in stands. The same form sent again gets the same answer."""

    at: Instant


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """Nothing was recorded, and why. `wait` is how long the next code has to wait."""

    why: Refusal
    attendance: Attendance | None
    wait: timedelta = timedelta(0)


def check_in(
    viewer: Viewer, typed: str, key: str, *, now: Instant, true_now: Instant
) -> Recorded | NotRecorded:
    """Check the participant in with the code they typed. `key` was made with the form.

    Which sessions there are and whose codes count is read before the write lock is taken; what
    is on record, inside it.
    """
    there = door.load(viewer, now)

    def attempt(session: Session) -> Recorded | NotRecorded:
        return _check_in(session, viewer, there, typed, key, now, true_now)

    return settle(attempt)


def _check_in(
    session: Session,
    viewer: Viewer,
    there: door.Door,
    typed: str,
    key: str,
    now: Instant,
    true_now: Instant,
) -> Recorded | NotRecorded:
    assert viewer.participant_id is not None
    assert viewer.program_id is not None
    presence.one_at_a_time(session, participant_id=viewer.participant_id)
    earlier = presence.replayed(session, key, viewer.participant_id)
    if earlier is not None:
        return Recorded(earlier)
    attendance = to_check_in_to(day_queries.attendances_of(viewer, there.sessions, now), now)
    refusal = may_check_in(attendance, now)
    if refusal is not None or attendance is None:
        return NotRecorded(refusal or Refusal.NO_SESSION, attendance)
    code = cleaned(typed)
    if code is None:
        return NotRecorded(Refusal.CODE_MISSING, attendance)
    # Each session has a count of its own: yesterday's wrong codes slow nobody down today.
    name = f"{viewer.participant_id} {attendance.session.day} {attendance.session.name}"
    wait = throttle.wait(session, KIND, name, true_now, LONGEST_WAIT_AT_THE_DOOR)
    if wait > timedelta(0):
        return NotRecorded(Refusal.TOO_MANY, attendance, wait)
    wrong = _judge(there.secrets, viewer.program_id, code, now)
    if wrong is not None:
        throttle.count_failure(session, KIND, name, true_now)
        wait = throttle.wait(session, KIND, name, true_now, LONGEST_WAIT_AT_THE_DOOR)
        return NotRecorded(wrong, attendance, wait)
    throttle.forget(session, KIND, name)
    where = (viewer.program_id, attendance.session.day, attendance.session.name)
    presence.insert(
        session,
        viewer,
        viewer.participant_id,
        where,
        key=key,
        evidence=Evidence.CODE,
        at=now,
        now=now,
        true_now=true_now,
        excused=attendance.status is Status.EXCUSED,
    )
    audit.record(
        session,
        true_now,
        "checked_in",
        actor_id=viewer.account_id,
        participant_id=viewer.participant_id,
    )
    return Recorded(now)


REFUSED = {Verdict.EARLIER: Refusal.CODE_EARLIER, Verdict.AHEAD: Refusal.CODE_AHEAD}


def judge_at(program_id: int, code: str, instant: Instant) -> Refusal | None:
    """Why a code of six digits typed at that instant does not count, or None if it does.

    It counts if any screen showed it that was the program's own then. One statement; two more
    to say what a code is that none of them showed.
    """
    return _judge(front_desk.secrets_at(program_id, instant), program_id, code, instant)


def _judge(
    secrets: Iterable[bytes], program_id: int, code: str, instant: Instant
) -> Refusal | None:
    verdict = judge_any(secrets, code, instant)
    if verdict is Verdict.CURRENT:
        return None
    if verdict is not Verdict.WRONG:
        return REFUSED[verdict]
    unpaired = front_desk.secrets_unpaired(program_id, instant)
    if judge_any(unpaired, code, instant) is not Verdict.WRONG:
        return Refusal.CODE_UNPAIRED
    elsewhere = front_desk.secrets_elsewhere(program_id)
    if judge_any(elsewhere, code, instant) is Verdict.CURRENT:
        return Refusal.CODE_ELSEWHERE
    return Refusal.CODE_WRONG
