"""For whoever watches the machine."""

import pytest
from sqlalchemy.exc import OperationalError

from webapp.models.base import db
from webapp.push import outbox
from webapp.version import VERSION


def test_up_says_that_the_database_answers_and_which_version_runs(anybody):
    answer = anybody.raw("/up")
    assert answer.status_code == 200
    assert answer.json == {"database": "ok", "worker": "never", "version": VERSION}


@pytest.mark.parametrize(("seconds", "word"), [(0, "ok"), (120, "ok"), (121, "late")])
def test_up_says_how_the_worker_is_and_a_late_one_is_no_failure_of_the_pages(
    anybody, clock, seconds, word
):
    outbox.prepare(clock.now(), clock.true_now())
    clock.forward(seconds=seconds)
    answer = anybody.raw("/up")
    assert (answer.status_code, answer.json["worker"]) == (200, word)


def test_up_says_that_somebodys_reminders_fail_until_they_have_been_well_for_two_minutes(
    anybody, clock
):
    for seconds, word in ((0, "failing"), (120, "failing"), (1, "ok")):
        clock.forward(seconds=seconds)
        outbox.prepare(clock.now(), clock.true_now())
        if not seconds:
            outbox.trouble(clock.true_now())
        answer = anybody.raw("/up")
        assert (answer.status_code, answer.json["worker"]) == (200, word)


def test_the_demos_time_does_not_make_the_worker_late(anybody, clock):
    outbox.prepare(clock.now(), clock.true_now())
    clock.pretend("2026-12-24 17:20")
    assert anybody.raw("/up").json["worker"] == "ok"


@pytest.mark.usefixtures("app")
def test_a_database_that_does_not_answer_is_503(anybody, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(db.session, "execute", refuse)
    answer = anybody.raw("/up")
    assert (answer.status_code, answer.json["database"]) == (503, "failing")
    assert answer.json["worker"] == "unknown"
