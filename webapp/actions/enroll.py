"""Bring somebody into a program: a participant, or a member of its staff."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.access import OFFICE, USERNAME, Role, normalized_username
from webapp.domain.daytime import DaytimePlan
from webapp.domain.errors import DaylineError
from webapp.domain.wall_clock import Instant
from webapp.models.base import db, transaction
from webapp.models.people import Account, Enrollment, Participant
from webapp.models.program import DaytimePlanRow


class UsernameTaken(DaylineError):
    """Somebody signs in with this name already."""

    def __init__(self, username: str) -> None:
        super().__init__(f"somebody signs in with the name {username!r} already")


class UsernameUnfit(DaylineError):
    """A name to sign in with has 1 to 40 letters a–z, digits, dots or hyphens."""

    def __init__(self, username: str) -> None:
        super().__init__(f"{username!r} is no name to sign in with: a-z, 0-9, dots, hyphens")


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """What staff say about somebody they enroll. Dates are the program's."""

    name: str
    username: str
    starts_on: date
    planned_weeks: int
    plans: tuple[DaytimePlan, ...] = ()


def username_from(name: str) -> str:
    """A name to sign in with, made from a person's name: "Ana Lía M." becomes "ana-lia-m"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:36].rstrip("-") or "guest"


def free_username(session: Session, wanted: str) -> str:
    """The wanted name with random digits behind it, so that it tells nothing about others."""
    for digits in count(3):
        name = f"{wanted}-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if session.execute(select(Account.id).where(Account.username == name)).first() is None:
            return name
    raise AssertionError("numbers do not end")


def free_number(session: Session) -> str:
    """A personal number that nobody has: six digits, at random, the first of them no 0."""
    while True:
        number = str(100_000 + secrets.randbelow(900_000))
        taken = select(Participant.id).where(Participant.number == number)
        if session.execute(taken).first() is None:
            return number


def enroll(
    new: NewParticipant, *, program_id: int, by: int | None, now: Instant, true_now: Instant
) -> str:
    """Enroll a participant and return their key. Sessions over by `now` are not theirs.

    Without a username one is made from the name. Raises `UsernameTaken` or `UsernameUnfit`.
    """
    with transaction() as session:
        return add(session, new, program_id=program_id, by=by, now=now, true_now=true_now).key


def add(
    session: Session,
    new: NewParticipant,
    *,
    program_id: int,
    by: int | None,
    now: Instant,
    true_now: Instant,
) -> Participant:
    """The same in the caller's transaction."""
    username = normalized_username(new.username)
    if not username:
        username = free_username(session, username_from(new.name))
    account = add_account(session, Role.PARTICIPANT, username, new.name, program_id, true_now)
    participant = Participant(account_id=account.id, number=free_number(session))
    session.add(participant)
    session.flush()
    session.add(
        Enrollment(
            participant_id=participant.id,
            program_id=program_id,
            starts_on=new.starts_on,
            planned_weeks=new.planned_weeks,
            enrolled_at=now,
            enrolled_by=by,
        )
    )
    session.add_all(
        DaytimePlanRow(
            participant_id=participant.id,
            activity=plan.activity,
            place=plan.place,
            weekdays=plan.weekdays,
            starts=plan.starts,
            ends=plan.ends,
            full_time=plan.full_time,
            effective_from=plan.effective_from,
            recorded_at=true_now,
            recorded_by=by,
        )
        for plan in new.plans
    )
    audit.record(session, true_now, "enrolled", actor_id=by, participant_id=participant.id)
    return participant


class UnknownUsername(DaylineError):
    """No member of staff signs in with that name."""

    def __init__(self, username: str) -> None:
        super().__init__(f"nobody of the staff signs in with the name {username!r}")


def office_account(username: str) -> int:
    """The account of a member of staff or an owner. Raises `UnknownUsername`."""
    found = db.session.execute(
        select(Account.id).where(
            Account.username == normalized_username(username), Account.role.in_(OFFICE)
        )
    ).scalar_one_or_none()
    if found is None:
        raise UnknownUsername(username)
    return found


def add_staff(name: str, username: str, role: Role, *, program_id: int, now: Instant) -> int:
    """Make an account for program staff or an owner and return its id.

    Raises `UsernameTaken` or `UsernameUnfit`.
    """
    with transaction() as session:
        account = add_account(session, role, normalized_username(username), name, program_id, now)
        audit.record(session, now, "added_staff", actor_id=None, detail=f"{role} {account.id}")
        return account.id


def add_account(
    session: Session, role: Role, username: str, name: str, program_id: int | None, now: Instant
) -> Account:
    """A new account, in the caller's transaction. Raises `UsernameTaken` or `UsernameUnfit`."""
    if not USERNAME.fullmatch(username):
        raise UsernameUnfit(username)
    if session.execute(select(Account.id).where(Account.username == username)).first():
        raise UsernameTaken(username)
    account = Account(
        role=role, username=username, name=name.strip(), program_id=program_id, created_at=now
    )
    session.add(account)
    session.flush()
    return account
