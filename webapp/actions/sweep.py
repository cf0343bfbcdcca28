"""Once a day technical rows that are over go: what was sent, sign-ins, invitations, guesses,
readings of meeting lists.

In small steps, each a transaction of its own, so that nobody waits for it. What keeps history
is not among these tables, and the database would refuse.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, delete, exists, or_, select, update

from webapp.domain.directory_import import UNDER_WAY, WAITING
from webapp.domain.retention import Cutoffs, cutoffs, guesses, is_due, lists_read
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, local_date, zone_named
from webapp.models.base import Base, db, insert_new, transaction
from webapp.models.consent import Disclosure
from webapp.models.meeting_import import MeetingImportRow
from webapp.models.people import Account, Invitation, SignIn, Throttle
from webapp.models.program import Program
from webapp.models.push import PushSubscription
from webapp.models.reminders import DeliveryRow, Heartbeat, ReminderRow
from webapp.queries import settings

SWEEP = "sweep"
A_STEP = 500
"""Rows that go in one transaction."""
MOST_STEPS = 20
"""Transactions at one go; the rest waits for the next, so that no reminder does."""

Old = tuple[type[Base], Select[int]]


def sweep(now: Instant, true_now: Instant) -> dict[str, int] | None:
    """Take away what is over, and say how many rows of each table; None if it is not due yet.

    What is left over when the steps are used up goes the next time this is called.
    """
    last = db.session.execute(select(Heartbeat.at).where(Heartbeat.name == SWEEP)).scalar()
    if not is_due(last, true_now):
        return None
    gone: dict[str, int] = {}
    steps = 0
    for table, old in _everything_old(now, true_now):
        name = table.__tablename__
        while ids := db.session.execute(old.limit(A_STEP)).scalars().all():
            if steps == MOST_STEPS:
                return gone
            steps += 1
            with transaction() as session:
                session.execute(delete(table).where(_id(table).in_(ids)))
            gone[name] = gone.get(name, 0) + len(ids)
    _note(true_now)
    return gone


def _note(true_now: Instant) -> None:
    with transaction() as session:
        session.execute(insert_new(Heartbeat), [{"name": SWEEP, "at": true_now}])
        session.execute(update(Heartbeat).where(Heartbeat.name == SWEEP).values(at=true_now))


def _everything_old(now: Instant, true_now: Instant) -> Iterator[Old]:
    """What is over, table by table: first what points at others."""
    ends = _ends(now, true_now)
    for of in (_deliveries, _reminders, _phones, _sign_ins, _invitations):
        for program_id, end in ends.items():
            yield of(program_id, end)
    yield (
        MeetingImportRow,
        select(MeetingImportRow.id).where(
            MeetingImportRow.asked_at < lists_read(true_now),
            MeetingImportRow.state.not_in(UNDER_WAY | WAITING),
        ),
    )
    yield Throttle, select(Throttle.id).where(Throttle.last_at < guesses(true_now))


def _ends(now: Instant, true_now: Instant) -> dict[int | None, Cutoffs]:
    """By program, as its settings of today say; house managers belong to none."""
    programs = db.session.execute(select(Program.id, Program.zone)).all()
    kept: dict[int | None, ProgramSettings] = {None: ProgramSettings()}
    for program_id, zone in programs:
        kept[program_id] = settings.in_force(program_id, local_date(now, zone_named(zone)))
    return {program_id: cutoffs(each, now, true_now) for program_id, each in kept.items()}


def _deliveries(program_id: int | None, end: Cutoffs) -> Old:
    found = select(DeliveryRow.id).join(ReminderRow, ReminderRow.id == DeliveryRow.reminder_id)
    return DeliveryRow, found.where(
        ReminderRow.program_id == program_id, ReminderRow.expires_at < end.sent
    )


def _reminders(program_id: int | None, end: Cutoffs) -> Old:
    return ReminderRow, select(ReminderRow.id).where(
        ReminderRow.program_id == program_id,
        ReminderRow.expires_at < end.sent,
        ~exists().where(DeliveryRow.reminder_id == ReminderRow.id),
    )


def _phones(program_id: int | None, end: Cutoffs) -> Old:
    found = select(PushSubscription.id).join(Account, Account.id == PushSubscription.account_id)
    return PushSubscription, found.where(
        Account.program_id == program_id,
        PushSubscription.removed_at < end.phones,
        ~exists().where(DeliveryRow.subscription_id == PushSubscription.id),
    )


def _sign_ins(program_id: int | None, end: Cutoffs) -> Old:
    """Those that a disclosure names stay as long as it does."""
    found = select(SignIn.id).join(Account, Account.id == SignIn.account_id)
    return SignIn, found.where(
        Account.program_id == program_id,
        or_(SignIn.ended_at < end.sign_ins, SignIn.created_at < end.begun),
        ~exists().where(PushSubscription.sign_in_id == SignIn.id),
        ~exists().where(Disclosure.sign_in_id == SignIn.id),
    )


def _invitations(program_id: int | None, end: Cutoffs) -> Old:
    found = select(Invitation.id).join(Account, Account.id == Invitation.account_id)
    over = (Invitation.redeemed_at, Invitation.withdrawn_at, Invitation.expires_at)
    return Invitation, found.where(
        Account.program_id == program_id, or_(*(each < end.sign_ins for each in over))
    )


def _id(table: type[Base]) -> ColumnElement[int]:
    found: ColumnElement[int] = Base.metadata.tables[table.__tablename__].c.id
    return found
