"""Topics and leaders, planned for the weeks ahead."""

import pytest

from tests.helpers.page import lint

TOPICS = "/program/schedule/topics"
FIRST = "2026-11-23/Evening"


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


def form(browser):
    fields = browser.get(TOPICS).form(TOPICS)
    return {**fields, "id": [FIRST]}


def test_topics_are_saved_and_stand_on_the_line(sam, signed_in):
    fields = {**form(sam), f"title-{FIRST}": "Sleep", f"led-{FIRST}": "Lee P."}
    assert sam.post(TOPICS, **fields).status_code == 303
    assert "Sleep" in signed_in("jordan").get("/today").text("main")
    assert 'value="Lee P."' in sam.get(TOPICS).html


def test_of_two_who_write_about_one_session_the_second_is_told_and_keeps_what_was_typed(
    sam, signed_in
):
    rosa = signed_in("rosa")
    theirs = form(rosa)
    sam.post(TOPICS, **{**form(sam), f"title-{FIRST}": "Sleep"})
    told = rosa.post(TOPICS, **{**theirs, f"title-{FIRST}": "Food"})
    assert told.status_code == 422
    assert "Not everything was saved" in told.text
    assert "Now it says: “Sleep”" in told.text
    assert 'value="Food"' in told.text
    again = {**lint(told.text).form(TOPICS), "id": [FIRST]}
    assert rosa.post(TOPICS, **again).status_code == 303
    assert "Food" in rosa.get(TOPICS).html


def test_topics_to_choose_from_are_added_and_removed(sam):
    offered = f"{TOPICS}/offered"
    assert sam.post(offered, title="Sleep").status_code == 303
    assert "there already" in sam.post(offered, title="Sleep").text
    assert "at most 120" in sam.post(offered, title=" ").text
    assert sam.post(f"{offered}/remove", title="Sleep").status_code == 303
    assert sam.post(f"{offered}/remove", title="Sleep").status_code == 404
