"""End sign-ins: this one, one of one's own by name, or all of a participant's."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from webapp.actions import audit, unsubscribe
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.people import Participant, SignIn
from webapp.queries.sign_in import token_hash


def sign_out(viewer: Viewer, now: Instant) -> None:
    """End the viewer's own sign-in. A copied cookie is worth nothing from here on."""
    with transaction() as session:
        _end(session, now, SignIn.id == viewer.sign_in_id)
        audit.record(session, now, "signed_out", actor_id=viewer.account_id)


def sign_out_of(token: str, now: Instant) -> None:
    """End the sign-in that a cookie's token is of, if it has not ended yet. One that has grown
    too old opens nothing any more, but its phone would still be sent reminders."""
    with transaction() as session:
        which = SignIn.token_hash == token_hash(token)
        account_id = session.execute(select(SignIn.account_id).where(which)).scalar_one_or_none()
        if _end(session, now, which):
            audit.record(session, now, "signed_out", actor_id=account_id)


def end_device(viewer: Viewer, key: str, now: Instant) -> bool:
    """End one of the viewer's own sign-ins by its key. False if they have no such one."""
    with transaction() as session:
        if not _end(session, now, SignIn.account_id == viewer.account_id, SignIn.key == key):
            return False
        audit.record(session, now, "device_signed_out", actor_id=viewer.account_id)
        return True


def end_all_of(session: Session, account_id: int, now: Instant) -> None:
    """End every sign-in of an account, in the caller's transaction."""
    _end(session, now, SignIn.account_id == account_id)


def end_all_of_participant(viewer: Viewer, participant_id: int, now: Instant) -> None:
    """Staff end every sign-in of a participant, for a phone that was lost."""
    with transaction() as session:
        account_id = session.execute(
            select(Participant.account_id).where(Participant.id == participant_id)
        ).scalar_one()
        end_all_of(session, account_id, now)
        audit.record(
            session,
            now,
            "ended_sign_ins",
            actor_id=viewer.account_id,
            participant_id=participant_id,
        )


def _end(session: Session, now: Instant, *which: ColumnElement[bool]) -> bool:
    """End these sign-ins, and with them what their phones are sent. False if there was none."""
    ended = (
        session.execute(
            update(SignIn)
            .where(*which, SignIn.ended_at.is_(None))
            .values(ended_at=now)
            .returning(SignIn.id)
        )
        .scalars()
        .all()
    )
    unsubscribe.end_with(session, ended, now)
    return bool(ended)
