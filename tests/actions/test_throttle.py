"""Guessing gets slower, for one name, in the database."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from tests.helpers.rows import rows
from webapp.actions import throttle
from webapp.models.base import db, transaction
from webapp.models.people import Throttle


def fail(now, times=1, name="jordan", kind="code"):
    with transaction() as session:
        for _ in range(times):
            throttle.count_failure(session, kind, name, now)


def wait(now, name="jordan", kind="code"):
    with transaction() as session:
        return throttle.wait(session, kind, name, now)


@pytest.mark.usefixtures("app")
def test_four_failures_cost_nothing_and_the_fifth_two_seconds(now):
    fail(now, 4)
    assert wait(now) <= timedelta(0)
    fail(now)
    assert wait(now) == timedelta(seconds=2)


@pytest.mark.usefixtures("app")
def test_names_and_kinds_are_counted_apart(now):
    fail(now, 6)
    assert wait(now, name="maria") <= timedelta(0)
    assert wait(now, kind="sign-in") <= timedelta(0)


@pytest.mark.usefixtures("app")
def test_only_a_hash_of_the_name_is_kept(now):
    fail(now)
    assert [len(row.name_hash) for row in rows(Throttle)] == [64]


def test_a_day_without_failures_forgets_the_old_ones(app, clock):
    fail(clock.now(), 20)
    clock.forward(hours=23, minutes=59)
    fail(clock.now())
    assert [row.failures for row in rows(Throttle)] == [21]
    clock.forward(hours=24)
    fail(clock.now())
    assert [row.failures for row in rows(Throttle)] == [1]


def test_failures_at_the_same_moment_are_all_counted(app, now):
    ready = Barrier(5)
    db.session.remove()

    def run():
        with app.app_context():
            ready.wait()
            fail(now)

    threads = [Thread(target=run) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.failures for row in rows(Throttle)] == [5]
