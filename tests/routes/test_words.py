"""Every decision of the rules has words of its own."""

from datetime import timedelta

import pytest

from webapp.actions.change_schedule import program_named
from webapp.domain.attendance import Status
from webapp.domain.check_in import Refusal
from webapp.domain.daytime import Activity
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, MeetingRefusal, Mode
from webapp.domain.wall_clock import zone_named
from webapp.queries import schedule
from webapp.routes import words

ZONE = zone_named("America/New_York")
NEVER = ("violation", "failed", "dirty", "clean", "non-compliant", "noncompliant", "tonight")


@pytest.fixture(autouse=True)
def request_context(app):
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("table", "enum"),
    [
        (words.STATUS, Status),
        (words.STATUS_FOR_STAFF, Status),
        (words.FELLOWSHIP, Fellowship),
        (words.MODE, Mode),
        (words.ACTIVITY, Activity),
        (words.TAP, Mark),
        (words.MEETING_REFUSAL, MeetingRefusal),
    ],
)
def test_every_value_has_its_word_and_no_two_share_one(table, enum):
    assert set(table) == set(enum)
    said = [str(text) for text in table.values()]
    assert all(said)
    if table is not words.STATUS_FOR_STAFF:
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("why", list(Refusal))
def test_every_refusal_says_what_happened_even_without_a_session(why):
    assert words.refusal(why, None, ZONE)[0].endswith(".")


def test_no_two_refusals_say_the_same():
    assert len({words.refusal(why, None, ZONE) for why in Refusal}) == len(Refusal)


def test_no_word_blames():
    tables = (words.STATUS, words.STATUS_FOR_STAFF, words.MEETING_REFUSAL, words.TAP)
    said = [str(text) for table in tables for text in table.values()]
    said += [part for why in Refusal for part in words.refusal(why, None, ZONE)]
    found = [text for text in said for word in NEVER if word in text.casefold()]
    assert found == []


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (timedelta(milliseconds=1), "1 second"),
        (timedelta(seconds=1.2), "2 seconds"),
        (timedelta(seconds=59), "59 seconds"),
        (timedelta(seconds=60), "1 minute"),
        (timedelta(seconds=61), "2 minutes"),
        (timedelta(minutes=15), "15 minutes"),
        (timedelta(hours=23, minutes=1), "24 hours"),
    ],
)
def test_a_wait_is_rounded_up(wait, said):
    assert words.waiting(wait) == said


def test_the_times_in_a_refusal_are_those_of_the_session(app, now):
    from webapp.domain.attendance import derive
    from webapp.domain.record import NOTHING

    program_id, _zone = program_named("New Light")
    (session,) = schedule.of_program(program_id, now.date(), now.date()).sessions_on(now.date())
    attendance = derive(session, NOTHING, now)
    assert "5:15 PM" in words.refusal(Refusal.TOO_EARLY, attendance, ZONE)[0]
    assert "6:15 PM" in words.refusal(Refusal.CLOSED, attendance, ZONE)[0]
