"""A participant says that the record is not right."""

from datetime import date, timedelta

import pytest

from tests.helpers.record import EVENING, MONDAY, attendance, decide
from tests.helpers.rows import count, rows
from webapp.actions import dispute
from webapp.actions.decide import NoSuchSession
from webapp.domain.attendance import Status
from webapp.domain.decisions import DecisionRefusal
from webapp.domain.record import Entry, SessionName
from webapp.models.record import RecordRow


@pytest.fixture
def at_ten(clock):
    clock.set("2026-11-23 22:00")
    return clock.now()


def say(viewer, now, where=EVENING, words="I was there.", key="k"):
    return dispute.dispute(viewer, where, words, key, now=now, true_now=now)


def reply(viewer, participant_key, now, words="You’re right.", key="a"):
    times = {"now": now, "true_now": now}
    return dispute.answer(viewer, participant_key, EVENING, words, key, **times)


def test_a_dispute_has_an_owner_and_a_date_and_waits(cast, viewer, at_ten):
    decide(viewer("sam"), cast.jordan.key, Entry.NO_SHOW, at_ten)
    assert say(viewer("jordan"), at_ten) is None
    found = attendance(viewer("sam"), cast.jordan.key, EVENING, at_ten)
    open_one = found.facts.dispute
    assert (found.status, found.is_decided) == (Status.WAITING, False)
    assert (open_one.owner, open_one.due_on, open_one.words) == (
        "Rosa D.",
        date(2026, 11, 26),
        "I was there.",
    )


def test_the_words_are_not_readable_in_a_copy_of_the_database(viewer, at_ten):
    say(viewer("jordan"), at_ten, words="CANARY-my-sister-was-ill")
    from webapp.models.base import db

    with db.engine.connect() as connection:
        (raw,) = connection.exec_driver_sql("SELECT words FROM record_entry").one()
    assert b"CANARY" not in bytes(raw)
    assert rows(RecordRow)[0].words == "CANARY-my-sister-was-ill"


def test_the_answer_ends_it_and_the_decision_stands_again(cast, viewer, at_ten):
    decide(viewer("sam"), cast.jordan.key, Entry.NO_SHOW, at_ten)
    say(viewer("jordan"), at_ten)
    assert reply(viewer("rosa"), cast.jordan.key, at_ten, "  ") is DecisionRefusal.WORDS
    assert reply(viewer("rosa"), cast.jordan.key, at_ten) is None
    assert reply(viewer("rosa"), cast.jordan.key, at_ten, key="b") is DecisionRefusal.ALREADY
    found = attendance(viewer("sam"), cast.jordan.key, EVENING, at_ten)
    assert (found.status, found.facts.rows[-1].words) == (Status.NO_SHOW, "You’re right.")


@pytest.mark.parametrize(
    ("words", "when"), [("", "2026-11-23 22:00"), ("x", "2026-11-23 17:30"), ("x", "2026-12-24")]
)
def test_it_needs_words_a_record_and_thirty_days(viewer, clock, words, when):
    clock.set(when if ":" in when else f"{when} 08:00")
    assert say(viewer("jordan"), clock.now(), words=words) is not None
    assert count(RecordRow) == 0


def test_one_at_a_time_and_the_same_form_is_one(viewer, at_ten):
    assert say(viewer("jordan"), at_ten) is None
    assert say(viewer("jordan"), at_ten) is None
    assert say(viewer("jordan"), at_ten, key="two") is DecisionRefusal.ALREADY
    assert count(RecordRow) == 1


@pytest.mark.parametrize(
    "where", [SessionName(MONDAY, "Day"), SessionName(MONDAY - timedelta(days=35), "Evening")]
)
def test_there_is_nothing_to_dispute_about_somebody_elses_session(viewer, at_ten, where):
    with pytest.raises(NoSuchSession):
        say(viewer("jordan"), at_ten, where)
