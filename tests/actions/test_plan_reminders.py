"""Planning: once however often it runs, and anew when the schedule changes."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlalchemy import update

from tests.helpers import weeks
from tests.helpers.at_once import at_once
from tests.helpers.clock import at
from tests.helpers.reachable import add_phone, choose
from tests.helpers.rows import count, rows
from webapp.actions import change_schedule, tick_in, void_check_in
from webapp.actions.plan_reminders import AT_ONCE, _portions, plan_reminders
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.wall_clock import WallTime
from webapp.models.attendance import CheckInRow
from webapp.models.base import transaction
from webapp.models.reminders import DeliveryRow, DeliveryState, ReminderRow

TODAY = date(2026, 11, 23)


@pytest.fixture
def plan(cast, clock):
    """plan("16:50"): plan New Light's reminders at that time of the day."""

    def run(time, who="jordan"):
        clock.set(f"2026-11-23 {time}")
        times = {"now": clock.now(), "true_now": clock.true_now()}
        return plan_reminders(cast.people[who].program_id, **times)

    return run


@pytest.fixture
def change(cast, clock):
    """change(Change.MOVED, "18:30"): something happens to tonight."""

    def make(what, arrive=None, only=None):
        time = WallTime.parse(arrive) if arrive else None
        exception = ScheduleException(TODAY, what, "Evening", time)
        whose = only.participant_id if only else None
        change_schedule.add_exception(
            cast.jordan.program_id, exception, clock.now(), participant_id=whose
        )

    return make


def of(person):
    """Their reminders, as kind, lead, event and why they were cancelled."""
    return [
        (row.kind.value, row.lead, f"{row.event_at:%H:%M}", row.cancelled_why)
        for row in rows(ReminderRow, participant_id=person.participant_id)
    ]


def tell(person, now):
    """That person's first reminder has gone out."""
    subscription_id = add_phone(person, now)
    first = rows(ReminderRow, participant_id=person.participant_id)[0]
    with transaction() as session:
        session.add(
            DeliveryRow(
                reminder_id=first.id,
                subscription_id=subscription_id,
                state=DeliveryState.SENT,
                attempts=1,
                next_try_at=now,
            )
        )


def test_everybody_gets_both_reminders_whether_or_not_a_phone_can_be_reached(plan, cast):
    plan("15:30")
    for person in (cast.jordan, cast.maria):
        assert of(person) == [("before", 60, "22:45", None), ("before", 30, "22:45", None)]
    assert rows(ReminderRow)[0].due_at == at("2026-11-23 16:45")
    assert count(ReminderRow, program_id=cast.priya.program_id) == 0


def test_planning_again_changes_nothing(plan):
    plan("15:30")
    before = [(row.id, row.planned_at) for row in rows(ReminderRow)]
    again = plan("16:00")
    assert (again.new, again.wanted_again, again.cancelled) == ((), (), ())
    assert [(row.id, row.planned_at) for row in rows(ReminderRow)] == before


def test_planners_at_the_same_moment_make_each_row_once(app, cast, clock):
    clock.set("2026-11-23 15:30")
    times = {"now": clock.now(), "true_now": clock.now()}
    job = partial(plan_reminders, cast.jordan.program_id, **times)
    at_once(app, job, job, job, job)
    assert count(ReminderRow) == 4


def test_a_choice_is_planned_and_a_later_one_takes_its_place(plan, cast, now):
    choose(cast.jordan, [10], now)
    plan("16:00")
    assert of(cast.jordan) == [("before", 10, "22:45", None)]
    choose(cast.jordan, [30], now)
    plan("16:01")
    assert of(cast.jordan) == [
        ("before", 10, "22:45", "not_chosen"),
        ("before", 30, "22:45", None),
    ]


def test_a_moved_session_gets_new_reminders_and_the_old_ones_are_cancelled(plan, change, cast):
    plan("15:30")
    change(Change.MOVED, "18:30")
    plan("16:50")
    assert of(cast.jordan) == [
        ("before", 60, "22:45", "changed"),
        ("before", 30, "22:45", "changed"),
        ("before", 60, "23:30", None),
        ("before", 30, "23:30", None),
    ]


def test_a_session_moved_there_and_back_has_its_first_reminders_again(plan, change, cast):
    plan("15:30")
    change(Change.MOVED, "18:30")
    plan("15:31")
    change(Change.MOVED, "17:45")
    plan("15:32")
    assert [each[2:] for each in of(cast.jordan)] == [
        ("22:45", None),
        ("22:45", None),
        ("23:30", "changed"),
    ]


def test_who_was_told_hears_of_the_change_and_nobody_else(plan, change, cast, clock):
    plan("15:30")
    tell(cast.jordan, clock.now())
    change(Change.MOVED, "18:30")
    plan("16:50")
    plan("16:51")
    assert of(cast.jordan)[2:] == [
        ("change", 0, "23:30", None),
        ("before", 60, "23:30", None),
        ("before", 30, "23:30", None),
    ]
    assert "change" not in {each[0] for each in of(cast.maria)}


def test_who_was_told_hears_that_it_is_called_off(plan, change, cast, clock):
    plan("15:30")
    tell(cast.jordan, clock.now())
    change(Change.CANCELLED)
    plan("16:50")
    assert of(cast.jordan) == [
        ("before", 60, "22:45", "cancelled"),
        ("before", 30, "22:45", "cancelled"),
        ("off", 0, "22:45", None),
    ]
    assert of(cast.maria) == of(cast.jordan)[:2]


def test_of_a_change_for_one_only_that_one_hears(plan, change, cast, clock):
    plan("15:30")
    for person in (cast.jordan, cast.maria):
        tell(person, clock.now())
    change(Change.MOVED, "18:30", only=cast.jordan)
    plan("16:50")
    assert of(cast.jordan)[2:] == [
        ("change", 0, "23:30", None),
        ("before", 60, "23:30", None),
        ("before", 30, "23:30", None),
    ]
    assert of(cast.maria) == [("before", 60, "22:45", None), ("before", 30, "22:45", None)]


def test_who_need_not_come_alone_is_reminded_no_more(plan, change, cast):
    plan("15:30")
    change(Change.CANCELLED, only=cast.maria)
    plan("15:31")
    assert [each[3] for each in of(cast.maria)] == ["cancelled", "cancelled"]
    assert [each[3] for each in of(cast.jordan)] == [None, None]


def test_a_new_week_has_its_reminders_at_its_own_times(plan, cast, viewer, clock):
    clock.set("2026-11-22 12:00")
    assert weeks.change(viewer("sam"), weeks.evening("16:45"), TODAY, clock.now()) is None
    plan("14:50")
    assert of(cast.jordan) == [("before", 60, "21:45", None), ("before", 30, "21:45", None)]


@pytest.mark.parametrize("state", ["gone", "refused", "subscribe_again"])
def test_a_phone_that_never_got_it_was_told_nothing(plan, change, cast, clock, state):
    plan("15:30")
    tell(cast.jordan, clock.now())
    with transaction() as session:
        session.execute(update(DeliveryRow).values(state=state))
    change(Change.CANCELLED)
    plan("16:50")
    assert "off" not in {each[0] for each in of(cast.jordan)}


def test_a_try_without_an_answer_may_have_arrived(plan, change, cast, clock):
    plan("15:30")
    tell(cast.jordan, clock.now())
    with transaction() as session:
        session.execute(update(DeliveryRow).values(state=DeliveryState.WAITING))
    change(Change.CANCELLED)
    plan("16:50")
    assert ("off", 0, "22:45", None) in of(cast.jordan)


def test_a_check_in_cancels_and_its_void_takes_that_back(plan, cast, viewer, clock):
    plan("17:16")
    add_phone(cast.jordan, clock.now())
    times = {"now": clock.now(), "true_now": clock.now()}
    sam = viewer("sam")
    tick_in.tick_in(sam, cast.jordan.key, TODAY, "Evening", "k", **times)
    assert of(cast.jordan) == [("before", 30, "22:45", "checked_in")]
    assert of(cast.maria) == [("before", 30, "22:45", None)]
    void_check_in.void_check_in(sam, rows(CheckInRow)[0].public_key, "not them", **times)
    plan("17:20")
    assert of(cast.jordan) == [("before", 30, "22:45", None)]


def test_what_is_wanted_again_is_tried_again(plan, cast, viewer, clock):
    plan("17:16")
    tell(cast.jordan, clock.now())
    values = {"state": DeliveryState.NOT_WANTED, "attempts": 0, "settled_at": clock.now()}
    with transaction() as session:
        session.execute(update(DeliveryRow).values(**values))
        session.execute(update(ReminderRow).values(cancelled_at=clock.now()))
    plan("17:20")
    (delivery,) = rows(DeliveryRow)
    assert (delivery.state, delivery.settled_at) == (DeliveryState.WAITING, None)
    assert delivery.next_try_at == clock.now()


def test_what_was_not_wanted_for_a_moment_only_is_tried_again(plan, cast, clock):
    plan("17:16")
    tell(cast.jordan, clock.now())
    with transaction() as session:
        session.execute(update(DeliveryRow).values(state=DeliveryState.NOT_WANTED, attempts=0))
    plan("17:17")
    assert rows(DeliveryRow)[0].state is DeliveryState.WAITING
    assert plan("17:18").wanted_again == ()


def test_what_was_sent_is_never_tried_again(plan, cast, clock):
    plan("17:16")
    tell(cast.jordan, clock.now())
    with transaction() as session:
        session.execute(update(ReminderRow).values(cancelled_at=clock.now()))
    plan("17:20")
    assert rows(DeliveryRow)[0].state is DeliveryState.SENT


def test_many_rows_are_written_in_portions():
    portions = list(_portions(range(2 * AT_ONCE + 1)))
    assert [len(each) for each in portions] == [AT_ONCE, AT_ONCE, 1]
