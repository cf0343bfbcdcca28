"""Participants of a program, as its staff see them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, select

from webapp.domain.access import Role, Viewer, is_live, life_of
from webapp.domain.consent import Scope, Subject, may_see
from webapp.domain.daytime import DaytimePlan, plans_in_force
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.people import Account, Enrollment, Invitation, Participant, SignIn
from webapp.models.program import Program
from webapp.queries import after_end, contacts, earlier_enrollments, schedule
from webapp.queries.contacts import ContactsPage
from webapp.queries.earlier_enrollments import Earlier


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
    program_id: int
    number: str

    def is_called(self, wanted: str) -> bool:
        """Whether a name of theirs holds these letters, accents and capitals aside."""
        names = (folded(self.name), folded(self.username))
        return any(folded(wanted) in name for name in names)

    @property
    def version(self) -> str:
        """A short name for exactly what staff can correct."""
        shown = (self.name, self.username, self.starts_on, self.planned_weeks)
        return sha256(repr(shown).encode()).hexdigest()[:16]

    def is_over(self, today: date) -> bool:
        """Whether their last day in the program is past."""
        return self.ended_on is not None and self.ended_on < today


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One participant with what staff need to help them."""

    person: Person
    plans: tuple[DaytimePlan, ...]
    open_invitation_until: Instant | None
    redeemed_at: Instant | None
    signed_in_browsers: int
    contacts: ContactsPage
    earlier: tuple[Earlier, ...]
    """The times before this one, the latest first."""
    open_days: int
    """For so many days after their last one they can sign in."""

    @property
    def open_until(self) -> date | None:
        """The last date on which they can sign in, where the last one in the program is known."""
        last = self.person.ended_on
        return last + timedelta(days=self.open_days) if last else None


def folded(name: str) -> str:
    """A name for comparing: no capitals, no accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _people(viewer: Viewer, now: Instant, *where: ColumnElement[bool]) -> list[Person]:
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
            Enrollment.program_id,
            Participant.number,
        )
        .join(Account, Account.id == Participant.account_id)
        .join(Enrollment, Enrollment.participant_id == Participant.id)
        .where(Enrollment.program_id == viewer.program_id, *where)
        .order_by(Account.name, Participant.id)
    )
    people = [Person(*tuple(row)) for row in rows]
    return [each for each in people if _is_seen(viewer, each, now)]


def _is_seen(viewer: Viewer, person: Person, now: Instant) -> bool:
    subject = Subject(person.participant_id, person.program_id, viewer.zone, person.ended_on)
    return may_see(viewer, subject, Scope.ENROLLMENT, now)


def everybody(viewer: Viewer, now: Instant) -> tuple[Person, ...]:
    """All participants that the viewer may see, by name. One statement."""
    return tuple(_people(viewer, now))


def find(viewer: Viewer, key: str, now: Instant) -> Person | None:
    """A participant of the viewer's own program, or None: another program's is not there."""
    return next(iter(_people(viewer, now, Participant.key == key)), None)


def load(viewer: Viewer, key: str, now: Instant, true_now: Instant) -> PersonPage | None:
    """One participant of the viewer's program with invitation and sign-ins. Seven statements.

    `now` chooses the plan in force; invitations and sign-ins go by the machine's time.
    """
    person = find(viewer, key, now)
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
        is_live(life_of(Role.PARTICIPANT, own), made, used, true_now)
        for own, made, used in sign_ins
    )
    is_open = invitation and invitation.redeemed_at is None and invitation.expires_at > true_now
    return PersonPage(
        person=person,
        plans=plans_in_force(
            schedule.plans_of(person.participant_id), local_date(now, viewer.zone)
        ),
        open_invitation_until=invitation.expires_at if invitation and is_open else None,
        redeemed_at=invitation.redeemed_at if invitation else None,
        signed_in_browsers=browsers,
        contacts=contacts.load(person.participant_id),
        earlier=earlier_enrollments.load(person.participant_id),
        open_days=after_end.open_days(person.program_id, local_date(now, viewer.zone)),
    )


def program_weeks(viewer: Viewer) -> tuple[int, int]:
    """The least and most weeks that the viewer's program lasts. One statement."""
    row = db.session.execute(
        select(Program.weeks_least, Program.weeks_most).where(Program.id == viewer.program_id)
    ).one()
    return row.weeks_least, row.weeks_most
