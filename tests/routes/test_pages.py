"""Pages that need nobody."""

import pytest

from tests.helpers import cast as cast_module
from tests.helpers import houses
from tests.helpers.browser import Browser
from tests.helpers.rows import count
from webapp.models.audit import AuditEvent
from webapp.queries import houses as houses_query


def test_the_start_leads_to_the_sign_in_page_or_to_ones_own(anybody, signed_in):
    assert anybody.raw("/").location == "/sign-in"
    assert signed_in("jordan").raw("/").location == "/today"
    assert signed_in("sam").raw("/").location == "/program/sessions"


def test_help_has_the_numbers_that_answer_at_once(anybody):
    page = anybody.get("/help")
    linked = [a.attrs["href"] for a in page.all("main a.call, main .pair a") if "href" in a.attrs]
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


def test_help_has_a_page_with_ones_home_for_a_browser_without_scripts(signed_in, viewer, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    rosa = signed_in("rosa")
    (maple,) = (h for h in houses_query.of_program(viewer("rosa").program_id) if "Maple" in h.name)
    rosa.post(f"/program/houses/{maple.key}/phone", phone="617-555-0120", seen="")
    page = signed_in("jordan").get("/help/mine")
    linked = [a.attrs["href"] for a in page.all("#own a") if "href" in a.attrs]
    assert linked == ["tel:6175550100", "tel:6175550120"]
    assert "hidden" not in page.all("#own")[0].attrs


def test_whoever_is_no_participant_gets_the_same_page_as_everybody(anybody, signed_in):
    for browser in (anybody, signed_in("sam"), signed_in("dana")):
        assert browser.raw("/help/mine").location == "/help"


def test_ones_own_help_asks_for_no_notice_first_and_leaves_no_line(app, cast, clock, caplog):
    token = cast_module.token_for(cast.priya, clock.true_now(), reads_notice=False)
    assert Browser(app, token).raw("/help/mine").status_code == 200
    assert "help" not in caplog.text


def test_whom_somebody_trusts_can_be_sent_nowhere(anybody):
    (form,) = anybody.get("/help").all("form")
    assert (form.attrs["method"], form.attrs.get("action")) == ("dialog", None)


def test_opening_help_is_written_down_nowhere(signed_in):
    jordan = signed_in("jordan")
    before = count(AuditEvent)
    jordan.get("/help")
    assert count(AuditEvent) == before


def test_the_offline_page_says_that_no_signal_is_nobodys_fault(anybody):
    page = anybody.get("/offline")
    assert "no signal is never your fault" in page.html
    assert page.text(".button--main") == "Open Today"
