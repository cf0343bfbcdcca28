"""Ask once more, just before sending, what is still wanted and where it can go."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import LargeBinary, Row, select, type_coerce

from webapp.domain.reminders import FIRST_WAIT, why_not
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.encrypted import opened
from webapp.models.people import Account, Participant, SignIn
from webapp.models.push import PushSubscription
from webapp.models.reminders import DeliveryState
from webapp.push.letter import LANGUAGE, Letter, letter
from webapp.push.outbox import Claim, Result, can_be_reached
from webapp.push.transport import Target
from webapp.queries import reminders, texts

log = logging.getLogger("dayline.worker")
UNTIL_MENDED = timedelta(minutes=1)
LEAST_REMAINING = timedelta(seconds=1)
"""A push service counts in whole seconds: with less than one left there is nothing to keep."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be sent now, and what is settled without being sent. `troubled` if something
    was broken, so that some could not be asked about."""

    letters: tuple[Letter, ...]
    settled: tuple[Result, ...]
    troubled: bool = False


def ask(claims: Sequence[Claim], secret: bytes, now: Instant) -> Asked:
    """Look at what is so now. Nine statements for each program among the claims.

    What cannot be decided, because something is broken, is tried again later: nothing is
    sent on a guess, and the others are not held up.
    """
    letters: list[Letter] = []
    settled: list[Result] = []
    troubled = False
    in_order = sorted(claims, key=lambda claim: claim.program_id)
    for program_id, group in groupby(in_order, key=lambda claim: claim.program_id):
        ours = tuple(group)
        try:
            found = _ask_one_program(program_id, ours, secret, now)
        except Exception:
            log.exception("could not ask whether reminders are wanted")
            troubled = True
            db.session.rollback()
            later = DeliveryState.WAITING
            settled += [Result(each, later, wait=FIRST_WAIT, tried=False) for each in ours]
            continue
        letters += found.letters
        settled += found.settled
    # No snapshot of the database is held while phones are told.
    db.session.rollback()
    return Asked(tuple(letters), tuple(settled), troubled)


def _ask_one_program(
    program_id: int, claims: Sequence[Claim], secret: bytes, now: Instant
) -> Asked:
    outlook = reminders.outlook(program_id, now, {each.participant_id for each in claims})
    word = texts.of_program(program_id, LANGUAGE).reminder
    targets = _targets({each.subscription_id for each in claims})
    letters: list[Letter] = []
    settled: list[Result] = []
    for claim in claims:
        its = claim.reminder
        standing = outlook.standings.get((claim.participant_id, its.day, its.session))
        remaining = its.expires_at - now
        target = targets.get((claim.subscription_id, claim.participant_id))
        if remaining < LEAST_REMAINING:
            settled.append(Result(claim, DeliveryState.DROPPED, tried=False))
        elif standing is None or why_not(its, standing, now) is not None:
            settled.append(Result(claim, DeliveryState.NOT_WANTED, tried=False))
        elif target is None:
            # Signed out or ended in this moment. It is not claimed again unless it comes back.
            settled.append(Result(claim, DeliveryState.WAITING, tried=False))
        elif isinstance(target, Phone):
            program = outlook.program if target.wants_details else ""
            letters.append(letter(claim, target.target, outlook.zone, secret, program, word))
        else:
            later = DeliveryState.WAITING
            settled.append(Result(claim, later, wait=UNTIL_MENDED, tried=False))
    return Asked(tuple(letters), tuple(settled))


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that can be written to, and whether its person wants detailed text there."""

    target: Target
    wants_details: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A subscription that no key of this deployment opens."""


def _targets(ids: Iterable[int]) -> dict[tuple[int, int], Phone | Unreadable]:
    """Where these subscriptions listen, by subscription and whose it is now: a phone can have
    passed to somebody else. Those that ended are missing. One statement.

    Each is opened by itself, so that one that cannot be read does not hold up the others.
    """
    rows = db.session.execute(
        select(
            PushSubscription.id,
            Participant.id.label("participant_id"),
            type_coerce(PushSubscription.endpoint, LargeBinary).label("endpoint"),
            PushSubscription.p256dh,
            type_coerce(PushSubscription.auth, LargeBinary).label("auth"),
            PushSubscription.detailed_since,
        )
        .join(SignIn, SignIn.id == PushSubscription.sign_in_id)
        .join(Account, Account.id == PushSubscription.account_id)
        .join(Participant, Participant.account_id == Account.id)
        .where(PushSubscription.id.in_(ids), *can_be_reached())
    )
    return {(row.id, row.participant_id): _opened(row) for row in rows}


def _opened(row: Row[*tuple[Any, ...]]) -> Phone | Unreadable:
    try:
        target = Target(opened(row.endpoint).decode(), row.p256dh, opened(row.auth))
    except (InvalidToken, ValueError):
        log.error("a subscription cannot be read with these data keys")
        return Unreadable()
    return Phone(target, wants_details=row.detailed_since is not None)
