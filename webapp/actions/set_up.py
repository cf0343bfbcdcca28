"""The very first visit: a one-time code, then a program and its first owner."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.actions import apply_program, audit, enroll, passphrase, sign_in, throttle
from webapp.actions.apply_program import Named
from webapp.actions.sign_in import SignedIn
from webapp.domain.access import (
    CODE_ALPHABET,
    CODE_LENGTH,
    Role,
    normalized_invitation,
    normalized_username,
)
from webapp.domain.errors import DaylineError
from webapp.domain.program_template import ProgramTemplate
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.people import Account
from webapp.models.setup import SetupCode
from webapp.queries.sign_in import token_hash

GOOD_FOR = timedelta(hours=24)
KIND = "setup"


class SetUpAlready(DaylineError):
    """Somebody has an account here, so there is nothing to set up."""

    def __init__(self) -> None:
        super().__init__("Dayline is set up already: sign in")


@dataclass(frozen=True, slots=True)
class First:
    """What is set up: a program that follows a template from a date on, and its owner."""

    template: ProgramTemplate
    named: Named
    effective_from: date
    owner: str
    username: str
    passphrase: str


def make_code(now: Instant) -> str:
    """A new code, good once and for 24 hours; the one before stops working.

    `now` is the true instant. Raises `SetUpAlready`.
    """
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    with transaction() as session:
        _check_empty(session)
        session.execute(delete(SetupCode))
        session.add(
            SetupCode(code_hash=token_hash(code), made_at=now, expires_at=Instant(now + GOOD_FOR))
        )
        audit.record(session, now, "setup_code_made", actor_id=None)
    return code


def is_good(typed: str, device: str, now: Instant) -> bool | timedelta:
    """Whether the code is good; or how long this browser has to wait before the next try."""
    with transaction() as session:
        wait = throttle.wait(session, KIND, device, now)
        if wait > timedelta(0):
            return wait
        if _find(session, typed, now) is None:
            throttle.count_failure(session, KIND, device, now)
            return False
        return True


def set_up(
    typed: str, first: First, *, browser: str, device: str, now: Instant, true_now: Instant
) -> SignedIn | None:
    """Make the program and its owner, sign in, and use the code up. None if it is not good.

    Of any number of tries at once one wins. Raises `ProgramExists`, `UnknownZone`,
    `UsernameUnfit` or `SetUpAlready`; then nothing is made.
    """
    kept = passphrase.hashed(first.passphrase)
    with transaction() as session:
        row = _find(session, typed, true_now)
        if row is None:
            return None
        _check_empty(session)
        session.delete(row)
        program_id = apply_program.make(
            session, first.template, first.named, first.effective_from, actor_id=None, now=now
        )
        account = enroll.add_account(
            session,
            Role.OWNER,
            normalized_username(first.username),
            first.owner,
            program_id,
            true_now,
        )
        account.passcode_hash = kept
        audit.record(session, true_now, "set_up", actor_id=account.id)
        return sign_in.begin(
            session, account, own_phone=False, browser=browser, device=device, now=true_now
        )


def _check_empty(session: Session) -> None:
    if session.execute(select(Account.id).limit(1)).first() is not None:
        raise SetUpAlready


def _find(session: Session, typed: str, now: Instant) -> SetupCode | None:
    """The row, held: of two who set up at once the second finds it gone."""
    return session.execute(
        select(SetupCode)
        .where(
            SetupCode.code_hash == token_hash(normalized_invitation(typed)),
            SetupCode.expires_at > now,
        )
        .with_for_update()
    ).scalar_one_or_none()
