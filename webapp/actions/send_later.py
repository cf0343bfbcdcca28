"""A check-in made without signal arrives: it counts, or staff get to see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.actions import audit, presence, put_on_record, throttle
from webapp.actions.check_in import NotRecorded, Recorded, judge_at
from webapp.domain.access import Viewer
from webapp.domain.attendance import Attendance, Status
from webapp.domain.check_in import (
    Refusal,
    corrected,
    may_check_in,
    may_have_been_there,
    may_send_later,
)
from webapp.domain.record import Entry, Evidence
from webapp.domain.rotating_code import cleaned
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.queries import day as day_queries

KIND = "code_sent_later"
MOST_KEPT = 10
"""Of one participant and session."""
COULD_COUNT = frozenset({None, Refusal.CLOSED, Refusal.ALREADY_IN})


@dataclass(frozen=True, slots=True)
class Waited:
    """What waited on the phone: the code, and the phone's own clock at the door and when it
    sent. `key` was made on the phone."""

    typed: str
    key: str
    claimed_at: Instant
    sent_at: Instant


@dataclass(frozen=True, slots=True)
class Kept:
    """It does not count by itself, and waits on the record for staff to look at it."""

    at: Instant


Outcome = Recorded | NotRecorded | Kept
InWords = Callable[[Refusal, bool], str]
"""Says for staff why a check-in did not count, and whether its code fits its time."""


def send_later(
    viewer: Viewer, waited: Waited, in_words: InWords, *, now: Instant, true_now: Instant
) -> Outcome:
    """Judge a check-in by the time at which it was made. Sent again, it gets its answer again.

    It counts if its code is that of its time, put right by the phone's error. If it cannot
    count, but a person may have been there, it is kept for staff with `in_words`.
    """

    def attempt(session: Session) -> Outcome:
        return _send_later(session, viewer, waited, in_words, now, true_now)

    return settle(attempt)


def _send_later(
    session: Session,
    viewer: Viewer,
    waited: Waited,
    in_words: InWords,
    now: Instant,
    true_now: Instant,
) -> Outcome:
    assert viewer.participant_id is not None
    presence.one_at_a_time(session, participant_id=viewer.participant_id)
    earlier = presence.replayed(session, waited.key, viewer.participant_id)
    if earlier is not None:
        return Recorded(earlier)
    kept = put_on_record.replayed(session, waited.key, viewer.participant_id)
    if kept is not None:
        return Kept(kept.at)
    claimed = corrected(waited.claimed_at, waited.sent_at, now)
    # A clock that was changed in between says nothing: they were there by now, at the latest.
    at = min(claimed, now)
    attendance = day_queries.attendance_claimed(viewer, at)
    refusal = may_check_in(attendance, at)
    if attendance is None or refusal not in COULD_COUNT:
        return NotRecorded(refusal or Refusal.NO_SESSION, attendance)
    code = _judge(session, viewer, attendance, waited.typed, claimed, true_now)
    came = attendance.check_in
    if came is not None and (code is not None or at >= came.at):
        return NotRecorded(Refusal.ALREADY_IN, attendance)
    why = code or may_send_later(claimed, now) or refusal
    times = _Times(at, now, true_now)
    if why is None:
        return _record(session, viewer, waited, attendance, times)
    if not may_have_been_there(attendance.session, at):
        return NotRecorded(why, attendance)
    return _keep(session, viewer, waited, attendance, in_words(why, code is None), times)


class _Times(NamedTuple):
    at: Instant
    now: Instant
    true_now: Instant


def _judge(
    session: Session,
    viewer: Viewer,
    attendance: Attendance,
    typed: str,
    claimed: Instant,
    true_now: Instant,
) -> Refusal | None:
    """Why the code is not that of its time, or None if it is. Guessing is slowed."""
    code = cleaned(typed)
    if code is None:
        return Refusal.CODE_MISSING
    assert viewer.program_id is not None
    name = f"{viewer.participant_id} {attendance.session.day} {attendance.session.name}"
    if throttle.wait(session, KIND, name, true_now) > timedelta(0):
        return Refusal.TOO_MANY
    wrong = judge_at(viewer.program_id, code, claimed)
    if wrong is None:
        return None
    throttle.count_failure(session, KIND, name, true_now)
    # That the code changed meanwhile helps nobody who was at the door hours ago.
    says_where = wrong in (Refusal.CODE_ELSEWHERE, Refusal.CODE_UNPAIRED)
    return wrong if says_where else Refusal.CODE_WRONG


def _where(viewer: Viewer, attendance: Attendance) -> put_on_record.Where:
    assert viewer.participant_id is not None
    assert viewer.program_id is not None
    return viewer.participant_id, viewer.program_id, attendance.session.day, attendance.session.name


def _record(
    session: Session, viewer: Viewer, waited: Waited, attendance: Attendance, times: _Times
) -> Recorded:
    participant_id, program_id, day, name = _where(viewer, attendance)
    presence.insert(
        session,
        viewer,
        participant_id,
        (program_id, day, name),
        key=waited.key,
        evidence=Evidence.SENT_LATER,
        clocks=(waited.claimed_at, waited.sent_at),
        excused=attendance.status is Status.EXCUSED,
        **times._asdict(),
    )
    audit.record(
        session,
        times.true_now,
        "checked_in_later",
        actor_id=viewer.account_id,
        participant_id=participant_id,
    )
    return Recorded(times.at)


def _keep(
    session: Session,
    viewer: Viewer,
    waited: Waited,
    attendance: Attendance,
    words: str,
    times: _Times,
) -> Kept:
    """Put it on record for staff, unless so many of that session are there that one more says
    nothing new."""
    before = [row for row in attendance.facts.rows if row.kind is Entry.CLAIM]
    if len(before) >= MOST_KEPT:
        return Kept(before[-1].at)
    put_on_record.put(
        session,
        viewer,
        _where(viewer, attendance),
        Entry.CLAIM,
        waited.key,
        words=words,
        evidence=Evidence.SENT_LATER,
        **times._asdict(),
    )
    return Kept(times.at)
