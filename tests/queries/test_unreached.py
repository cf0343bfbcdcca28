"""Whom no reminder has reached, from what the database knows."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from tests.helpers.reachable import add_phone, choose
from tests.helpers.rows import rows
from webapp.actions import change_contacts, tick_in
from webapp.actions.answer import answer
from webapp.actions.change_schedule import add_exception
from webapp.actions.plan_reminders import plan_reminders
from webapp.actions.sign_out import sign_out
from webapp.actions.unsubscribe import end
from webapp.domain.answers import Answer
from webapp.domain.contacts import Contacts
from webapp.domain.reached import Reached
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.subscription import Ended
from webapp.domain.wall_clock import WallTime
from webapp.models.base import transaction
from webapp.models.people import SignIn
from webapp.models.push import PushSubscription
from webapp.models.reminders import DeliveryRow, DeliveryState
from webapp.push import outbox
from webapp.queries import sessions, unreached

TODAY = date(2026, 11, 23)


@pytest.fixture
def evening(cast, viewer, clock):
    """evening("17:20"): who needs a call then, by name; and what else that list says."""
    sam = viewer("sam")

    def look(time="17:20", day=TODAY):
        clock.set(f"2026-11-23 {time}")
        page = sessions.load(sam, day, clock.now())
        return unreached.load(page, cast.sam.program_id).sessions["Evening"]

    return look


@pytest.fixture
def deliver(cast, clock):
    """deliver(DeliveryState.SENT): the reminders of 4:45 PM, and what became of them all."""

    def make(state):
        clock.set("2026-11-23 16:45")
        times = {"now": clock.now(), "true_now": clock.true_now()}
        plan_reminders(cast.sam.program_id, **times)
        outbox.prepare(**times)
        with transaction() as session:
            session.execute(update(DeliveryRow).values(state=state, attempts=1))

    return make


def why(found):
    return {person.name: reason for person, reason in found.to_call}


def test_who_has_no_phone_set_up_needs_a_call(evening):
    assert why(evening()) == {"Jordan M.": Reached.NO_PHONE, "Maria L.": Reached.NO_PHONE}


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (DeliveryState.SENT, None),
        (DeliveryState.REFUSED, Reached.REFUSED),
        (DeliveryState.WAITING, Reached.NOT_IN_TIME),
        (DeliveryState.DROPPED, Reached.NOT_IN_TIME),
    ],
)
def test_what_became_of_the_reminder_decides(evening, deliver, cast, clock, state, reason):
    add_phone(cast.jordan, clock.now())
    deliver(state)
    found = evening()
    assert why(found).get("Jordan M.") is reason
    assert found.unconfirmed == (1 if state is DeliveryState.SENT else 0)


def test_one_phone_that_was_told_is_enough(evening, deliver, cast, clock):
    first = add_phone(cast.jordan, clock.now())
    add_phone(cast.jordan, clock.now(), "second")
    deliver(DeliveryState.REFUSED)
    with transaction() as session:
        told = DeliveryRow.subscription_id == first
        session.execute(update(DeliveryRow).where(told).values(state=DeliveryState.SENT))
    assert "Jordan M." not in why(evening())


@pytest.mark.parametrize(
    ("ended", "reason"),
    [
        (Ended.OFF, Reached.SWITCHED_OFF),
        (Ended.GONE, Reached.ENDED),
        (Ended.OTHER_KEY, Reached.ENDED),
        (Ended.SIGNED_OUT, Reached.SIGNED_OUT),
    ],
)
def test_why_the_last_phone_ended_is_said(evening, cast, clock, ended, reason):
    add_phone(cast.jordan, clock.now())
    with transaction() as session:
        end(session, ended, clock.true_now())
    assert why(evening())["Jordan M."] is reason


def test_a_phone_that_was_signed_out_is_off(evening, viewer, cast, clock):
    add_phone(cast.jordan, clock.now())
    jordan = viewer("jordan")
    with transaction() as session:
        session.execute(update(PushSubscription).values(sign_in_id=jordan.sign_in_id))
    sign_out(jordan, clock.true_now())
    assert why(evening())["Jordan M."] is Reached.SIGNED_OUT
    with transaction() as session:
        session.execute(update(PushSubscription).values(removed_at=None, removed_why=""))
    assert rows(SignIn, id=jordan.sign_in_id)[0].ended_at is not None
    assert why(evening())["Jordan M."] is Reached.SIGNED_OUT


def test_who_chose_no_reminders_has_them_switched_off(evening, cast, clock):
    add_phone(cast.jordan, clock.now())
    choose(cast.jordan, [60], clock.now())
    choose(cast.jordan, [], clock.now())
    assert why(evening())["Jordan M."] is Reached.SWITCHED_OFF


def test_a_later_reminder_that_is_still_to_come_is_no_reason_to_call(evening, deliver, cast, clock):
    add_phone(cast.jordan, clock.now())
    choose(cast.jordan, [10], clock.now())
    deliver(DeliveryState.WAITING)
    assert "Jordan M." not in why(evening())


@pytest.mark.parametrize(
    ("time", "people"), [("17:14", 0), ("17:15", 2), ("18:15", 2), ("18:16", 0)]
)
def test_it_is_asked_from_half_an_hour_before_until_check_in_closes(evening, time, people):
    assert len(evening(time).to_call) == people


def test_whoever_is_in_or_has_answered_needs_no_call(evening, viewer, cast, clock):
    clock.set("2026-11-23 17:16")
    times = {"now": clock.now(), "true_now": clock.true_now()}
    tick_in.tick_in(viewer("sam"), cast.jordan.key, TODAY, "Evening", "k", **times)
    assert answer(viewer("maria"), Answer.RUNNING_LATE, None, "k", clock.now())
    assert why(evening()) == {}


def test_the_other_programs_people_are_not_there(evening, cast):
    assert "Priya S." not in why(evening())


def test_whoever_needs_a_call_comes_with_the_phone_that_is_known(evening, cast, viewer, now):
    change_contacts.change(
        viewer("sam"), cast.jordan.participant_id, Contacts("617-555-0101"), "0", now
    )
    evening()
    page = unreached.load(sessions.load(viewer("sam"), TODAY, now), cast.sam.program_id)
    assert page.phones == {cast.jordan.participant_id: "617-555-0101"}


def test_who_comes_later_by_their_own_time_needs_no_call_yet(evening, cast, clock):
    later = ScheduleException(TODAY, Change.MOVED, "Evening", WallTime.parse("19:00"))
    add_exception(
        cast.sam.program_id, later, clock.now(), participant_id=cast.jordan.participant_id
    )
    assert [person.name for person, _why in evening("17:20").to_call] == ["Maria L."]
    assert [person.name for person, _why in evening("18:35").to_call] == ["Jordan M."]
