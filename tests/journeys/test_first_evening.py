"""From the invitation to the sign-out: one participant's first evening, in a real browser."""

from __future__ import annotations

import json
import re

from tests.journeys.conftest import until


def test_a_first_evening_from_invitation_to_sign_out(phone, app, clock):
    staff = phone(viewport={"width": 1280, "height": 860})
    office = staff.sign_in("sam")
    office.click("nav >> text=People")
    office.click("text=Enroll somebody")
    office.fill("#name", "Dana W.")
    office.fill("#starts_on", "2026-11-23")
    office.click("button:has-text('Enroll')")
    office.click("button:has-text('Give an invitation')")
    link = office.input_value("#link")
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", office.inner_text(".card__code"))

    dana = phone()
    page = dana.page
    page.goto(link)
    page.wait_for_selector("h1:has-text('Your four words')")
    assert "#" not in page.url, "the token stays out of the address"
    words = page.input_value("#passcode")
    assert len(words.split()) == 4
    page.click("text=Use these words")
    page.wait_for_url("**/you/notice")
    assert "42 CFR part 2" in dana.text()
    page.click("text=I have read this")
    page.wait_for_url("**/today")
    assert "Arrive by 5:45PM" in dana.text("h1")

    staff.open("/kiosk")
    code = office.inner_text(".desk__code").replace(" ", "")[:6]
    page.click("text=Check in")
    page.fill("#code", "000000" if code != "000000" else "111111")
    page.click("text=I’m here")
    assert "Nothing was recorded yet." in dana.text()
    page.fill("#code", code)
    page.click("text=I’m here")
    page.wait_for_url("**/today")
    assert "You’re checked in at 5:20 PM." in dana.text()

    page.click("nav >> text=Meetings")
    page.click("text=Log a meeting")
    page.click("label:has-text('NA')")
    page.fill("#starts", "12:30")
    page.click("text=Save this meeting")
    page.wait_for_url("**/meetings?saved=*")
    assert "1 of 5, due Sunday" in dana.text()

    staff.open("/program/sessions")
    assert "1 here" in staff.text("h1")
    assert "Dana W. 5:20 PM On time Code, own phone" in staff.text()

    dana.worker_is_ready()
    dana.open("/today")
    until(page, "caches.keys().then((n) => n.some((x) => x.startsWith('dayline-person-')))")
    dana.open("/you")
    page.click("button:has-text('Sign out')")
    page.wait_for_url("**/sign-in")
    page.go_back()
    page.wait_for_load_state()
    assert "Dana" not in page.content()
    dana.worker_is_ready()
    dana.context.set_offline(True)
    for path in ("/today", "/week", "/meetings", "/"):
        dana.open(path)
        shown = page.content()
        assert "Dana" not in shown, path
        assert "No signal right now" in shown, path


def test_everything_works_without_javascript(phone):
    staff = phone(viewport={"width": 1280, "height": 860}, java_script_enabled=False)
    office = staff.sign_in("sam")
    office.click("tr:has-text('Maria L.') >> button:has-text('Mark here')")
    assert "Maria L. 5:20 PM" in staff.text()
    office.click("tr:has-text('Maria L.') >> text=Undo")
    office.fill("#reason", "It was somebody else")
    office.click("button:has-text('Undo the check-in')")
    assert "0 here" in staff.text("h1")
    staff.open("/kiosk")
    code = office.inner_text(".desk__code").replace(" ", "")[:6]

    jordan = phone(java_script_enabled=False)
    page = jordan.sign_in("jordan")
    page.click("button:has-text('I’m up') >> nth=0")
    assert "Wake up, get ready Done" in jordan.text(".line")
    page.click("text=Undo >> nth=0")
    assert "Wake up, get ready Done" not in jordan.text(".line")
    page.click("text=Check in >> nth=0")
    page.fill("#code", code)
    page.click("text=I’m here")
    assert "You’re checked in" in jordan.text()
    page.click("nav >> text=Meetings")
    page.click("text=Log a meeting")
    page.click("label:has-text('AA') >> nth=0")
    page.fill("#starts", "12:00")
    page.click("text=Save this meeting")
    assert "1 of 4, due Sunday" in jordan.text()
    page.click("nav >> text=You")
    page.click("button:has-text('Sign out')")
    jordan.open("/today")
    assert page.url.endswith("/sign-in")


def test_a_tap_changes_the_line_without_a_new_page(phone):
    jordan = phone()
    page = jordan.sign_in("jordan")
    page.evaluate("window.samePage = true")
    page.click(".line button:has-text('I’m up')")
    page.wait_for_selector(".line__row.is-done:has-text('Wake up')")
    assert page.evaluate("window.samePage")


def test_the_front_desk_shows_the_next_code_by_itself(phone, clock):
    staff = phone(viewport={"width": 1280, "height": 800})
    page = staff.sign_in("sam")
    clock.set("2026-11-23 17:20:28")
    staff.open("/kiosk")
    before = page.inner_text(".desk__code")
    clock.set("2026-11-23 17:20:31")
    until(page, f"document.querySelector('.desk__code').innerText !== {json.dumps(before)}")


def test_the_code_on_a_staff_phone_keeps_nobody_signed_in(phone, clock):
    staff = phone()
    page = staff.sign_in("sam")
    staff.open("/kiosk")
    before = page.inner_text(".desk__code")
    clock.forward(minutes=14)
    page.evaluate("htmx.trigger(document.querySelector('[data-desk]'), 'refresh')")
    until(page, f"document.querySelector('.desk__code').innerText !== {json.dumps(before)}")
    clock.forward(minutes=1)
    # As the page itself does: it asks once more until it is answered.
    ask = "htmx.trigger(document.querySelector('[data-desk]'), 'refresh')"
    until(page, f"location.pathname === '/sign-in' || ({ask}, false)")


def test_after_a_tap_the_line_still_follows_the_clock(phone, clock):
    jordan = phone()
    page = jordan.sign_in("jordan")
    page.click(".line button:has-text('I’m up')")
    page.wait_for_selector(".line__row.is-done:has-text('Wake up')")
    clock.set("2026-11-23 17:50")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector("text=Check-in is open until 6:15 PM")


def test_a_page_left_open_over_midnight_shows_the_new_date(phone, clock):
    jordan = phone()
    clock.set("2026-11-23 23:58")
    page = jordan.sign_in("jordan")
    clock.set("2026-11-24 00:05")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector(".top__date:has-text('Tue, Nov 24')")


def test_staff_say_when_somebody_came(phone, clock):
    staff = phone(viewport={"width": 1280, "height": 860})
    clock.set("2026-11-23 18:20")
    page = staff.sign_in("sam")
    row = page.locator("tr:has-text('Maria L.')")
    row.locator("summary").click()
    row.locator("input[name=arrived]").fill("17:40")
    row.locator("button:has-text('Mark here')").click()
    page.wait_for_selector("tr:has-text('Maria L.') >> text=5:40 PM")
    assert "On time Recorded by Sam K." in staff.text("tr:has-text('Maria L.')")


def test_the_code_in_a_scanned_address_is_filled_in_and_not_sent(phone):
    jordan = phone()
    page = jordan.sign_in("jordan")
    jordan.open("/check-in#123456")
    until(page, "document.querySelector('#code').value === '123456'")
    assert page.url.endswith("/check-in")
    assert "You’re checked in" not in jordan.open("/today").inner_text("main")
