"""The phones that can be reached, as their owner reads them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from webapp.domain.access import Viewer
from webapp.domain.reminders import Choice
from webapp.domain.subscription import STILL_WANTED, Ended
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.people import SignIn
from webapp.models.push import PushSubscription, ReminderChoiceRow


def reachable() -> tuple[ColumnElement[bool], ...]:
    """What holds for a subscription joined with its sign-in while messages may go there.

    A sign-in that has merely grown old still counts until it is ended: its phone is still
    that person's, and reminders that stop without a word do more harm.
    """
    return (
        PushSubscription.removed_at.is_(None),
        SignIn.ended_at.is_(None),
        SignIn.own_phone.is_(True),
    )


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone with reminders on. `tried_at` and `outcome` are of the last message to it;
    `is_detailed` if its lock screen says more than a time."""

    key: str
    browser: str
    since: Instant
    tried_at: Instant | None
    outcome: str
    is_this_one: bool
    is_detailed: bool = False


def phones(viewer: Viewer) -> tuple[Phone, ...]:
    """The viewer's own phones with reminders on, the latest first. One statement."""
    rows = db.session.execute(
        select(PushSubscription, SignIn.browser)
        .join(SignIn, SignIn.id == PushSubscription.sign_in_id)
        .where(PushSubscription.account_id == viewer.account_id, *reachable())
        .order_by(PushSubscription.created_at.desc(), PushSubscription.id.desc())
    )
    return tuple(
        Phone(
            row.key,
            browser,
            row.created_at,
            row.tried_at,
            row.try_outcome,
            row.sign_in_id == viewer.sign_in_id,
            row.detailed_since is not None,
        )
        for row, browser in rows
    )


@dataclass(frozen=True, slots=True)
class ThisPhone:
    """What is known about the phone that asks: whether its person wants reminders here, and
    the hash of the endpoint that they would go to ("" if there is none)."""

    wanted: bool
    known: str


def this_phone(viewer: Viewer) -> ThisPhone:
    """What the server knows about the phone of this sign-in. One statement."""
    rows = db.session.execute(
        select(
            PushSubscription.endpoint_hash,
            PushSubscription.removed_at,
            PushSubscription.removed_why,
        )
        .where(PushSubscription.sign_in_id == viewer.sign_in_id)
        .order_by(PushSubscription.seen_at.desc(), PushSubscription.id.desc())
    ).all()
    known = next((row.endpoint_hash for row in rows if row.removed_at is None), "")
    last = rows[0].removed_why if rows else Ended.OFF
    return ThisPhone(bool(known) or last in STILL_WANTED, known)


def choice_of(participant_id: int) -> Choice | None:
    """What the participant chose last, or None if they never did. One statement."""
    found = db.session.execute(
        select(ReminderChoiceRow.leads, ReminderChoiceRow.since)
        .where(ReminderChoiceRow.participant_id == participant_id)
        .order_by(ReminderChoiceRow.id.desc())
        .limit(1)
    ).one_or_none()
    return None if found is None else Choice(tuple(found.leads), found.since)
