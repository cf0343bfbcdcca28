"""Say ahead that one cannot come."""

import pytest

from tests.helpers.record import EVENING, attendance, decide
from tests.helpers.rows import rows
from webapp.domain.record import Entry, SessionName
from webapp.models.answers import ArrivalAnswerRow

WEDNESDAY = "2026-11-25 Evening"


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


def test_the_sessions_of_the_next_two_weeks_can_be_chosen(jordan):
    page = jordan.get("/absence")
    days = [n.attrs["value"] for n in page.tags("input") if n.attrs.get("name") == "session"]
    assert (len(days), days[0], days[1]) == (7, "2026-11-23 Evening", WEDNESDAY)


def test_staff_read_the_reason_and_the_words_and_answer(jordan, cast, viewer, now):
    sent = jordan.send("/absence", session=WEDNESDAY, why="work", words="Double  shift")
    assert sent.status_code == 303
    where = SessionName(EVENING.day.replace(day=25), "Evening")
    found = attendance(viewer("sam"), cast.jordan.key, where, now)
    assert (found.facts.request.reason, found.facts.request.words) == ("work", "Double shift")
    assert "Waiting for staff" in jordan.get("/absence").text("main")
    assert "Double shift" not in jordan.get("/absence").text("main")
    decide(viewer("sam"), cast.jordan.key, Entry.EXCUSED, now, where, words="Good luck.")
    assert "Work · Good luck. Excused" in jordan.get("/absence").text("main")


@pytest.mark.parametrize(
    ("session", "why", "said"),
    [
        ("", "work", "Choose which session"),
        ("nonsense", "work", "Choose which session"),
        (WEDNESDAY, "", "Choose a reason"),
        (WEDNESDAY, "because", "Choose a reason"),
        ("2026-11-24 Evening", "work", "can’t be said any more"),
        ("2026-11-25 Day", "work", "can’t be said any more"),
        ("2026-11-20 Evening", "work", "can’t be said any more"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(jordan, session, why, said):
    answer = jordan.post("/absence", session=session, why=why, words="My words")
    assert answer.status_code == 422
    assert said in answer.text
    assert "My words</textarea>" in answer.text
    assert rows(ArrivalAnswerRow) == []


def test_declined_is_said_on_today_with_the_word_of_staff(jordan, cast, viewer, now):
    jordan.send("/absence", session="2026-11-23 Evening", why="work")
    decide(viewer("sam"), cast.jordan.key, Entry.UNEXCUSED, now, words="We need you tonight.")
    text = jordan.get("/today").text("main")
    assert "not excused. Please come. “We need you tonight.”" in text
