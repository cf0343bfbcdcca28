"""Staff write down that they called or told somebody whom no reminder had reached."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.reached import Contact, is_time_to_call
from webapp.domain.wall_clock import Instant
from webapp.models.base import LONGEST_KEY, settle
from webapp.models.reminders import ContactRow
from webapp.queries import sessions


def contact(
    viewer: Viewer,
    participant_key: str,
    day: date,
    session_name: str,
    how: Contact,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
) -> bool:
    """Record it. False if the viewer's program expects no such participant at such a session.

    The same form sent again adds nothing, nor does a call after check-in closed: from then on
    staff have other ways to say what they know.
    """
    key = key[:LONGEST_KEY]

    def attempt(session: Session) -> bool:
        person = sessions.attendance_of(viewer, participant_key, day, session_name, now)
        if person is None or viewer.program_id is None:
            return False
        mine = ContactRow.participant_id == person.participant_id
        known = session.execute(select(ContactRow.id).where(mine, ContactRow.key == key)).first()
        if known or not is_time_to_call(person.attendance.session, now):
            return True
        session.add(
            ContactRow(
                key=key,
                participant_id=person.participant_id,
                program_id=viewer.program_id,
                day=day,
                session=session_name,
                how=how,
                at=now,
                by=viewer.account_id,
            )
        )
        audit.record(
            session,
            true_now,
            how.value,
            actor_id=viewer.account_id,
            participant_id=person.participant_id,
        )
        return True

    return settle(attempt)
