"""Whatever breaks, and whenever the process dies: what is promised about reminders holds.

None is lost while it could still help. None comes after the event, after a check-in, or with
a time that is not so. A second one comes only where a process died, or an answer was lost,
between sending and writing down; and it carries the same tag.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest

from tests.helpers.clock import at
from tests.helpers.push import CUT, FakeTransport, Killed
from tests.helpers.reachable import add_phone
from tests.helpers.rows import rows
from webapp.actions import change_schedule, tick_in, void_check_in
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.reminders import DeliveryRow, DeliveryState
from webapp.push import outbox
from webapp.push import worker as worker_module
from webapp.push.letter import tag
from webapp.push.transport import Retry, Sent
from webapp.push.worker import Worker

TODAY = date(2026, 11, 23)
CALM = at("2026-11-23 17:15")
"""From here on nothing breaks, and half an hour is left."""
SEEDS = (2, 4, 21, 22)
"""Afternoons that once went wrong."""
SHOWN = {"17:45": "5:45 PM", "18:30": "6:30 PM"}


class Afternoon:
    """Plays an afternoon by chance, and writes down what reached which phone, and what was so."""

    def __init__(self, app, cast, viewer, clock, monkeypatch, seed):
        self.app, self.cast, self.clock = app, cast, clock
        self.sam, self.dice = viewer("sam"), random.Random(seed)
        self.arrive, self.cancelled = "17:45", False
        self.transport = FakeTransport(self.answer)
        self.reached, self.unwritten, self.unsure = [], set(), Counter()
        self.worker = self.process()
        self.patch(monkeypatch)

    def process(self):
        return Worker(
            self.app.app_context,
            self.transport,
            self.clock,
            f"process {self.dice.random()}",
            b"secret",
            self.dice.random,
        )

    @property
    def calm(self):
        return self.clock.now() >= CALM

    def patch(self, monkeypatch):
        """Now and then the process dies with what it claimed, or cannot write down an answer."""
        claim, record = outbox.claim, outbox.record

        def dying(*arguments):
            claimed = claim(*arguments)
            if claimed and not self.calm and self.dice.random() < 0.15:
                raise Killed
            return claimed

        def failing(*arguments):
            if not self.calm and self.dice.random() < 0.15:
                raise OSError("full")
            record(*arguments)
            self.unwritten -= {tag(b"secret", each.claim) for each in arguments[1]}

        monkeypatch.setattr(worker_module.outbox, "claim", dying)
        monkeypatch.setattr(worker_module.outbox, "record", failing)

    def answer(self, target, message):
        phone = target.endpoint.rpartition("/")[2].partition("-")[0]
        lot = 0.0 if self.calm else self.dice.random()
        if lot < 0.4:
            outcome = Sent(201)
        elif lot < 0.55:
            outcome = CUT if lot < 0.5 else Retry(0, None)
            self.unsure[message.tag] += lot >= 0.5
        elif lot < 0.7:
            outcome = Retry(429, timedelta(seconds=self.dice.randrange(90)))
        else:
            outcome = RuntimeError("broken") if lot > 0.95 else Retry(503, None)
        if lot < 0.55 or self.calm:
            assert phone not in self.checked_in()
            assert self.is_true(message.body)
            assert self.clock.now() < at(f"2026-11-23 {self.told_time(message.body)}")
            self.reached.append((phone, message.tag, message.body))
            self.unwritten.add(message.tag)
        return outcome

    def is_true(self, body):
        if self.cancelled:
            return body.startswith("Change: nothing at ")
        return body in (f"Reminder: {SHOWN[self.arrive]}", f"Change: {SHOWN[self.arrive]}")

    @staticmethod
    def told_time(body):
        return next(wall for wall, shown in SHOWN.items() if body.endswith(shown))

    def checked_in(self):
        voided = {row.check_in_id for row in rows(CheckInVoid)}
        ids = {row.participant_id for row in rows(CheckInRow) if row.id not in voided}
        people = (self.cast.jordan, self.cast.maria)
        return {person.username for person in people if person.participant_id in ids}

    def something_happens(self):
        times = {"now": self.clock.now(), "true_now": self.clock.true_now()}
        lot = self.dice.random()
        if lot < 0.06:
            self.change_tonight()
        elif lot < 0.1 and self.clock.now() >= at("2026-11-23 17:15"):
            key = f"k{self.clock.now()}"
            if not self.cancelled and self.arrive == "17:45":
                tick_in.tick_in(self.sam, self.cast.maria.key, TODAY, "Evening", key, **times)
        elif lot < 0.15:
            for row in rows(CheckInRow):
                void_check_in.void_check_in(self.sam, row.public_key, "not them", **times)

    def change_tonight(self):
        """Move it there or back; or call it off, which cannot be taken back."""
        if self.cancelled or self.clock.now() >= CALM:
            return
        if self.dice.random() < 0.2:
            self.cancelled = True
            change = ScheduleException(TODAY, Change.CANCELLED, "Evening")
        else:
            self.arrive = "18:30" if self.arrive == "17:45" else "17:45"
            to = WallTime.parse(self.arrive)
            change = ScheduleException(TODAY, Change.MOVED, "Evening", to)
        change_schedule.add_exception(self.cast.jordan.program_id, change, self.clock.now())

    def play(self):
        for person in (self.cast.jordan, self.cast.maria):
            add_phone(person, self.clock.now(), person.username)
        while self.clock.now() < at("2026-11-23 18:35"):
            self.something_happens()
            try:
                with suppress(OSError):
                    asyncio.run(self.worker.tick())
            except Killed:
                self.unsure.update(self.unwritten)
                self.unwritten.clear()
                self.worker = self.process()
            self.clock.forward(seconds=self.dice.choice([20, 45, 90]))


@pytest.fixture
def afternoon(app, cast, viewer, clock, monkeypatch):
    def make(seed):
        clock.set("2026-11-23 16:44")
        return Afternoon(app, cast, viewer, clock, monkeypatch, seed)

    return make


@pytest.mark.parametrize("seed", SEEDS)
def test_an_afternoon_in_which_everything_goes_wrong(afternoon, seed):
    played = afternoon(seed)
    played.play()
    for person in ("jordan", "maria"):
        told = [(name, body) for phone, name, body in played.reached if phone == person]
        for name, times in Counter(name for name, _ in told).items():
            assert times <= 1 + played.unsure[name], "a second one that nobody owned up to"
        if told and person not in played.checked_in():
            assert played.is_true(told[-1][1]), "a phone was left with what is not so"
        if not played.cancelled and person == "jordan":
            assert told, "somebody was not reminded at all"
    left = {row.state for row in rows(DeliveryRow)}
    assert DeliveryState.WAITING not in left, "something is stuck"


def test_an_outage_of_ten_minutes_costs_nobody_their_reminder(app, cast, clock, worker, transport):
    clock.set("2026-11-23 16:45")
    for number in range(30):
        add_phone(cast.jordan, clock.now(), f"phone {number}")
    back = Instant(clock.now() + timedelta(minutes=10))
    dice = random.Random(7)

    def answer(*_):
        broken = clock.now() < back or dice.random() < 0.2
        return Retry(503, None) if broken else Sent(201)

    transport.answer = answer
    made = worker()
    while clock.now() < at("2026-11-23 17:05"):
        asyncio.run(made.tick())
        clock.forward(seconds=5)
    assert Counter(row.state for row in rows(DeliveryRow)) == {DeliveryState.SENT: 30}
    assert len(transport.took) == 30


def test_of_a_phone_that_died_in_between_the_second_message_has_the_same_tag(
    app, cast, clock, worker, transport
):
    add_phone(cast.jordan, clock.now())
    clock.set("2026-11-23 16:45")
    answers = [CUT, Sent(201)]
    transport.answer = lambda *_: answers.pop(0)
    with pytest.raises(Killed):
        asyncio.run(worker().tick())
    clock.forward(seconds=59)
    asyncio.run(worker().tick())
    assert len(transport.took) == 1
    clock.forward(seconds=1)
    asyncio.run(worker().tick())
    first, second = transport.took
    assert (first.message.tag, first.topic) == (second.message.tag, second.topic)
    assert [row.state for row in rows(DeliveryRow)] == [DeliveryState.SENT]
