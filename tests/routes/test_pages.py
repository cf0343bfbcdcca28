"""Pages that need nobody."""

import pytest

from tests.helpers.rows import count
from webapp.models.audit import AuditEvent


def test_the_start_leads_to_the_sign_in_page_or_to_ones_own(anybody, signed_in):
    assert anybody.raw("/").location == "/sign-in"
    assert signed_in("jordan").raw("/").location == "/today"
    assert signed_in("sam").raw("/").location == "/program/sessions"


def test_help_has_the_numbers_that_answer_at_once(anybody):
    page = anybody.get("/help")
    linked = [a.attrs["href"] for a in page.all("main a")]
    assert linked == ["tel:988", "sms:988", "tel:911", "tel:+18006624357"]
    text = page.text("main")
    assert "En español: 2" in text
    assert "1-800-662-4357" in text
    assert "TTY 1-800-487-4889" in text


@pytest.mark.parametrize("path", ["/sign-in", "/invite", "/today", "/program/people", "/nowhere"])
def test_help_is_one_tap_from_every_page(signed_in, anybody, path):
    browser = {"/today": "jordan", "/program/people": "sam"}.get(path)
    page = (signed_in(browser) if browser else anybody).raw(path).text
    assert 'href="/help"' in page


def test_help_is_the_same_for_everybody_and_sets_no_cookie(anybody, signed_in):
    answer = anybody.raw("/help")
    assert "Set-Cookie" not in answer.headers
    assert answer.text == signed_in("jordan").raw("/help").text


def test_opening_help_is_written_down_nowhere(signed_in):
    jordan = signed_in("jordan")
    before = count(AuditEvent)
    jordan.get("/help")
    assert count(AuditEvent) == before


def test_the_offline_page_says_that_no_signal_is_nobodys_fault(anybody):
    page = anybody.get("/offline")
    assert "no signal is never your fault" in page.html
    assert page.text(".button--main") == "Open Today"
