"""A tick, from the plan to what a phone is told."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import date, timedelta

import pytest

from tests.helpers.clock import at
from tests.helpers.push import HANG, FakeTransport
from tests.helpers.reachable import add_phone, choose
from tests.helpers.rows import rows
from webapp.actions import change_schedule, choose_reminders, tick_in, void_check_in
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.settings import ProgramSettings
from webapp.domain.texts import Text
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.attendance import CheckInRow
from webapp.models.base import transaction
from webapp.models.people import Throttle
from webapp.models.program import Program, ProgramTextRow
from webapp.models.push import PushSubscription
from webapp.models.reminders import DeliveryRow, DeliveryState, Heartbeat, ReminderRow
from webapp.push import sending
from webapp.push import worker as worker_module
from webapp.push.transport import Gone, KeyMismatch, Refused, Retry, Sent
from webapp.queries import reminders

TODAY = date(2026, 11, 23)


@pytest.fixture
def phone(cast, clock):
    return add_phone(cast.jordan, clock.now())


@pytest.fixture
def change(cast, clock):
    def make(what, arrive=None):
        time = WallTime.parse(arrive) if arrive else None
        exception = ScheduleException(TODAY, what, "Evening", time)
        change_schedule.add_exception(cast.jordan.program_id, exception, clock.now())

    return make


def states():
    return [row.state.value for row in rows(DeliveryRow)]


@pytest.mark.usefixtures("phone")
def test_a_phone_is_reminded_twice_in_words_that_say_nothing_else(tick, transport):
    for time in ("16:44:59", "16:45", "16:46", "17:14:59", "17:15", "17:44", "17:45", "18:00"):
        tick(time)
    assert transport.said == ["Reminder: 5:45 PM"] * 2
    first, second = transport.took
    assert (first.message.title, first.message.path) == ("Dayline", "/today")
    assert (first.ttl, second.ttl) == (3600, 1800)
    assert (len(first.topic), first.topic) == (32, second.topic)
    assert first.message.tag != second.message.tag
    assert states() == ["sent", "sent"]


def test_each_phone_reads_the_text_that_was_chosen_for_it(tick, transport, cast, phone, clock):
    detailed = add_phone(cast.jordan, clock.now(), "detailed")
    with transaction() as session:
        session.get_one(PushSubscription, detailed).detailed_since = clock.now()
    tick("16:45")
    assert {each.target.endpoint[-8:]: each.message.body for each in transport.took} == {
        "an-phone": "Reminder: 5:45 PM",
        "detailed": "Arrive for your session at 5:45 PM. New Light",
    }


@pytest.mark.usefixtures("phone")
def test_a_lead_switched_on_after_its_time_is_not_sent_at_once(tick, transport, viewer, clock):
    jordan, settings = viewer("jordan"), ProgramSettings()
    choose_reminders.choose(jordan, {30}, settings, clock.now())
    tick("16:45")
    clock.set("2026-11-23 17:00")
    choose_reminders.choose(jordan, {60, 30}, settings, clock.now())
    tick("17:00")
    assert transport.said == []
    tick("17:15")
    assert transport.said == ["Reminder: 5:45 PM"]


@pytest.mark.usefixtures("phone")
def test_after_a_check_in_nothing_more_comes(tick, transport, cast, viewer, clock):
    tick("16:45")
    clock.set("2026-11-23 17:15")
    times = {"now": clock.now(), "true_now": clock.true_now()}
    tick_in.tick_in(viewer("sam"), cast.jordan.key, TODAY, "Evening", "k", **times)
    tick("17:15")
    tick("17:40")
    assert len(transport.took) == 1


@pytest.mark.usefixtures("phone")
def test_a_check_in_between_planning_and_sending_is_noticed(
    tick, transport, cast, viewer, clock, monkeypatch
):
    """The row is due and claimed; then somebody is ticked in; then it is asked about."""
    clock.set("2026-11-23 17:15")
    times = {"now": clock.now(), "true_now": clock.true_now()}
    sam, really = viewer("sam"), worker_module.ask

    def ask(*arguments):
        tick_in.tick_in(sam, cast.jordan.key, TODAY, "Evening", "k", **times)
        return really(*arguments)

    monkeypatch.setattr(worker_module, "ask", ask)
    tick("17:15")
    assert transport.asked == []
    (row,) = rows(DeliveryRow)
    assert (row.state, row.attempts, row.leased_by) == (DeliveryState.NOT_WANTED, 0, None)


@pytest.mark.usefixtures("phone")
def test_a_check_in_that_was_voided_does_not_cost_the_reminder(
    tick, transport, cast, viewer, clock
):
    sam = viewer("sam")
    clock.set("2026-11-23 17:16")
    times = {"now": clock.now(), "true_now": clock.true_now()}
    tick_in.tick_in(sam, cast.jordan.key, TODAY, "Evening", "k", **times)
    tick("17:17")
    void_check_in.void_check_in(sam, rows(CheckInRow)[0].public_key, "not them", **times)
    tick("17:18")
    assert transport.said == ["Reminder: 5:45 PM"]


@pytest.mark.usefixtures("phone")
def test_a_moved_session_is_announced_and_then_reminded_of(tick, transport, change):
    tick("16:45")
    change(Change.MOVED, "18:30")
    for time in ("16:50", "16:51", "17:15", "17:30", "18:00", "18:30"):
        tick(time)
    assert transport.said == [
        "Reminder: 5:45 PM",
        "Change: 6:30 PM",
        "Reminder: 6:30 PM",
        "Reminder: 6:30 PM",
    ]


@pytest.mark.usefixtures("phone")
def test_a_cancelled_session_is_called_off_for_whoever_was_told(tick, transport, change):
    tick("16:45")
    change(Change.CANCELLED)
    for time in ("16:50", "17:15", "17:45"):
        tick(time)
    assert transport.said == ["Reminder: 5:45 PM", "Change: nothing at 5:45 PM"]


@pytest.mark.usefixtures("phone")
def test_a_session_cancelled_before_the_first_reminder_is_silence(tick, transport, change):
    change(Change.CANCELLED)
    for time in ("16:45", "17:15", "17:45"):
        tick(time)
    assert transport.asked == []


@pytest.mark.usefixtures("phone")
def test_a_worker_that_was_away_sends_the_nearer_one_only_and_nothing_after_the_event(
    tick, transport
):
    tick("17:20")
    assert [each.ttl for each in transport.took] == [25 * 60]
    tick("17:46")
    assert len(transport.asked) == 1


@pytest.mark.usefixtures("phone")
def test_a_worker_that_was_away_until_after_the_event_sends_nothing(tick, transport):
    tick("16:00")
    tick("17:45")
    assert transport.asked == []


@pytest.mark.usefixtures("phone")
def test_a_program_in_another_zone_is_reminded_by_the_clock_on_its_own_wall(tick, transport, cast):
    with transaction() as session:
        session.get_one(Program, cast.jordan.program_id).zone = "Europe/London"
    tick("11:44:59")
    assert transport.asked == []
    tick("11:45")
    assert (transport.said, transport.took[0].ttl) == (["Reminder: 5:45 PM"], 3600)
    for time in ("16:45", "17:15"):
        tick(time)
    assert len(transport.asked) == 1


def test_each_phone_of_a_person_is_told_once(tick, transport, cast, clock):
    for name in ("phone", "tablet"):
        add_phone(cast.jordan, clock.now(), name)
    add_phone(cast.priya, clock.now())
    tick("16:45")
    tick("16:46")
    told = {each.target.endpoint.rpartition("/")[2] for each in transport.took}
    assert (told, len(transport.took)) == ({"jordan-phone", "jordan-tablet"}, 2)


def test_leads_that_were_chosen_are_kept_to(tick, transport, cast, phone, clock):
    choose(cast.jordan, [10], clock.now())
    for time in ("16:45", "17:15", "17:34:59", "17:35"):
        tick(time)
    assert [each.ttl for each in transport.took] == [600]


def test_a_phone_turned_on_late_still_gets_what_is_due(tick, transport, cast, clock):
    tick("16:45")
    add_phone(cast.jordan, clock.now())
    tick("16:47")
    assert [each.ttl for each in transport.took] == [58 * 60]


@pytest.mark.parametrize(
    ("outcome", "state", "why"),
    [
        (Gone(410), "gone", "gone"),
        (Gone(404), "gone", "gone"),
        (KeyMismatch(403), "subscribe_again", "subscribe_again"),
        (Refused(400), "refused", ""),
        (Refused(0), "refused", ""),
        (Retry(503, None), "waiting", ""),
    ],
)
@pytest.mark.usefixtures("phone")
def test_each_answer_has_its_consequence(tick, transport, outcome, state, why):
    transport.answer = lambda *_: outcome
    tick("16:45")
    (delivery,), (subscription,) = rows(DeliveryRow), rows(PushSubscription)
    assert (delivery.state, delivery.status) == (state, outcome.status)
    assert (subscription.removed_at is not None, subscription.removed_why) == (bool(why), why)
    tick("16:45:01")
    assert len(transport.asked) == 1


@pytest.mark.usefixtures("phone")
def test_a_busy_service_is_asked_again_as_late_as_it_wishes(tick, transport, clock):
    answers = [Retry(429, timedelta(minutes=3)), Sent(201)]
    transport.answer = lambda *_: answers.pop(0)
    tick("16:45")
    tick("16:47:59")
    assert len(transport.asked) == 1
    tick("16:48")
    assert [each.ttl for each in transport.took] == [57 * 60]
    (row,) = rows(DeliveryRow)
    assert (row.state, row.attempts, row.settled_at) == ("sent", 2, clock.true_now())


@pytest.mark.usefixtures("phone")
def test_a_service_that_wants_to_wait_past_the_event_means_too_late(tick, transport):
    transport.answer = lambda *_: Retry(503, timedelta(hours=1))
    tick("16:45")
    assert states() == ["dropped"]
    tick("17:15")
    assert states() == ["dropped", "dropped"]
    assert len(transport.asked) == 2


@pytest.mark.usefixtures("phone")
def test_a_service_that_never_answers_is_not_waited_for(tick, transport, monkeypatch):
    monkeypatch.setattr(sending, "SEND_LIMIT", 0.01)
    transport.answer = lambda *_: HANG
    tick("16:45")
    (row,) = rows(DeliveryRow)
    assert (row.state, row.status, row.leased_by) == ("waiting", 0, None)


def test_a_letter_that_breaks_something_is_put_aside_and_the_others_go_on(
    tick, transport, cast, clock
):
    add_phone(cast.jordan, clock.now(), "poison")
    add_phone(cast.maria, clock.now())

    def answer(target, _message):
        return RuntimeError("canary") if target.endpoint.endswith("poison") else Sent(201)

    transport.answer = answer
    for time in ("16:45", "16:45:04", "16:45:05", "16:45:14", "16:45:15"):
        tick(time)
    assert sorted(states()) == ["sent", "waiting"]
    assert len([each for each in transport.asked if "poison" in each.target.endpoint]) == 3
    transport.answer = lambda *_: Sent(201)
    tick("16:46")
    assert states() == ["sent", "sent"]


def test_a_program_whose_plan_is_broken_does_not_silence_the_others(
    tick, transport, cast, clock, monkeypatch, phone
):
    really = worker_module.plan_reminders

    def plan(program_id, **times):
        if program_id == cast.priya.program_id:
            raise RuntimeError("canary")
        really(program_id, **times)

    monkeypatch.setattr(worker_module, "plan_reminders", plan)
    tick("16:45")
    assert len(transport.took) == 1
    assert trouble() == clock.true_now()


def trouble():
    """When the worker last said that something is broken."""
    return next((row.at for row in rows(Heartbeat, name="trouble")), None)


@pytest.mark.usefixtures("phone")
def test_what_cannot_be_asked_about_is_said_to_whoever_watches(tick, clock, monkeypatch):
    def broken(*_):
        raise RuntimeError("canary")

    tick("16:44")
    assert trouble() is None
    monkeypatch.setattr(reminders, "outlook", broken)
    monkeypatch.setattr(worker_module, "plan_reminders", lambda *_, **__: None)
    tick("16:45")
    assert trouble() == clock.true_now()


@pytest.mark.usefixtures("phone")
def test_a_tick_that_goes_wrong_is_said_to_whoever_watches(worker, clock, monkeypatch):
    made = worker()

    def broken(*_):
        made.stop()
        raise RuntimeError("canary")

    monkeypatch.setattr(worker_module.outbox, "claim", broken)
    asyncio.run(made.run())
    assert trouble() == clock.true_now()


@pytest.mark.usefixtures("phone")
@pytest.mark.parametrize(
    ("word", "said"), [("Today", "Today: 5:45 PM"), ("Group", "Reminder: 5:45 PM")]
)
def test_a_programs_own_word_is_looked_at_once_more_before_it_is_sent(
    tick, transport, cast, now, word, said
):
    with transaction() as session:
        session.add(
            ProgramTextRow(
                program_id=cast.jordan.program_id,
                text=Text.REMINDER,
                language="en",
                words=word,
                recorded_at=now,
                recorded_by=cast.rosa.account_id,
            )
        )
    tick("16:45")
    assert transport.said == [said]


@pytest.mark.usefixtures("app")
def test_each_tick_is_a_sign_of_life(tick, clock):
    for time in ("16:45", "16:46"):
        tick(time)
        assert [row.at for row in rows(Heartbeat, name="worker")] == [clock.true_now()]


def test_what_is_over_goes_once_a_day_and_is_said_in_one_line(tick, clock, now, caplog):
    with transaction() as session:
        session.add(
            Throttle(
                kind="sign_in",
                name_hash="canary",
                failures=3,
                last_at=Instant(now - timedelta(days=3)),
            )
        )
    with caplog.at_level(logging.INFO, "dayline.worker"):
        tick("16:45")
        tick("16:46")
    said = [record for record in caplog.records if record.message == "swept"]
    assert [record.facts for record in said] == [{"throttle": 1}]
    assert "canary" not in caplog.text


@pytest.mark.usefixtures("phone")
def test_a_sweep_that_goes_wrong_stops_no_reminder(tick, transport, monkeypatch):
    def broken(*_):
        raise RuntimeError("canary")

    monkeypatch.setattr(worker_module, "sweep", broken)
    tick("16:45")
    assert transport.said == ["Reminder: 5:45 PM"]


@pytest.mark.usefixtures("phone")
def test_the_schedule_goes_by_the_demos_time_and_leases_by_the_machines(tick, transport, clock):
    clock.set("2026-11-20 09:00")
    clock.pretend("2026-11-23 16:45")
    transport.answer = lambda *_: Retry(503, None)
    tick()
    (row,) = rows(DeliveryRow)
    assert rows(ReminderRow)[0].due_at == at("2026-11-23 16:45")
    assert row.next_try_at == at("2026-11-20 09:00") + timedelta(seconds=5)
    assert transport.asked[0].at == at("2026-11-20 09:00")
    assert transport.asked[0].ttl == 3600


def test_as_many_go_out_at_once_as_a_handful_when_the_service_is_well(tick, transport, cast, clock):
    for number in range(100):
        add_phone(cast.jordan, clock.now(), f"phone {number}")
    tick("16:45")
    assert len(transport.took) == 100
    assert transport.most_at_once <= worker_module.AT_ONCE
    assert transport.most_at_once > sending.IN_A_ROW


class Pauses:
    """Counts the pauses of a loop, and stops it after so many."""

    def __init__(self, most):
        self.most, self.seen, self.worker = most, 0, None

    async def __call__(self, _seconds):
        self.seen += 1
        if self.seen == self.most:
            self.worker.stop()


@pytest.fixture
def loop(worker):
    def run(pauses, on_pause=lambda: None):
        made = worker()
        made.pause = Pauses(pauses)
        made.pause.worker = made
        asyncio.run(made.run())
        return made

    return run


@pytest.mark.usefixtures("phone")
def test_a_tick_that_goes_wrong_does_not_end_the_loop(loop, transport, clock, monkeypatch):
    clock.set("2026-11-23 16:45")
    really, troubles = worker_module.outbox.prepare, [RuntimeError("a"), OSError("b")]

    def prepare(*times):
        if troubles:
            raise troubles.pop()
        really(*times)

    monkeypatch.setattr(worker_module.outbox, "prepare", prepare)
    made = loop(3)
    assert made.pause.seen == 3
    assert len(transport.took) == 1
    assert transport.closed


@pytest.mark.usefixtures("phone")
def test_stopping_finishes_what_is_under_way_and_holds_on_to_nothing(
    worker, transport, cast, clock
):
    add_phone(cast.maria, clock.now())
    clock.set("2026-11-23 16:45")
    made = worker()

    def answer(*_):
        made.stop()
        return Sent(201)

    transport.answer = answer
    asyncio.run(made.run())
    assert states() == ["sent", "sent"]
    assert {row.leased_by for row in rows(DeliveryRow)} == {None}
    assert transport.closed


@pytest.mark.usefixtures("phone")
def test_answers_that_cannot_be_written_down_are_kept_and_nothing_is_sent_twice(
    tick, transport, clock, monkeypatch
):
    really, troubles = worker_module.outbox.record, [OSError("full")] * 2

    def record(*arguments):
        if troubles:
            raise troubles.pop()
        really(*arguments)

    monkeypatch.setattr(worker_module.outbox, "record", record)
    with pytest.raises(OSError, match="full"):
        tick("16:45")
    assert states() == ["waiting"]
    clock.forward(minutes=5)
    tick()
    assert states() == ["sent"]
    assert len(transport.took) == 1


@pytest.fixture
def lines():
    from tests.test_logs import Lines

    handler, logger = Lines(), logging.getLogger("dayline.worker")
    logger.addHandler(handler)
    yield handler.lines
    logger.removeHandler(handler)


def test_an_alarm_names_the_push_service_and_nothing_else(lines, tick, transport, cast, clock):
    for number in range(20):
        add_phone(cast.jordan, clock.now(), f"canary-{number}")
    transport.answer = lambda *_: Refused(403)
    tick("16:45")
    assert len(transport.asked) == sending.IN_A_ROW
    (alarm,) = [json.loads(line) for line in lines if "takes nothing" in line]
    assert (alarm["host"], alarm["status"]) == ("updates.push.services.mozilla.com", 403)
    transport.answer = lambda *_: RuntimeError("canary")
    tick("16:51")
    assert "canary" not in "\n".join(lines)
    assert "jordan" not in "\n".join(lines)


def test_a_service_that_takes_nothing_is_left_alone_and_the_other_is_not(
    tick, transport, cast, clock
):
    broken = "https://fcm.googleapis.com"
    for number in range(20):
        add_phone(cast.jordan, clock.now(), f"phone-{number}", host=broken)
    add_phone(cast.maria, clock.now())

    def answer(target, _message):
        return Refused(403) if target.endpoint.startswith(broken) else Sent(201)

    transport.answer = answer
    tick("16:45")
    assert len(transport.took) == 1
    assert sorted(set(states())) == ["refused", "sent", "waiting"]
    assert states().count("refused") == sending.IN_A_ROW
    transport.answer = lambda *_: Sent(201)
    tick("16:49:59")
    assert len(transport.took) == 1
    tick("16:50")
    assert len(transport.took) == 16


def test_the_fake_push_service_counts_what_it_takes_only():
    service = FakeTransport(lambda *_: Refused(400))
    assert (service.said, service.asked) == ([], [])
