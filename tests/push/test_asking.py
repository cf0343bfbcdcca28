"""What is asked just before sending."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update

from tests.helpers.reachable import add_phone
from tests.helpers.rows import rows
from webapp.actions.plan_reminders import plan_reminders
from webapp.models.base import db, transaction
from webapp.models.push import PushSubscription
from webapp.push import asking, outbox
from webapp.push.asking import ask
from webapp.queries import reminders


@pytest.fixture
def claims(cast, clock):
    """Jordan's and Maria's phones, claimed at 4:45 PM."""
    clock.set("2026-11-23 16:45")
    for person in (cast.jordan, cast.maria):
        add_phone(person, clock.now())
    times = {"now": clock.now(), "true_now": clock.true_now()}
    plan_reminders(cast.jordan.program_id, **times)
    outbox.prepare(**times)
    return outbox.claim("one", 10, **times)


def test_what_is_wanted_becomes_a_letter_to_its_phone(claims, clock):
    asked = ask(claims, b"s", clock.now())
    addresses = {each.target.endpoint.rpartition("/")[2] for each in asked.letters}
    assert addresses == {"jordan-phone", "maria-phone"}
    assert (asked.settled, asked.troubled) == ((), False)


def test_a_subscription_that_ended_meanwhile_is_not_written_to(claims, clock):
    with transaction() as session:
        session.execute(
            update(PushSubscription)
            .where(PushSubscription.id == claims[0].subscription_id)
            .values(removed_at=clock.now())
        )
    asked = ask(claims, b"s", clock.now())
    assert [each.claim for each in asked.letters] == [claims[1]]
    assert [(each.claim, each.state, each.tried) for each in asked.settled] == [
        (claims[0], "waiting", False)
    ]


def test_a_phone_that_was_away_for_a_moment_and_is_back_before_the_event_is_told(claims, clock):
    def removed(at):
        with transaction() as session:
            chosen = PushSubscription.id == claims[0].subscription_id
            session.execute(update(PushSubscription).where(chosen).values(removed_at=at))

    times = {"now": clock.now(), "true_now": clock.true_now()}
    removed(clock.now())
    outbox.record("one", ask(claims[:1], b"s", clock.now()).settled, **times)
    outbox.prepare(**times)
    assert outbox.claim("one", 10, **times) == ()
    removed(None)
    (again,) = outbox.claim("one", 10, **times)
    assert (again.delivery_id, again.attempts) == (claims[0].delivery_id, 1)


@pytest.mark.parametrize(("time", "letters"), [("17:14:59", 2), ("17:15:00", 0)])
def test_a_reminder_overtaken_by_a_nearer_one_is_not_sent(claims, clock, time, letters):
    clock.set(f"2026-11-23 {time}")
    assert len(ask(claims, b"s", clock.now()).letters) == letters


def test_in_the_last_second_it_is_too_late(cast, clock):
    clock.set("2026-11-23 17:44:59")
    add_phone(cast.jordan, clock.now())
    times = {"now": clock.now(), "true_now": clock.true_now()}
    plan_reminders(cast.jordan.program_id, **times)
    outbox.prepare(**times)
    claims = outbox.claim("one", 10, **times)
    assert len(ask(claims, b"s", clock.now()).letters) == 1
    clock.forward(milliseconds=1)
    assert [each.state for each in ask(claims, b"s", clock.now()).settled] == ["dropped"]


def test_a_subscription_that_cannot_be_read_does_not_hold_up_the_others(claims, clock):
    broken = claims[0].subscription_id
    with transaction() as session:
        session.execute(
            text("UPDATE push_subscription SET endpoint = :junk WHERE id = :id"),
            {"junk": b"junk", "id": broken},
        )
    asked = ask(claims, b"s", clock.now())
    assert [each.claim for each in asked.letters] == [claims[1]]
    (put_aside,) = asked.settled
    assert (put_aside.claim, put_aside.state, put_aside.tried) == (claims[0], "waiting", False)
    assert put_aside.wait == asking.UNTIL_MENDED


def test_what_cannot_be_decided_is_neither_sent_nor_lost(claims, clock, monkeypatch):
    def broken(*_):
        raise RuntimeError("canary")

    monkeypatch.setattr(reminders, "outlook", broken)
    asked = ask(claims, b"s", clock.now())
    assert asked.letters == ()
    assert {(each.state, each.tried) for each in asked.settled} == {("waiting", False)}
    assert asked.troubled
    monkeypatch.undo()
    outbox.record("one", asked.settled, clock.now(), clock.true_now())
    clock.forward(seconds=5)
    assert len(outbox.claim("one", 10, clock.now(), clock.now())) == 2


def test_no_snapshot_of_the_database_is_held_while_phones_are_told(claims, clock):
    ask(claims, b"s", clock.now())
    assert not db.session().in_transaction()
    assert rows(PushSubscription)
    assert asking.LEAST_REMAINING.total_seconds() == 1


def test_a_phone_that_passed_to_somebody_else_gets_nothing_of_the_one_before(claims, cast, clock):
    with transaction() as session:
        session.execute(
            update(PushSubscription)
            .where(PushSubscription.account_id == cast.jordan.account_id)
            .values(account_id=cast.maria.account_id)
        )
    asked = ask(claims, b"s", clock.now())
    assert {each.claim.participant_id for each in asked.letters} == {cast.maria.participant_id}
