"""Everybody of a program as a list that a coordinator can work with: filtered, sorted, paged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from webapp.domain.access import Viewer
from webapp.domain.cut import Cut
from webapp.domain.enrollment import Order, Place, Show
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.people import Account, Invitation, Participant, SignIn
from webapp.models.push import PushSubscription
from webapp.queries import people
from webapp.queries.people import Person
from webapp.queries.phones import reachable

"""As many people as one page shows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One participant in the list."""

    person: Person
    place: Place
    has_card: bool
    """Whether an invitation is out that still works."""

    @property
    def planned_end(self) -> date:
        return self.place.planned_end


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list."""

    today: date
    counts: Mapping[Show, int]
    people: tuple[Listed, ...]
    cut: Cut


def load(
    viewer: Viewer, show: Show, order: Order, number: int, now: Instant, true_now: Instant
) -> ListPage:
    """That page of those people, or the nearest there is. Three statements.

    Phones and invitations go by the machine's time.
    """
    today = local_date(now, viewer.zone)
    everybody = _everybody(viewer, now, true_now)
    chosen = [each for each in everybody if each.place.is_in(show, today)]
    if order is Order.FIRST_DAY:
        chosen.sort(key=lambda each: each.person.starts_on, reverse=True)
    counts = {each: sum(one.place.is_in(each, today) for one in everybody) for each in Show}
    return _page(today, counts, chosen, number)


def find(viewer: Viewer, wanted: str, now: Instant, true_now: Instant) -> ListPage:
    """Those who are called like that, ended or not: the first of them. Three statements."""
    today = local_date(now, viewer.zone)
    everybody = _everybody(viewer, now, true_now)
    counts = {each: sum(one.place.is_in(each, today) for one in everybody) for each in Show}
    return _page(today, counts, [each for each in everybody if each.person.is_called(wanted)], 1)


def _page(today: date, counts: Mapping[Show, int], chosen: list[Listed], number: int) -> ListPage:
    cut = Cut.nearest(number, len(chosen))
    return ListPage(today, counts, tuple(cut.of(chosen)), cut)


def _everybody(viewer: Viewer, now: Instant, true_now: Instant) -> list[Listed]:
    """By name. Three statements."""
    with_phone, with_card = _with_phone(viewer), _with_card(viewer, true_now)
    return [
        Listed(
            person,
            Place(
                person.starts_on,
                person.starts_on + timedelta(weeks=person.planned_weeks),
                person.ended_on,
                has_way_in=person.has_passphrase or person.participant_id in with_card,
                has_phone=person.participant_id in with_phone,
            ),
            has_card=person.participant_id in with_card,
        )
        for person in people.everybody(viewer, now)
    ]


def _with_phone(viewer: Viewer) -> set[int]:
    found = db.session.execute(
        select(Participant.id)
        .join(Account, Account.id == Participant.account_id)
        .join(PushSubscription, PushSubscription.account_id == Account.id)
        .join(SignIn, SignIn.id == PushSubscription.sign_in_id)
        .where(Account.program_id == viewer.program_id, *reachable())
    )
    return set(found.scalars())


def _with_card(viewer: Viewer, true_now: Instant) -> set[int]:
    found = db.session.execute(
        select(Participant.id)
        .join(Account, Account.id == Participant.account_id)
        .join(Invitation, Invitation.account_id == Account.id)
        .where(
            Account.program_id == viewer.program_id,
            Invitation.redeemed_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > true_now,
        )
    )
    return set(found.scalars())
