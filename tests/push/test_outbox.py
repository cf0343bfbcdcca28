"""Deliveries: one holder at a time, and none that is stuck."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event, update

from tests.helpers.at_once import at_once
from tests.helpers.reachable import add_phone
from tests.helpers.rows import count, rows
from tests.helpers.subscriptions import subscribed
from webapp.actions import enroll, sign_out
from webapp.actions.plan_reminders import plan_reminders
from webapp.models.base import db, transaction
from webapp.models.people import Account, SignIn
from webapp.models.push import PushSubscription
from webapp.models.reminders import DeliveryRow, DeliveryState, ReminderRow
from webapp.push import outbox
from webapp.push.outbox import LEASE, Result


@pytest.fixture
def due(cast, clock):
    """Two phones, each with a reminder that is due now."""
    clock.set("2026-11-23 16:45")
    for person in (cast.jordan, cast.maria):
        add_phone(person, clock.now())
    prepare(cast, clock)


def prepare(cast, clock):
    plan_reminders(cast.jordan.program_id, now=clock.now(), true_now=clock.true_now())
    outbox.prepare(clock.now(), clock.true_now())


def claim(clock, holder="one", most=10):
    return outbox.claim(holder, most, clock.now(), clock.true_now())


def record(holder, results, clock):
    outbox.record(holder, results, clock.now(), clock.true_now())


@pytest.mark.usefixtures("due")
def test_what_one_has_claimed_nobody_else_gets_until_the_lease_runs_out(clock):
    assert len(claim(clock)) == 2
    clock.forward(seconds=LEASE.total_seconds() - 1)
    assert claim(clock, "two") == ()
    clock.forward(seconds=1)
    assert [each.attempts for each in claim(clock, "two")] == [2, 2]


@pytest.mark.usefixtures("due")
def test_a_claim_takes_so_many_and_no_more(clock):
    assert (len(claim(clock, most=1)), len(claim(clock, "two"))) == (1, 1)


@pytest.mark.usefixtures("due")
def test_preparing_again_adds_nothing(cast, clock):
    prepare(cast, clock)
    assert count(DeliveryRow) == 2


@pytest.mark.usefixtures("due")
def test_whoever_lost_the_lease_settles_nothing(clock):
    mine = claim(clock)
    clock.forward(seconds=LEASE.total_seconds())
    claim(clock, "two")
    record("one", [Result(each, DeliveryState.REFUSED, 400) for each in mine], clock)
    assert {row.state for row in rows(DeliveryRow)} == {DeliveryState.WAITING}
    record("two", [Result(each, DeliveryState.SENT, 201) for each in mine], clock)
    assert {row.state for row in rows(DeliveryRow)} == {DeliveryState.SENT}


@pytest.mark.usefixtures("due")
def test_what_was_put_back_counts_as_no_try(clock):
    back = [
        Result(each, DeliveryState.WAITING, wait=timedelta(minutes=1), tried=False)
        for each in claim(clock)
    ]
    record("one", back, clock)
    assert {(row.attempts, row.leased_by) for row in rows(DeliveryRow)} == {(0, None)}
    assert claim(clock) == ()
    clock.forward(minutes=1)
    assert len(claim(clock)) == 2


@pytest.mark.parametrize(
    ("state", "said"),
    [("sent", "sent"), ("waiting", "later"), ("dropped", "later"), ("refused", "refused")],
)
@pytest.mark.usefixtures("due")
def test_a_phone_keeps_when_it_was_last_sent_to_and_how_that_went(clock, state, said):
    first, second = claim(clock)
    clock.forward(seconds=1)
    untried = Result(second, DeliveryState.WAITING, tried=False)
    record("one", [Result(first, DeliveryState(state), 201), untried], clock)
    assert {row.id: (row.tried_at, row.try_outcome) for row in rows(PushSubscription)} == {
        first.subscription_id: (clock.now(), said),
        second.subscription_id: (None, ""),
    }


@pytest.mark.usefixtures("due")
def test_what_the_event_overtook_is_dropped_even_if_its_holder_died(clock):
    claim(clock)
    clock.set("2026-11-23 17:45")
    outbox.prepare(clock.now(), clock.true_now())
    assert {(row.state, row.leased_by) for row in rows(DeliveryRow)} == {("dropped", None)}
    assert claim(clock) == ()


@pytest.mark.usefixtures("due")
def test_what_is_being_sent_is_not_swept_away(clock):
    claim(clock)
    with transaction() as session:
        session.execute(update(ReminderRow).values(cancelled_at=clock.now()))
    outbox.prepare(clock.now(), clock.true_now())
    assert {row.state for row in rows(DeliveryRow)} == {DeliveryState.WAITING}
    clock.forward(seconds=LEASE.total_seconds())
    outbox.prepare(clock.now(), clock.true_now())
    assert {row.state for row in rows(DeliveryRow)} == {DeliveryState.NOT_WANTED}


@pytest.mark.parametrize("ended", ["subscription", "sign-in", "account", "shared"])
@pytest.mark.usefixtures("app")
def test_a_phone_that_is_not_theirs_any_more_gets_nothing(cast, clock, ended):
    clock.set("2026-11-23 16:45")
    add_phone(cast.jordan, clock.now())
    statement = {
        "subscription": update(PushSubscription).values(removed_at=clock.now()),
        "sign-in": update(SignIn).values(ended_at=clock.now()),
        "account": update(Account).values(closed_at=clock.now()),
        "shared": update(SignIn).values(own_phone=False),
    }[ended]
    with transaction() as session:
        session.execute(statement)
    prepare(cast, clock)
    assert count(DeliveryRow) == 0


def test_signing_out_silences_that_phone_and_not_the_other(cast, viewer, clock):
    clock.set("2026-11-23 16:45")
    jordan = viewer("jordan")
    stays = add_phone(cast.jordan, clock.now(), "stays")
    goes = add_phone(cast.jordan, clock.now(), "goes")
    with transaction() as session:
        leaving = session.get_one(PushSubscription, goes)
        leaving.sign_in_id = jordan.sign_in_id
    sign_out.sign_out(jordan, clock.true_now())
    prepare(cast, clock)
    assert [row.subscription_id for row in rows(DeliveryRow)] == [stays]


@pytest.mark.parametrize(("state", "deliveries"), [("sent", 1), ("refused", 2), ("waiting", 2)])
@pytest.mark.usefixtures("app")
def test_a_phone_that_subscribes_anew_is_not_told_again(cast, viewer, clock, state, deliveries):
    clock.set("2026-11-23 16:45")
    jordan = viewer("jordan")
    subscribed(jordan, clock.true_now(), "before")
    prepare(cast, clock)
    with transaction() as session:
        session.execute(update(DeliveryRow).values(state=state))
    clock.set("2026-11-23 16:50")
    subscribed(jordan, clock.true_now(), "anew")
    prepare(cast, clock)
    assert count(DeliveryRow) == deliveries
    clock.set("2026-11-23 17:15")
    prepare(cast, clock)
    assert count(DeliveryRow) == deliveries + 1


def test_another_phone_of_the_same_person_is_told_as_well(cast, clock):
    clock.set("2026-11-23 16:45")
    add_phone(cast.jordan, clock.now())
    prepare(cast, clock)
    with transaction() as session:
        session.execute(update(DeliveryRow).values(state=DeliveryState.SENT))
    add_phone(cast.jordan, clock.now(), "second")
    prepare(cast, clock)
    assert count(DeliveryRow) == 2


def test_a_sign_in_that_has_merely_grown_old_is_still_reminded(cast, clock):
    clock.set("2026-10-20 09:00")
    add_phone(cast.jordan, clock.now())
    clock.set("2026-11-23 16:45")
    prepare(cast, clock)
    assert count(DeliveryRow) == 1


def test_workers_at_the_same_moment_never_claim_the_same_delivery(app, cast, clock):
    clock.set("2026-11-23 16:45")
    for number in range(40):
        add_phone(cast.jordan, clock.now(), f"phone {number}")
    prepare(cast, clock)
    jobs = [lambda name=f"w{number}": claim(clock, name) for number in range(4)]
    claimed = [each.delivery_id for answer in at_once(app, *jobs) for each in answer]
    assert len(claimed) == len(set(claimed)) == 40


def test_two_workers_side_by_side_tell_each_phone_once(app, worker, transport, cast, clock):
    clock.set("2026-11-23 16:45")
    for number in range(60):
        add_phone(cast.jordan, clock.now(), f"phone {number}")
    first, second = worker(), worker()
    at_once(app, lambda: asyncio.run(first.tick()), lambda: asyncio.run(second.tick()))
    told = [each.target.endpoint for each in transport.took]
    assert len(told) == len(set(told)) == 60
    assert {row.state for row in rows(DeliveryRow)} == {DeliveryState.SENT}


def test_preparing_and_claiming_cost_the_same_however_many_are_due(cast, clock):
    sent = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    def cost():
        sent.clear()
        outbox.prepare(clock.now(), clock.true_now())
        claims = claim(clock, most=1000)
        return len(sent), len(claims)

    clock.set("2026-11-23 16:45")
    add_phone(cast.jordan, clock.now())
    prepare(cast, clock)
    event.listen(db.engine, "before_cursor_execute", note)
    few, one = cost()
    clock.forward(minutes=2)
    for number in range(20):
        new = enroll.NewParticipant(f"P {number}", f"p{number}", clock.now().date(), 12)
        times = {"now": clock.now(), "true_now": clock.true_now()}
        enroll.enroll(new, program_id=cast.jordan.program_id, by=None, **times)
    for number in range(50):
        add_phone(cast.maria, clock.now(), f"phone {number}")
    plan_reminders(cast.jordan.program_id, now=clock.now(), true_now=clock.true_now())
    many, rest = cost()
    event.remove(db.engine, "before_cursor_execute", note)
    assert (one, rest) == (1, 51)
    assert many == few == 6
