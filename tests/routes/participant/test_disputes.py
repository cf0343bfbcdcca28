"""Say that the record is not right."""

import pytest

from tests.helpers.record import decide
from tests.helpers.rows import count, rows
from webapp.domain.record import Entry
from webapp.models.record import RecordRow

AT = "/disputes?day=2026-11-23&session=Evening"


@pytest.fixture
def jordan(signed_in, cast, viewer, clock):
    clock.set("2026-11-23 22:00")
    decide(viewer("sam"), cast.jordan.key, Entry.NO_SHOW, clock.now())
    return signed_in("jordan")


def test_from_the_record_to_staff_in_two_pages(jordan):
    link = next(a for a in jordan.get("/record").tags("a") if "disputes" in a.attrs["href"])
    assert link.attrs["href"] == AT
    assert jordan.send(AT, "/disputes", words="I was there.").status_code == 303
    text = jordan.get("/record").text("main")
    assert "Said not to be right. Rosa D. answers by Thu, Nov 26 I was there." in text
    assert "Evening Waiting" in text
    assert "That’s not right : Mon, Nov 23" not in text


def test_without_words_nothing_is_sent(jordan):
    answer = jordan.send(AT, "/disputes", words="  ")
    assert answer.status_code == 422
    assert "Write a few words." in answer.text
    assert count(RecordRow, kind=Entry.DISPUTE) == 0


@pytest.mark.parametrize(
    "query",
    ["day=x&session=Evening", "day=2026-11-24&session=Evening", "day=2026-11-23&session=Day"],
)
def test_there_is_no_form_for_a_session_that_one_does_not_have(jordan, query):
    jordan.get(f"/disputes?{query}", status=404)


def test_without_a_session_the_record_shows_where_to_begin(jordan):
    assert jordan.raw("/disputes").location == "/record"
    assert len(rows(RecordRow)) == 1
