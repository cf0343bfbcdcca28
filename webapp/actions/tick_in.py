"""Staff check a participant in who has no phone at hand. It counts the same as a code."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from webapp.actions import audit, presence
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.domain.access import Viewer
from webapp.domain.attendance import Status
from webapp.domain.check_in import may_tick
from webapp.domain.record import Evidence
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import settle
from webapp.queries import sessions


def tick_in(
    viewer: Viewer,
    participant_key: str,
    day: date,
    session_name: str,
    key: str,
    *,
    arrived: WallTime | None = None,
    now: Instant,
    true_now: Instant,
) -> Recorded | NotRecorded | None:
    """Record that the participant is here, or was from the wall time `arrived` on.

    None if the viewer's program expects no such participant at such a session.
    """

    def attempt(session: Session) -> Recorded | NotRecorded | None:
        presence.one_at_a_time(session, participant_key=participant_key)
        person = sessions.attendance_of(viewer, participant_key, day, session_name, now)
        if person is None or viewer.program_id is None:
            return None
        earlier = presence.replayed(session, key, person.participant_id)
        if earlier is not None:
            return Recorded(earlier)
        at = arrived.on(day, person.attendance.session.zone) if arrived else now
        refusal = may_tick(person.attendance, at, now)
        if refusal is not None:
            return NotRecorded(refusal, person.attendance)
        where = (viewer.program_id, day, session_name)
        presence.insert(
            session,
            viewer,
            person.participant_id,
            where,
            key=key,
            evidence=Evidence.STAFF,
            at=at,
            now=now,
            true_now=true_now,
            excused=person.attendance.status is Status.EXCUSED,
        )
        audit.record(
            session,
            true_now,
            "ticked_in",
            actor_id=viewer.account_id,
            participant_id=person.participant_id,
        )
        return Recorded(at)

    return settle(attempt)
