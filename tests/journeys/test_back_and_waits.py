"""The Back button after forms, and pages that wait for their time."""

from __future__ import annotations

from tests.helpers.desk import wrong_code
from tests.helpers.rows import count
from tests.journeys.conftest import until
from webapp.models.meetings import MeetingEntryRow


def test_back_after_a_form_that_was_refused_and_put_right_leads_to_the_form(phone):
    jordan = phone()
    jordan.sign_in("jordan")
    jordan.worker_is_ready()
    page = jordan.open("/meetings/new")
    page.check("[name=fellowship][value=na]", force=True)
    page.fill("#starts", "23:00")
    page.click("text=Save this meeting")
    page.wait_for_selector("#form-error")
    page.fill("#starts", "12:00")
    page.click("text=Save this meeting")
    page.wait_for_url("**/meetings?saved=*")
    assert count(MeetingEntryRow) == 1
    page.go_back()
    until(page, "document.querySelector('#starts') !== null")
    assert "offline" not in page.url
    assert "can’t tell whether" not in jordan.text("body")
    assert count(MeetingEntryRow) == 1


def test_a_form_that_cannot_be_sent_or_kept_is_not_called_lost_or_saved(phone):
    jordan = phone()
    jordan.sign_in("jordan", shared=True)
    jordan.worker_is_ready()
    page = jordan.open("/meetings/new")
    page.check("[name=fellowship][value=na]", force=True)
    page.fill("#starts", "12:00")
    jordan.context.set_offline(True)
    page.click("text=Save this meeting")
    page.wait_for_url("**/offline?unsent")
    assert "can’t tell whether what you just sent arrived" in jordan.text()


def test_the_wait_after_wrong_codes_counts_down_and_lets_go(phone, cast, clock):
    jordan = phone()
    jordan.sign_in("jordan")
    page = jordan.open("/check-in")
    for _ in range(5):
        page.fill("#code", wrong_code(cast.jordan, clock.now()))
        page.click("text=I’m here")
        page.wait_for_load_state()
    assert "Wait" in jordan.text("[data-wait]")
    assert page.get_attribute("form button", "aria-disabled") == "true"
    until(page, "document.querySelector('[data-wait]').textContent.includes('try again now')")
    assert page.get_attribute("form button", "aria-disabled") is None


def test_the_check_in_opens_by_itself_at_its_time(phone, clock):
    clock.set("2026-11-23 17:14:59")
    jordan = phone()
    jordan.sign_in("jordan")
    page = jordan.open("/check-in")
    assert page.query_selector("#code") is None
    clock.set("2026-11-23 17:15:00")
    until(page, "document.querySelector('#code') !== null")


def test_what_has_the_focus_is_never_under_the_button_at_the_bottom(phone):
    jordan = phone()
    jordan.sign_in("jordan")
    page = jordan.open("/meetings/new")
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const focused = document.activeElement;
              const dock = document.querySelector(".dock");
              if (!focused || focused === document.body || dock.contains(focused)) return "";
              if (focused.closest(".tabs, .top") || !focused.closest("main")) return "";
              const below = focused.getBoundingClientRect().bottom;
              const edge = dock.getBoundingClientRect().top;
              return below > edge + 1 ? focused.name || focused.textContent : "";
            }"""
        )
        if covered:
            hidden.append(covered)
    assert not hidden


def test_nothing_scrolls_sideways_with_text_twice_as_large(phone):
    for who, paths in (
        ("jordan", ("/today", "/check-in", "/meetings", "/meetings/new", "/week", "/you")),
        ("sam", ("/program/sessions", "/program/people", "/program/people/new")),
    ):
        visitor = phone()
        visitor.sign_in(who)
        for path in paths:
            page = visitor.open(path)
            # As the browser's own setting for the size of text does.
            page.evaluate("document.documentElement.style.setProperty('font-size', '212.5%')")
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 390, (path, width)
