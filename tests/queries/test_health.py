"""Whether the program can do its work."""

import pytest

from tests.helpers.trouble import locked_database
from webapp.push import outbox
from webapp.queries import health


@pytest.mark.usefixtures("app")
def test_a_database_that_is_there_answers_even_while_somebody_writes():
    assert health.database_answers()
    with locked_database():
        assert health.database_answers()


def test_the_worker_was_last_alive_at_its_last_tick(clock, now):
    assert health.last_sign_of_the_worker() is None
    outbox.prepare(now, now)
    clock.forward(seconds=5)
    outbox.prepare(clock.now(), clock.true_now())
    assert health.last_sign_of_the_worker() == clock.true_now()
