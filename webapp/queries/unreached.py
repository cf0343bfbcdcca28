"""Whom of a date's sessions no reminder has reached, and whom staff have told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import and_, func, select

from webapp.domain.attendance import Status
from webapp.domain.reached import (
    FINE,
    Contact,
    Fate,
    Reach,
    Reached,
    Sending,
    is_time_to_call,
    reached,
)
from webapp.domain.subscription import Ended
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.people import Account, Participant, SignIn
from webapp.models.push import PushSubscription, ReminderChoiceRow
from webapp.models.reminders import ContactRow, DeliveryRow, DeliveryState, ReminderRow
from webapp.queries.contacts import phones_of
from webapp.queries.phones import reachable
from webapp.queries.reminders import COLUMNS, reminder_in
from webapp.queries.sessions import Expected, SessionList, SessionsPage

FATES = {DeliveryState.SENT: Fate.SENT, DeliveryState.REFUSED: Fate.REFUSED}
EXPECTED = frozenset({Status.UPCOMING, Status.OPEN})
"""Whoever is excused, too late for this one, or settled in any other way needs no call."""


@dataclass(frozen=True, slots=True)
class Contacted:
    """Who was told, how, when and by whom."""

    person: Expected
    how: Contact
    at: Instant
    by: str


@dataclass(frozen=True, slots=True)
class Unreached:
    """Of one session: who needs a call and why, who had one, and how many were sent a reminder
    that may or may not have been seen."""

    to_call: tuple[tuple[Expected, Reached], ...] = ()
    contacted: tuple[Contacted, ...] = ()
    unconfirmed: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.to_call or self.contacted or self.unconfirmed)


@dataclass(frozen=True, slots=True)
class UnreachedPage:
    """By the name of a session; the phones of those to call, by participant, where known; and a
    version that changes with what is shown."""

    sessions: Mapping[str, Unreached]
    phones: Mapping[int, str]

    @property
    def version(self) -> str:
        """A short name for exactly what is shown, times of day left out."""
        shown = [
            (
                name,
                [
                    (person.key, why, self.phones.get(person.participant_id))
                    for person, why in each.to_call
                ],
                [(one.person.key, one.how, one.at, one.by) for one in each.contacted],
                each.unconfirmed,
            )
            for name, each in self.sessions.items()
        ]
        return sha256(repr(shown).encode()).hexdigest()[:16]


def load(page: SessionsPage, program_id: int) -> UnreachedPage:
    """For the people on that page, and nobody else: whoever may not be seen is not on it.

    One statement, and five while it is time to call somebody.
    """
    contacts = _contacts(page, program_id)
    awaited = {each.session.name: _awaited(each, page.now) for each in page.lists}
    ids = {person.participant_id for persons in awaited.values() for person in persons}
    reach = _reach(ids) if ids else {}
    sendings = _sendings(page, program_id, ids) if ids else defaultdict(list)

    def of(each: SessionList) -> Unreached:
        name = each.session.name
        told = {
            person: contacts[person.participant_id, name]
            for person in each.missing
            if (person.participant_id, name) in contacts
        }
        rest = [
            (person, reached(own, reach[whose], sendings[whose, name], page.now))
            for person in awaited[name]
            if person not in told
            and (whose := person.participant_id)
            and (own := person.attendance.session)
        ]
        return Unreached(
            tuple((person, why) for person, why in rest if why not in FINE),
            tuple(Contacted(person, *contact) for person, contact in told.items()),
            sum(why is Reached.SENT for _, why in rest),
        )

    return UnreachedPage(
        {each.session.name: of(each) for each in page.lists},
        phones_of(ids) if ids else {},
    )


def _awaited(each: SessionList, now: Instant) -> list[Expected]:
    """Those who are expected soon, by their own time, not here, and have said nothing."""
    return [
        person
        for person in each.missing
        if person.attendance.facts.said is None
        and person.attendance.status in EXPECTED
        and is_time_to_call(person.attendance.session, now)
    ]


def _contacts(
    page: SessionsPage, program_id: int
) -> dict[tuple[int, str], tuple[Contact, Instant, str]]:
    """By participant and session: the first contact of each. One statement."""
    rows = db.session.execute(
        select(
            ContactRow.participant_id,
            ContactRow.session,
            ContactRow.how,
            ContactRow.at,
            Account.name,
        )
        .join(Account, Account.id == ContactRow.by)
        .where(ContactRow.program_id == program_id, ContactRow.day == page.day)
        .order_by(ContactRow.id.desc())
    )
    return {(row.participant_id, row.session): (row.how, row.at, row.name) for row in rows}


def _reach(ids: Collection[int]) -> dict[int, Reach]:
    """By participant: whether they want reminders, and what became of their phones. Two
    statements."""
    latest = (
        select(func.max(ReminderChoiceRow.id))
        .where(ReminderChoiceRow.participant_id.in_(ids))
        .group_by(ReminderChoiceRow.participant_id)
    )
    chosen = db.session.execute(
        select(ReminderChoiceRow.participant_id, ReminderChoiceRow.leads).where(
            ReminderChoiceRow.id.in_(latest)
        )
    )
    want_none = {row.participant_id for row in chosen if not row.leads}
    found = {each: Reach(each not in want_none) for each in ids}
    phones = db.session.execute(
        select(
            Participant.id,
            and_(*reachable()).label("is_on"),
            PushSubscription.removed_why,
        )
        .join(PushSubscription, PushSubscription.account_id == Participant.account_id)
        .join(SignIn, SignIn.id == PushSubscription.sign_in_id)
        .where(Participant.id.in_(ids))
        .order_by(PushSubscription.seen_at, PushSubscription.id)
    )
    for row in phones:
        has_phone = found[row.id].has_phone or row.is_on
        ended = Ended(row.removed_why) if row.removed_why else Ended.SIGNED_OUT
        found[row.id] = replace(found[row.id], has_phone=has_phone, ended=ended)
    return found


def _sendings(
    page: SessionsPage, program_id: int, ids: Collection[int]
) -> defaultdict[tuple[int, str], list[Sending]]:
    """By participant and session: reminders that are wanted, on each phone. One statement."""
    rows = db.session.execute(
        select(*COLUMNS, ReminderRow.participant_id, DeliveryRow.state)
        .outerjoin(DeliveryRow, DeliveryRow.reminder_id == ReminderRow.id)
        .where(
            ReminderRow.program_id == program_id,
            ReminderRow.day == page.day,
            ReminderRow.participant_id.in_(ids),
            ReminderRow.cancelled_at.is_(None),
        )
    )
    found: defaultdict[tuple[int, str], list[Sending]] = defaultdict(list)
    for row in rows:
        sending = Sending(reminder_in(row), FATES.get(row.state, Fate.OTHER))
        found[row.participant_id, row.session].append(sending)
    return found
