"""Participants of a program, as its staff see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from webapp.domain.access import Role, Viewer, is_live, life_of
from webapp.domain.daytime import DaytimePlan, plans_in_force
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.people import Account, Enrollment, Invitation, Participant, SignIn
from webapp.models.program import Program
from webapp.queries import schedule


@dataclass(frozen=True, slots=True)
class Person:
    """One participant in a list."""

    participant_id: int
    key: str
    name: str
    username: str
    starts_on: date
    planned_weeks: int
    ended_on: date | None
    has_passphrase: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One participant with what staff need to help them."""

    person: Person
    plans: tuple[DaytimePlan, ...]
    open_invitation_until: Instant | None
    redeemed_at: Instant | None
    signed_in_browsers: int


def _people(viewer: Viewer, *where: ColumnElement[bool]) -> list[Person]:
    rows = db.session.execute(
        select(
            Participant.id,
            Participant.key,
            Account.name,
            Account.username,
            Enrollment.starts_on,
            Enrollment.planned_weeks,
            Enrollment.ended_on,
            Account.passcode_hash.is_not(None),
        )
        .join(Account, Account.id == Participant.account_id)
        .join(Enrollment, Enrollment.participant_id == Participant.id)
        .where(Enrollment.program_id == viewer.program_id, *where)
        .order_by(Account.name, Participant.id)
    )
    return [Person(*row) for row in rows]


def everybody(viewer: Viewer) -> tuple[Person, ...]:
    """All participants of the viewer's program, by name. One statement."""
    return tuple(_people(viewer))


def find(viewer: Viewer, key: str) -> Person | None:
    """A participant of the viewer's own program, or None: another program's is not there."""
    return next(iter(_people(viewer, Participant.key == key)), None)


def load(viewer: Viewer, key: str, today: date, now: Instant) -> PersonPage | None:
    """One participant of the viewer's program with invitation and sign-ins. Four statements.

    `today` is the program's date, which chooses the plan in force; `now` is the true instant,
    for invitations and sign-ins do not follow a demo's time.
    """
    person = find(viewer, key)
    if person is None:
        return None
    account_id = (
        select(Participant.account_id)
        .where(Participant.id == person.participant_id)
        .scalar_subquery()
    )
    invitation = db.session.execute(
        select(Invitation.expires_at, Invitation.redeemed_at)
        .where(Invitation.account_id == account_id, Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.id.desc())
        .limit(1)
    ).one_or_none()
    sign_ins = db.session.execute(
        select(SignIn.own_phone, SignIn.created_at, SignIn.last_used_at).where(
            SignIn.account_id == account_id, SignIn.ended_at.is_(None)
        )
    )
    browsers = sum(
        is_live(life_of(Role.PARTICIPANT, own), made, used, now) for own, made, used in sign_ins
    )
    is_open = invitation and invitation.redeemed_at is None and invitation.expires_at > now
    return PersonPage(
        person=person,
        plans=plans_in_force(schedule.plans_of(person.participant_id), today),
        open_invitation_until=invitation.expires_at if invitation and is_open else None,
        redeemed_at=invitation.redeemed_at if invitation else None,
        signed_in_browsers=browsers,
    )


def program_weeks(viewer: Viewer) -> tuple[int, int]:
    """The least and most weeks that the viewer's program lasts. One statement."""
    row = db.session.execute(
        select(Program.weeks_least, Program.weeks_most).where(Program.id == viewer.program_id)
    ).one()
    return row.weeks_least, row.weeks_most
