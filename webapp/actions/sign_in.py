"""Sign in with the name and the passphrase; keep the sign-in as a row."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.actions import audit, passphrase, throttle
from webapp.domain.access import Role, normalized_username
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle, transaction
from webapp.models.people import Account, KnownDevice, SignIn
from webapp.queries.sign_in import token_hash

KIND = "sign-in"
TOUCH_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """It worked: the token goes into the cookie and nowhere else."""

    token: str
    role: Role


@dataclass(frozen=True, slots=True)
class NotSignedIn:
    """It did not. `wait` is how long the next try has to wait, zero if it may come at once."""

    wait: timedelta


def sign_in(
    username: str, typed: str, *, own_phone: bool, browser: str, device: str, now: Instant
) -> SignedIn | NotSignedIn:
    """Try to sign in. `now` is the true instant; `device` names the browser, at random.

    The try is counted before the hash is compared, so a thousand tries at once count a
    thousand. A browser that has been here before has a count of its own: strangers who
    guess cannot lock its owner out.
    """
    username = normalized_username(username)
    with transaction() as session:
        account = _account(session, username)
        name = _throttle_name(session, username, account, device)
        wait = throttle.wait(session, KIND, name, now)
        if wait > timedelta(0):
            return NotSignedIn(wait)
        throttle.count_failure(session, KIND, name, now)
        kept = account.passcode_hash if account else None
        account_id = account.id if account else None
    if not passphrase.matches(kept, typed) or account_id is None:
        with transaction() as session:
            if account_id is not None:
                # Whoever tried is unknown; the throttle keeps these rows few.
                detail = f"account {account_id}"
                audit.record(session, now, "sign_in_refused", actor_id=None, detail=detail)
            return NotSignedIn(throttle.wait(session, KIND, name, now))

    def succeed(session: Session) -> SignedIn | NotSignedIn:
        account = session.get_one(Account, account_id)
        if account.passcode_hash != kept or account.closed_at is not None:
            # A new invitation was redeemed while the old passphrase was being compared.
            return NotSignedIn(timedelta(0))
        throttle.forget(session, KIND, name)
        return begin(session, account, own_phone=own_phone, browser=browser, device=device, now=now)

    return settle(succeed)


def begin(
    session: Session,
    account: Account,
    *,
    own_phone: bool,
    browser: str,
    device: str,
    now: Instant,
) -> SignedIn:
    """Make the sign-in row for an account that has proved itself, in the caller's transaction."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token_hash=token_hash(token),
            account_id=account.id,
            own_phone=own_phone and account.role is Role.PARTICIPANT,
            browser=browser[:80],
            created_at=now,
            last_used_at=now,
        )
    )
    known = select(KnownDevice.id).where(
        KnownDevice.account_id == account.id, KnownDevice.device_hash == token_hash(device)
    )
    if session.execute(known).first() is None:
        session.add(
            KnownDevice(account_id=account.id, device_hash=token_hash(device), first_seen_at=now)
        )
    audit.record(session, now, "signed_in", actor_id=account.id)
    return SignedIn(token, account.role)


def touch(sign_in_id: int, now: Instant) -> None:
    """Write down that the sign-in was used, so that its idle time begins anew.

    Not worth waiting for: behind a busy database it is left to the next request.
    """
    with transaction(patience_ms=50) as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_used_at=now))


def _account(session: Session, username: str) -> Account | None:
    return session.execute(
        select(Account).where(Account.username == username, Account.closed_at.is_(None))
    ).scalar_one_or_none()


def _throttle_name(session: Session, username: str, account: Account | None, device: str) -> str:
    if account is not None:
        known = select(KnownDevice.id).where(
            KnownDevice.account_id == account.id, KnownDevice.device_hash == token_hash(device)
        )
        if session.execute(known).first() is not None:
            return f"{username} on {device}"
    return f"{username} elsewhere"
