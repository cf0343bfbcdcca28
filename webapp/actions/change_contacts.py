"""Staff, or the participant, say whom to call. What was said before stays as a row."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.actions import audit, presence
from webapp.domain.access import Viewer
from webapp.domain.contacts import Contacts
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.contacts import ContactsRow
from webapp.queries import contacts as query


def change(
    viewer: Viewer, participant_id: int, wanted: Contacts, seen: str, true_now: Instant
) -> bool:
    """Let this hold from now on. False, and nothing is overwritten, if somebody said something
    else since the version that the viewer had before them.

    The caller has found the participant through the viewer.
    """
    with transaction() as session:
        presence.one_at_a_time(session, participant_id=participant_id)
        held = query.load(participant_id)
        if held.contacts == wanted:
            return True
        if held.version != seen:
            return False
        _add(session, viewer, participant_id, wanted, true_now)
        return True


def _add(
    session: Session, viewer: Viewer, participant_id: int, wanted: Contacts, true_now: Instant
) -> None:
    session.add(
        ContactsRow(
            participant_id=participant_id,
            phone=wanted.phone,
            emergency_name=wanted.emergency_name,
            emergency_relation=wanted.emergency_relation,
            emergency_phone=wanted.emergency_phone,
            recorded_at=true_now,
            recorded_by=viewer.account_id,
        )
    )
    audit.record(
        session,
        true_now,
        "contacts_changed",
        actor_id=viewer.account_id,
        participant_id=participant_id,
    )
