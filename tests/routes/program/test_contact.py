"""At 5:15 PM staff see whom no reminder reached, and say whom they called."""

import re

import pytest

from tests.helpers.rows import count, rows
from webapp.models.reminders import ContactRow

SESSIONS = "/program/sessions"


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


def unreached(page):
    return [" ".join(node.to_text().split()) for node in page.all(".unreached li")]


def version(page):
    return re.search(r"version=(\w+)", page.html)[1]


def address(cast, who="jordan"):
    return f"{SESSIONS}/2026-11-23/Evening/{cast.people[who].key}/contact"


def test_the_page_names_whom_no_reminder_reached_and_why(sam):
    first, second = unreached(sam.get(SESSIONS))
    assert first.startswith("Jordan M. No phone set up")
    assert second.startswith("Maria L. No phone set up")


@pytest.mark.parametrize(("how", "said"), [("called", "Called"), ("told", "Told")])
def test_a_call_takes_somebody_off_the_list_and_stays_visible(sam, cast, how, said):
    assert sam.send(SESSIONS, address(cast), how=how).status_code == 303
    page = sam.get(SESSIONS)
    assert unreached(page)[1] == f"Jordan M. {said} 5:20 PM by Sam K."
    assert "Not reached by a reminder 1" in page.text(".unreached")
    assert len(page.all(".unreached form")) == 1


def test_a_call_stays_visible_after_check_in_closed(sam, signed_in, cast, clock):
    sam.send(SESSIONS, address(cast), how="called")
    clock.set("2026-11-23 20:00")
    assert unreached(signed_in("sam").get(SESSIONS)) == ["Jordan M. Called 5:20 PM by Sam K."]


def test_htmx_gets_the_list(sam, cast):
    answer = sam.send(SESSIONS, address(cast), htmx=True, how="called")
    assert answer.status_code == 200
    assert "Called 5:20 PM by Sam K." in answer.text


def test_a_call_is_news_for_every_open_page_and_the_next_minute_is_not(sam, cast, clock):
    before = version(sam.get(SESSIONS))
    clock.forward(minutes=1)
    assert sam.raw(f"{SESSIONS}?version={before}").status_code == 204
    sam.send(SESSIONS, address(cast), how="told")
    assert sam.raw(f"{SESSIONS}?version={before}").status_code == 200
    assert sam.raw(f"{SESSIONS}?version={version(sam.get(SESSIONS))}").status_code == 204


def test_when_it_becomes_time_to_call_is_news_too(sam, clock):
    clock.set("2026-11-23 17:14:59")
    page = sam.get(SESSIONS)
    assert unreached(page) == []
    clock.set("2026-11-23 17:15")
    assert sam.raw(f"{SESSIONS}?version={version(page)}").status_code == 200


def test_a_call_of_an_unknown_kind_is_no_call(sam, cast):
    assert sam.post(address(cast), how="shouted").status_code == 400
    assert sam.post(address(cast)).status_code == 400
    assert count(ContactRow) == 0


def test_another_programs_staff_find_nobody(signed_in, cast):
    assert signed_in("kim").post(address(cast), how="called").status_code == 404
    assert rows(ContactRow) == []
