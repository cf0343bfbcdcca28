"""Deliveries in the database: made, claimed, settled.

Whoever claims a delivery holds a lease on it; nobody else sends it meanwhile. A message can
go out twice in two ways: the process dies after the push service took it and before that is
written down, so that the lease runs out; or the push service took it and its answer never
came, so that it is tried again. Both times it has the same tag: a phone shows it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, exists, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp.actions.unsubscribe import end
from webapp.domain.heartbeat import TROUBLE, WORKER
from webapp.domain.reminders import Reminder
from webapp.domain.subscription import Ended, Tried
from webapp.domain.wall_clock import Instant
from webapp.models.base import insert_new, transaction
from webapp.models.people import Account, Participant, SignIn
from webapp.models.push import PushSubscription
from webapp.models.reminders import DeliveryRow, DeliveryState, Heartbeat, ReminderRow
from webapp.queries.phones import reachable
from webapp.queries.reminders import COLUMNS, reminder_in

LEASE = timedelta(seconds=60)
"""Much longer than one try can take."""
REMOVES = {
    DeliveryState.GONE: Ended.GONE,
    DeliveryState.SUBSCRIBE_AGAIN: Ended.OTHER_KEY,
}
"""Outcomes that end a subscription, and the word that it keeps for it."""
TRIED = {
    DeliveryState.SENT: Tried.SENT,
    DeliveryState.WAITING: Tried.LATER,
    DeliveryState.DROPPED: Tried.LATER,
    DeliveryState.GONE: Tried.GONE,
    DeliveryState.SUBSCRIBE_AGAIN: Tried.OTHER_KEY,
    DeliveryState.REFUSED: Tried.REFUSED,
}
"""What a phone's page says of its last message, whether a trial or a reminder."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that is ours until the lease runs out. `attempts` counts this try."""

    delivery_id: int
    subscription_id: int
    participant_id: int
    program_id: int
    attempts: int
    reminder: Reminder


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a claim. WAITING means another try after `wait`.

    `tried` is false for what was put back, or not wanted any more, before it was sent.
    """

    claim: Claim
    state: DeliveryState
    status: int | None = None
    wait: timedelta = timedelta(0)
    tried: bool = True


def can_be_reached() -> tuple[ColumnElement[bool], ...]:
    """Which subscriptions count, among rows joined with sign-ins and accounts."""
    return (*reachable(), Account.closed_at.is_(None))


def prepare(now: Instant, true_now: Instant) -> None:
    """A sign of life; a delivery for each phone of whoever has a reminder due; and an end to
    what came too late or is not needed any more. Three statements, however many people."""
    with transaction() as session:
        _beat(session, WORKER, true_now)
        names = ["reminder_id", "subscription_id", "state", "attempts", "next_try_at"]
        session.execute(insert_new(DeliveryRow).from_select(names, _due(now, true_now)))
        _sweep(session, now, true_now)


def trouble(true_now: Instant) -> None:
    """Somebody's reminders could not be planned, asked about or claimed: `/up` says so."""
    with transaction() as session:
        _beat(session, TROUBLE, true_now)


def _beat(session: Session, name: str, true_now: Instant) -> None:
    session.execute(insert_new(Heartbeat), [{"name": name, "at": true_now}])
    session.execute(update(Heartbeat).where(Heartbeat.name == name).values(at=true_now))


def _due(now: Instant, true_now: Instant) -> Select[*tuple[Any, ...]]:
    """Reminders and the phones that do not have them yet. A phone that subscribed anew is the
    same phone: what went out to its sign-in before is not sent there again."""
    is_there = exists().where(
        DeliveryRow.reminder_id == ReminderRow.id,
        DeliveryRow.subscription_id == PushSubscription.id,
    )
    before = aliased(PushSubscription)
    is_told = (
        exists()
        .where(
            DeliveryRow.reminder_id == ReminderRow.id,
            DeliveryRow.state == DeliveryState.SENT,
            DeliveryRow.subscription_id == before.id,
            before.sign_in_id == PushSubscription.sign_in_id,
        )
        .correlate(ReminderRow, PushSubscription)
    )
    return (
        select(
            ReminderRow.id,
            PushSubscription.id,
            literal(DeliveryState.WAITING, DeliveryRow.state.type),
            literal(0),
            literal(true_now, DeliveryRow.next_try_at.type),
        )
        .join(Participant, Participant.id == ReminderRow.participant_id)
        .join(Account, Account.id == Participant.account_id)
        .join(PushSubscription, PushSubscription.account_id == Account.id)
        .join(SignIn, SignIn.id == PushSubscription.sign_in_id)
        .where(
            ReminderRow.due_at.between(now - OLDEST, now),
            ReminderRow.expires_at > now,
            ReminderRow.cancelled_at.is_(None),
            ~is_there,
            ~is_told,
            *can_be_reached(),
        )
        .order_by(ReminderRow.id, PushSubscription.id)
    )


OLDEST = timedelta(days=2)
"""No reminder is due longer than a day before its event. A bound for the index, no more."""


def _sweep(session: Session, now: Instant, true_now: Instant) -> None:
    done_with = or_(ReminderRow.expires_at <= now, ReminderRow.cancelled_at.is_not(None))
    chosen = (
        select(DeliveryRow.id)
        .join(ReminderRow, ReminderRow.id == DeliveryRow.reminder_id)
        .where(*_is_free(true_now), done_with)
        .with_for_update(skip_locked=True, of=DeliveryRow)
    )
    ids = list(session.execute(chosen).scalars())
    if not ids:
        return
    too_late = (
        select(ReminderRow.id)
        .where(ReminderRow.id == DeliveryRow.reminder_id, ReminderRow.expires_at <= now)
        .exists()
    )
    words = DeliveryRow.state.type
    state = case(
        (too_late, literal(DeliveryState.DROPPED, words)),
        else_=literal(DeliveryState.NOT_WANTED, words),
    )
    swept = update(DeliveryRow).where(DeliveryRow.id.in_(ids))
    session.execute(
        swept.values(state=state, settled_at=true_now, leased_by=None, lease_until=None),
        execution_options={"synchronize_session": False},
    )


def _is_free(true_now: Instant) -> tuple[ColumnElement[bool], ...]:
    """Waiting, and nobody is at it."""
    return (
        DeliveryRow.state == DeliveryState.WAITING,
        or_(DeliveryRow.lease_until.is_(None), DeliveryRow.lease_until <= true_now),
    )


def claim(holder: str, most: int, now: Instant, true_now: Instant) -> tuple[Claim, ...]:
    """Take a lease on up to so many deliveries that are due, the most pressing first.

    Several workers never get the same one: SQLite lets one write at a time, PostgreSQL
    skips what another has locked. A phone that cannot be reached just now keeps its delivery
    waiting: it may come back before the event.
    """
    with transaction() as session:
        chosen = (
            select(
                *COLUMNS,
                ReminderRow.participant_id,
                ReminderRow.program_id,
                DeliveryRow.id.label("delivery_id"),
                DeliveryRow.subscription_id,
                DeliveryRow.attempts,
            )
            .join(ReminderRow, ReminderRow.id == DeliveryRow.reminder_id)
            .join(PushSubscription, PushSubscription.id == DeliveryRow.subscription_id)
            .join(SignIn, SignIn.id == PushSubscription.sign_in_id)
            .join(Account, Account.id == PushSubscription.account_id)
            .join(Participant, Participant.account_id == Account.id)
            .where(
                *_is_free(true_now),
                DeliveryRow.next_try_at <= true_now,
                ReminderRow.expires_at > now,
                ReminderRow.cancelled_at.is_(None),
                ReminderRow.participant_id == Participant.id,
                *can_be_reached(),
            )
            .order_by(ReminderRow.expires_at, DeliveryRow.id)
            .limit(most)
            .with_for_update(skip_locked=True, of=DeliveryRow)
        )
        found = tuple(
            Claim(
                row.delivery_id,
                row.subscription_id,
                row.participant_id,
                row.program_id,
                row.attempts + 1,
                reminder_in(row),
            )
            for row in session.execute(chosen)
        )
        session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_([each.delivery_id for each in found]))
            .values(
                leased_by=holder,
                lease_until=true_now + LEASE,
                attempts=DeliveryRow.attempts + 1,
            )
        )
    return found


def record(holder: str, results: Sequence[Result], now: Instant, true_now: Instant) -> None:
    """Write down what became of claims, what their people read of it beside their phones, and
    end subscriptions that are no more.

    What somebody else has claimed meanwhile, because our lease ran out, is theirs to settle.
    """
    with transaction() as session:
        session.execute(_SETTLE, [_settled(holder, each, true_now) for each in results])
        tried = {e.claim.subscription_id: TRIED[e.state] for e in results if e.tried}
        # Always in the same order, so that two workers never wait for each other in a circle.
        last = [{"phone": phone, "at": now, "how": tried[phone]} for phone in sorted(tried)]
        if last:
            session.execute(_LAST, last)
        for state, why in REMOVES.items():
            ended = [each.claim.subscription_id for each in results if each.state is state]
            if ended:
                end(session, why, true_now, PushSubscription.id.in_(ended))


_TABLE = DeliveryRow.metadata.tables[DeliveryRow.__tablename__]
_SETTLE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("its_id"), _TABLE.c.leased_by == bindparam("holder"))
    .values(
        state=bindparam("its_state"),
        status=bindparam("its_status"),
        attempts=_TABLE.c.attempts - bindparam("untried"),
        next_try_at=bindparam("next_try"),
        settled_at=bindparam("settled"),
        leased_by=None,
        lease_until=None,
    )
)
_PHONES = PushSubscription.metadata.tables[PushSubscription.__tablename__]
_LAST = (
    update(_PHONES)
    .where(_PHONES.c.id == bindparam("phone"))
    .values(tried_at=bindparam("at"), try_outcome=bindparam("how"))
)


def _settled(holder: str, result: Result, true_now: Instant) -> dict[str, object]:
    again = result.state is DeliveryState.WAITING
    return {
        "its_id": result.claim.delivery_id,
        "holder": holder,
        "its_state": result.state,
        "its_status": result.status,
        "untried": 0 if result.tried else 1,
        "next_try": true_now + result.wait,
        "settled": None if again else true_now,
    }
