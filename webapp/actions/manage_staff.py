"""An owner lets somebody work at the program, or no longer."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit, enroll, sign_out
from webapp.domain.access import OFFICE, Role, Viewer, normalized_username
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle, transaction
from webapp.models.people import Account
from webapp.models.program import Program


class StaffRefusal(StrEnum):
    """Why nothing was changed."""

    ONESELF = "oneself"
    GONE = "gone"


def add(viewer: Viewer, name: str, username: str, role: Role, *, now: Instant) -> int:
    """Make an account for a member of staff or an owner of the viewer's program; its id.

    `now` is the true instant. Raises `UsernameTaken` or `UsernameUnfit`.
    """
    assert role in OFFICE
    with transaction() as session:
        account = enroll.add_account(
            session, role, normalized_username(username), name, viewer.program_id, now
        )
        audit.record(
            session,
            now,
            "added_staff",
            actor_id=viewer.account_id,
            detail=f"{role} {account.id}",
        )
        return account.id


def change_role(viewer: Viewer, key: str, role: Role, *, now: Instant) -> StaffRefusal | None:
    """Make a colleague an owner, or an owner staff, or say why not.

    Nobody changes their own: so an owner is always left.
    """
    assert role in OFFICE

    def attempt(session: Session) -> StaffRefusal | None:
        account = _colleague(session, viewer, key)
        if isinstance(account, StaffRefusal):
            return account
        if account.role is not role:
            account.role = role
            audit.record(
                session,
                now,
                "changed_role",
                actor_id=viewer.account_id,
                detail=f"{role} {account.id}",
            )
        return None

    return settle(attempt)


def close(viewer: Viewer, key: str, *, now: Instant) -> StaffRefusal | None:
    """Close a colleague's account: their sign-ins end at once, what they wrote down stays."""

    def attempt(session: Session) -> StaffRefusal | None:
        account = _colleague(session, viewer, key)
        if isinstance(account, StaffRefusal):
            return account
        account.closed_at = now
        sign_out.end_all_of(session, account.id, now)
        audit.record(
            session, now, "closed_account", actor_id=viewer.account_id, detail=f"{account.id}"
        )
        return None

    return settle(attempt)


def _colleague(session: Session, viewer: Viewer, key: str) -> Account | StaffRefusal:
    """Somebody else's open account of the viewer's program. Two owners who close each other do
    it one after the other, and the second is not an owner any more."""
    session.execute(select(Program.id).where(Program.id == viewer.program_id).with_for_update())
    own = session.get_one(Account, viewer.account_id)
    if own.closed_at is not None or own.role is not Role.OWNER:
        return StaffRefusal.GONE
    account = session.execute(
        select(Account).where(
            Account.key == key,
            Account.program_id == viewer.program_id,
            Account.role.in_(OFFICE),
            Account.closed_at.is_(None),
        )
    ).scalar_one_or_none()
    if account is None:
        return StaffRefusal.GONE
    return StaffRefusal.ONESELF if account.id == viewer.account_id else account
