"""A real process on a real database, ended in the middle of its work, again and again."""

from __future__ import annotations

import os
import pickle
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest

from tests.helpers.clock import at
from tests.helpers.days import ROOT
from tests.helpers.reachable import add_phone
from tests.helpers.rows import rows
from webapp.models.base import db
from webapp.models.reminders import DeliveryRow, DeliveryState, Heartbeat
from webapp.push.outbox import LEASE
from webapp.push.worker import AT_ONCE

PHONES = 200
KILLS = 6
START = at("2026-11-23 16:45")


@pytest.fixture
def phones(cast, clock):
    for number in range(PHONES):
        add_phone(cast.jordan, clock.now(), f"phone-{number}")
    db.session.remove()


@pytest.fixture
def worker(app, config, tmp_path):
    """worker(0): the process, started the first time; worker(1): a lease later."""
    service = tmp_path / "took"
    service.touch()
    settings = tmp_path / "config"
    settings.write_bytes(pickle.dumps(config))
    running = []

    def start(nth, seconds=0.02):
        now = START + nth * (LEASE + timedelta(seconds=1))
        environment = {
            **os.environ,
            "DAYLINE_TEST_CONFIG": str(settings),
            "DAYLINE_TEST_NOW": now.isoformat(),
            "DAYLINE_TEST_SERVICE": str(service),
            "DAYLINE_TEST_SECONDS": str(seconds),
        }
        command = [sys.executable, "-m", "tests.helpers.worker_process"]
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return running[-1]

    start.took = lambda: [line.split() for line in service.read_text().splitlines()]
    yield start
    for process in running:
        process.kill()
        process.wait()


def until(holds, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def waiting():
    return [row for row in rows(DeliveryRow) if row.state is DeliveryState.WAITING]


@pytest.mark.usefixtures("phones")
def test_a_worker_killed_again_and_again_loses_nothing_and_repeats_only_what_was_under_way(
    worker,
):
    dice, kills = random.Random(5), 0
    for nth in range(KILLS):
        before = len(worker.took())
        process = worker(nth)
        enough = before + dice.randrange(1, 60)
        until(lambda enough=enough: len(worker.took()) >= enough)
        process.kill()
        process.wait()
        kills += 1
        if all(row.state is DeliveryState.SENT for row in rows(DeliveryRow)):
            break
    assert kills > 2, "it was too quick to be killed in the middle"
    last = worker(kills)
    # It listens to signals from its first sign of life on.
    until(lambda: rows(Heartbeat)[0].at >= START + kills * (LEASE + timedelta(seconds=1)))
    until(lambda: len(rows(DeliveryRow)) == PHONES and not waiting())
    last.send_signal(signal.SIGTERM)
    assert last.wait(timeout=20) == 0

    assert {row.state for row in rows(DeliveryRow)} == {DeliveryState.SENT}
    copies = Counter(endpoint for endpoint, _tag, _ttl in worker.took())
    assert len(copies) == PHONES, "a phone was not reminded"
    assert sum(copies.values()) - PHONES <= kills * AT_ONCE, "more came twice than was under way"
    assert max(copies.values()) <= 1 + kills
    assert len({tag for _endpoint, tag, _ttl in worker.took()}) == 1
    assert all(0 < int(ttl) <= 3600 for _endpoint, _tag, ttl in worker.took())


@pytest.mark.usefixtures("phones")
def test_a_worker_that_is_asked_to_end_finishes_what_is_under_way_and_sends_nothing_twice(worker):
    for nth in range(3):
        before = len(worker.took())
        process = worker(nth, seconds=0.2)
        until(lambda before=before: len(worker.took()) > before)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        assert {row.leased_by for row in rows(DeliveryRow)} == {None}
        took = worker.took()
        sent = [row for row in rows(DeliveryRow) if row.state is DeliveryState.SENT]
        assert len(sent) == len(took) == len({endpoint for endpoint, *_ in took}) < PHONES
