"""Check in at the front desk's screen with a personal number. It counts the same as a code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.orm import Session

from webapp.actions import audit, presence, throttle
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.domain.access import LONGEST_WAIT_AT_THE_DOOR
from webapp.domain.attendance import Status
from webapp.domain.check_in import Refusal, may_check_in
from webapp.domain.record import Evidence
from webapp.domain.rotating_code import cleaned
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.queries import day as day_queries
from webapp.queries import front_desk
from webapp.queries.front_desk import Screen

KIND = "number"


@dataclass(frozen=True, slots=True)
class NumberUnknown:
    """Nobody of this program has that number. `wait` is how long the next one has to wait."""

    wait: timedelta


def check_in_by_number(
    screen: Screen, typed: str, key: str, *, now: Instant, true_now: Instant
) -> Recorded | NotRecorded | NumberUnknown:
    """Check in whoever has this number. `key` was made with the form.

    Wrong numbers slow down this screen alone, and only a new check-in forgets them: somebody
    who knows one number cannot go on guessing with its help.
    """

    def attempt(session: Session) -> Recorded | NotRecorded | NumberUnknown:
        name = screen.key
        wait = throttle.wait(session, KIND, name, true_now, LONGEST_WAIT_AT_THE_DOOR)
        if wait > timedelta(0):
            return NotRecorded(Refusal.TOO_MANY, None, wait)
        number = cleaned(typed)
        person = front_desk.whose_number(number, screen.program_id, now) if number else None
        if person is None or person.participant_id is None:
            throttle.count_failure(session, KIND, name, true_now)
            wait = throttle.wait(session, KIND, name, true_now, LONGEST_WAIT_AT_THE_DOOR)
            return NumberUnknown(max(wait, timedelta(0)))
        presence.one_at_a_time(session, participant_id=person.participant_id)
        earlier = presence.replayed(session, key, person.participant_id)
        if earlier is not None:
            return Recorded(earlier)
        attendance = day_queries.attendance_to_check_in_to(person, now)
        refusal = may_check_in(attendance, now)
        if refusal is not None or attendance is None:
            return NotRecorded(refusal or Refusal.NO_SESSION, attendance)
        throttle.forget(session, KIND, name)
        # Whoever paired the screen answers for what is typed on it.
        desk = replace(person, account_id=screen.paired_by)
        presence.insert(
            session,
            desk,
            person.participant_id,
            (screen.program_id, attendance.session.day, attendance.session.name),
            key=key,
            evidence=Evidence.FRONT_DESK,
            at=now,
            now=now,
            true_now=true_now,
            excused=attendance.status is Status.EXCUSED,
        )
        audit.record(
            session,
            true_now,
            "checked_in_by_number",
            actor_id=screen.paired_by,
            participant_id=person.participant_id,
            detail=screen.key,
        )
        return Recorded(now)

    return settle(attempt)
