"""Whether the program can do its work."""

import pytest

from tests.helpers.trouble import locked_database
from webapp.domain.heartbeat import TROUBLE, WORKER
from webapp.push import outbox
from webapp.queries import health


@pytest.mark.usefixtures("app")
def test_a_database_that_is_there_answers_even_while_somebody_writes():
    assert health.database_answers()
    with locked_database():
        assert health.database_answers()


def test_the_worker_was_last_alive_at_its_last_tick_and_its_troubles_are_beside_that(clock, now):
    assert health.last_signs() == {}
    outbox.prepare(now, now)
    clock.forward(seconds=5)
    outbox.prepare(clock.now(), clock.true_now())
    assert health.last_signs() == {WORKER: clock.true_now()}
    outbox.trouble(now)
    assert health.last_signs() == {WORKER: clock.true_now(), TROUBLE: now}
