"""When the server is in trouble, what was tapped is sent again whole, and can be tried again."""

from __future__ import annotations

import pytest

from tests.helpers.rows import count, rows
from tests.helpers.trouble import locked_database
from webapp.domain.answers import Answer
from webapp.domain.house import RollWord
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.house import RollCallRow


@pytest.mark.parametrize(
    ("word", "recorded"), [("In", RollWord.IN), ("Not seen", RollWord.NOT_SEEN)]
)
def test_a_word_of_the_roll_call_is_tried_again_as_it_was_tapped(phone, word, recorded):
    dana = phone()
    page = dana.sign_in("dana")
    dana.open("/house/roll-call")
    with locked_database():
        page.click(f".roll__word:has-text('{word}') >> nth=0")
        page.wait_for_selector("h1:has-text('Not saved')")
    assert count(RollCallRow) == 0
    page.click("button:has-text('Try again')")
    page.wait_for_url("**/house/roll-call#r-*")
    assert "1 of 3 marked" in dana.text()
    assert [row.word for row in rows(RollCallRow)] == [recorded]


def test_running_late_is_tried_again_as_it_was_tapped(phone):
    jordan = phone()
    page = jordan.sign_in("jordan", shared=True)
    with locked_database():
        page.click("#say-running-late")
        page.wait_for_selector("h1:has-text('Not saved')")
    page.click("button:has-text('Try again')")
    page.wait_for_url("**/today")
    assert [row.answer for row in rows(ArrivalAnswerRow)] == [Answer.RUNNING_LATE]


def test_a_refusal_that_htmx_shows_is_not_sent_a_second_time(phone, clock):
    clock.set("2026-11-23 17:59")
    dana = phone()
    page = dana.sign_in("dana")
    dana.open("/house/roll-call")
    sent = []
    page.on("request", lambda asked: sent.append(asked.method == "POST"))
    clock.set("2026-11-23 18:00")
    page.click(".roll__word >> nth=0")
    page.wait_for_selector("[role=alert]")
    assert "This page was of another night" in dana.text()
    assert sum(sent) == 1
    page.click(".roll__word >> nth=0")
    page.wait_for_selector("text=1 of 3 marked")
