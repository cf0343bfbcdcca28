"""A one-time way in: made by staff, redeemed once, after which it is worth nothing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.actions import audit, passphrase, throttle
from webapp.actions.sign_in import SignedIn, begin
from webapp.actions.sign_out import end_all_of
from webapp.domain.access import CODE_ALPHABET, CODE_LENGTH, Role, Viewer, normalized_invitation
from webapp.domain.wall_clock import Instant
from webapp.models.base import db, settle, transaction
from webapp.models.people import Account, Invitation, Participant
from webapp.queries.sign_in import token_hash

ON_PAPER = timedelta(hours=72)
KIND = "invitation"


@dataclass(frozen=True, slots=True)
class Invited:
    """Shown once, to be printed or scanned; only hashes are kept."""

    token: str
    code: str
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class Offer:
    """Whom an invitation is for, before it is redeemed."""

    name: str
    username: str
    role: Role


def invite(account_id: int, *, by: int | None, now: Instant) -> Invited:
    """Make an invitation for 72 hours. Earlier ones of the account stop working."""
    with transaction() as session:
        return make(session, account_id, by=by, now=now)


def make(session: Session, account_id: int, *, by: int | None, now: Instant) -> Invited:
    """The same in the caller's transaction."""
    token = secrets.token_urlsafe(24)
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    expires_at = Instant(now + ON_PAPER)
    session.execute(
        update(Invitation)
        .where(
            Invitation.account_id == account_id,
            Invitation.redeemed_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    session.add(
        Invitation(
            account_id=account_id,
            token_hash=token_hash(token),
            code_hash=token_hash(code),
            created_at=now,
            created_by=by,
            expires_at=expires_at,
        )
    )
    participant_id = session.execute(
        select(Participant.id).where(Participant.account_id == account_id)
    ).scalar_one_or_none()
    whom = "" if participant_id else f"account {account_id}"
    audit.record(session, now, "invited", actor_id=by, participant_id=participant_id, detail=whom)
    return Invited(token, code, expires_at)


def invite_participant(viewer: Viewer, participant_id: int, now: Instant) -> Invited:
    """Staff invite a participant of their program."""
    account_id = db.session.execute(
        select(Participant.account_id).where(Participant.id == participant_id)
    ).scalar_one()
    return invite(account_id, by=viewer.account_id, now=now)


def look_up(typed: str, device: str, now: Instant) -> Offer | timedelta | None:
    """Whom the link or code is for; None if it is not good (any more); or how long to wait.

    Looking up burns nothing, so a link preview does no harm.
    """
    with transaction() as session:
        wait = throttle.wait(session, KIND, device, now)
        if wait > timedelta(0):
            return wait
        found = _find(session, typed, now)
        if found is None:
            throttle.count_failure(session, KIND, device, now)
            return None
        _, account = found
        return Offer(account.name, account.username, account.role)


def redeem(
    typed: str, new_passphrase: str, *, own_phone: bool, browser: str, device: str, now: Instant
) -> SignedIn | None:
    """Set the passphrase, end every earlier sign-in and sign in. None if no longer good.

    Of any number of tries at once, one wins: the row is taken by a guarded update.
    """
    with transaction() as session:
        if _find(session, typed, now) is None:
            return None
    kept = passphrase.hashed(new_passphrase)

    def attempt(session: Session) -> SignedIn | None:
        found = _find(session, typed, now)
        if found is None:
            return None
        invitation, account = found
        taken = session.execute(
            update(Invitation)
            .where(Invitation.id == invitation.id, Invitation.redeemed_at.is_(None))
            .values(redeemed_at=now)
            .returning(Invitation.id)
        ).first()
        if taken is None:
            return None
        account.passcode_hash = kept
        end_all_of(session, account.id, now)
        audit.record(session, now, "redeemed_invitation", actor_id=account.id)
        return begin(session, account, own_phone=own_phone, browser=browser, device=device, now=now)

    return settle(attempt)


def _find(session: Session, typed: str, now: Instant) -> tuple[Invitation, Account] | None:
    hashes = (token_hash(typed.strip()), token_hash(normalized_invitation(typed)))
    row = session.execute(
        select(Invitation, Account)
        .join(Account, Account.id == Invitation.account_id)
        .where(
            (Invitation.token_hash == hashes[0]) | (Invitation.code_hash == hashes[1]),
            Invitation.redeemed_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now,
            Account.closed_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])
