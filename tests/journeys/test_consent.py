"""Consent from both sides: signed, seen on the manager's board, stopped, gone."""

from __future__ import annotations

import re

import pytest

from tests.helpers import houses
from tests.journeys.conftest import until
from webapp.actions import residents


@pytest.fixture
def code(app, viewer, now):
    """What Dana gives Jordan on a slip of paper."""
    return houses.resident(viewer("dana"), "Jordan at Maple", now).code


def consents(jordan, code):
    """Jordan chooses, reads and signs."""
    page = jordan.page
    jordan.open("/you")
    page.click("text=Share with my house, or stop")
    page.fill("#code", code)
    page.click("text=Go on")
    page.click("text=Choose what to share")
    page.wait_for_selector("input[value=schedule]")
    assert page.locator("input[type=checkbox]:checked").count() == 0
    page.check("input[value=schedule]")
    page.check("input[value=attendance]")
    page.click("text=Read the full text")
    assert "Whose information: Jordan M." in jordan.text(".paper")
    page.fill("#name", "Jordan M.")
    page.click("button:has-text('Sign')")
    page.wait_for_selector("text=Stop sharing with Maple House")


def test_consent_check_in_board_and_stop(phone, clock, code):
    manager = phone()
    board = manager.page
    board.clock.install()
    manager.sign_in("dana")
    assert board.url.endswith("/house/board")
    assert "Away" not in manager.text()

    jordan = phone()
    page = jordan.sign_in("jordan")
    consents(jordan, code)
    board.clock.run_for(31_000)
    board.wait_for_selector("text=Away 5:20–9:45 PM")

    staff = phone(viewport={"width": 1280, "height": 860})
    staff.sign_in("sam")
    staff.open("/kiosk")
    digits = staff.page.inner_text(".desk__code").replace(" ", "")[:6]
    jordan.open("/check-in")
    page.fill("#code", digits)
    page.click("text=I’m here")
    page.wait_for_url("**/today")
    board.clock.run_for(31_000)
    board.wait_for_selector("text=On time, in 5:20 PM")
    assert "Jordan at Maple shares with consent" in manager.text()

    jordan.open("/you")
    page.click("text=Stop sharing with Maple House")
    page.click("button:text-is('Stop sharing')")
    page.wait_for_selector("text=Nothing is shared")
    board.clock.run_for(31_000)
    until(board, "!document.querySelector('main').innerText.includes('Away')")
    text = manager.text()
    assert "On time" not in text
    assert "house’s own record only" in text

    jordan.open("/you/access-log")
    assert "Dana V., Maple House When you’re away, Attendance · on the board" in jordan.text()


@pytest.fixture
def shared_board(phone, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    manager = phone()
    manager.page.clock.install()
    manager.sign_in("dana")
    assert "Away 5:20–9:45 PM" in manager.text()
    yield manager
    # No question may be under way when the next test puts the database back.
    manager.context.set_offline(True)
    manager.page.wait_for_timeout(300)


def test_without_an_answer_for_a_minute_the_board_is_blank(shared_board):
    page = shared_board.page
    shared_board.context.set_offline(True)
    page.clock.run_for(30_000)
    assert "Away" in shared_board.text()
    page.clock.run_for(32_000)
    page.wait_for_selector("text=Hidden for now.")
    assert "Jordan" not in page.content()
    shared_board.context.set_offline(False)
    page.clock.run_for(31_000)
    page.wait_for_selector("text=Away 5:20–9:45 PM")


STANDS_STILL = "performance.now = () => 1000"
"""As on devices where that clock rests while they sleep."""


def test_a_board_that_slept_for_two_minutes_is_blank_before_the_first_second_is_over(
    phone, viewer, now
):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    manager = phone()
    page = manager.page
    page.clock.install()
    page.add_init_script(STANDS_STILL)
    manager.sign_in("dana")
    assert "Away 5:20–9:45 PM" in manager.text()
    manager.context.set_offline(True)
    page.clock.set_system_time(page.evaluate("Date.now()") + 120_000)
    assert "Jordan" in page.content()
    page.evaluate("document.dispatchEvent(new Event('resume'))")
    assert "Jordan" not in page.content()
    page.wait_for_selector("text=Hidden for now.")
    manager.context.set_offline(False)
    page.clock.run_for(31_000)
    page.wait_for_selector("text=Away 5:20–9:45 PM")


@pytest.mark.parametrize("moved", [61_000, -5_000])
def test_a_clock_that_was_set_blanks_the_board_whichever_way(shared_board, moved):
    page = shared_board.page
    shared_board.context.set_offline(True)
    page.clock.set_system_time(page.evaluate("Date.now()") + moved)
    page.clock.run_for(1_000)
    page.wait_for_selector("text=Hidden for now.")
    assert "Jordan" not in page.content()


def test_an_answer_that_waited_while_the_device_slept_is_not_shown_as_new(shared_board):
    page = shared_board.page
    held = []
    page.route("**/house/board**", lambda route: held.append(route))
    page.clock.run_for(31_000)
    for _ in range(200):
        if held:
            break
        page.wait_for_timeout(50)
    page.clock.set_system_time(page.evaluate("Date.now()") + 120_000)
    held[0].continue_()
    page.wait_for_selector("text=Hidden for now.")
    assert "Jordan" not in page.content()


def test_a_board_that_nobody_looks_at_is_blank_at_once(shared_board):
    page = shared_board.page
    hide = (
        "Object.defineProperty(document, 'visibilityState', {value: 'STATE', configurable: true})"
    )
    say = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(hide.replace("STATE", "hidden"))
    page.evaluate(say)
    page.wait_for_selector("text=Hidden for now.")
    assert "Jordan" not in page.content()
    page.evaluate(hide.replace("STATE", "visible"))
    page.evaluate(say)
    page.wait_for_selector("text=Away 5:20–9:45 PM")


def test_the_clock_goes_on_where_nothing_changed(shared_board, clock):
    page = shared_board.page
    before = page.get_attribute("[data-now] >> nth=0", "transform")
    clock.forward(minutes=3)
    page.clock.run_for(31_000)
    page.wait_for_selector("text=as of Mon, 5:23 PM")
    assert page.get_attribute("[data-now] >> nth=0", "transform") != before


def test_no_page_of_a_manager_stays_on_the_phone(shared_board):
    shared_board.worker_is_ready()
    for path in ("/house/roll-call", "/house/residents", "/house/board"):
        shared_board.open(path)
    shared_board.page.wait_for_timeout(300)
    kept = shared_board.page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((each) => each.url)))).then(String)"
    )
    assert "/house/" not in kept
    assert "dayline-person" not in kept
    shared_board.context.set_offline(True)
    shared_board.open("/house/board")
    assert "No signal right now" in shared_board.text("h1")


def test_a_roll_call_of_the_house_without_javascript(phone, clock, app):
    clock.set("2026-11-23 23:00")
    manager = phone(java_script_enabled=False)
    page = manager.sign_in("dana")
    page.click("nav >> text=Roll call")
    for name in ("Chris", "Jordan", "Maria"):
        page.click(f".roll__row:has-text('{name}') >> button:has-text('In')")
    assert "3 of 3 marked" in manager.text()
    page.click(".roll__row:has-text('Maria') >> text=Undo")
    page.click(".roll__row:has-text('Maria') >> summary")
    page.click(".roll__row:has-text('Maria') >> text=Work")
    assert "Work, 11:00 PM" in manager.text(".roll__row:has-text('Maria')")
    page.click("nav >> text=Now")
    assert "2 in, 1 out" in manager.text("h1")


def test_consent_works_without_javascript(phone, code):
    jordan = phone(java_script_enabled=False)
    jordan.sign_in("jordan")
    consents(jordan, code)
    with jordan.page.expect_download() as download:
        jordan.page.click("text=Read what you signed")
        jordan.page.click("text=Keep a copy")
    text = download.value.path().read_text(encoding="utf-8")
    assert re.search(r"Signed: Jordan M\., Monday, November 23, 2026", text)


def test_twelve_residents_are_called_in_as_many_taps(phone, viewer, clock, app):
    clock.set("2026-11-23 23:00")
    dana = viewer("dana")
    now = clock.now()
    for number in range(9):
        new = residents.NewResident(f"R{number}", "", 1, houses.MOVED_IN)
        residents.add(dana, dana.houses[0], new, now)
    manager = phone()
    page = manager.sign_in("dana")
    manager.open("/house/roll-call")
    for done in range(1, 13):
        page.click(".roll__word >> nth=0")
        page.wait_for_selector(f"text={done} of 12 marked")
    assert manager.page.url.endswith("/house/roll-call")


@pytest.mark.parametrize("path", ["/house/roll-call", "resident"])
def test_what_is_shared_leaves_every_page_that_nobody_looks_at(phone, viewer, now, path):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    manager = phone()
    page = manager.sign_in("dana")
    if path == "resident":
        path = f"/house/residents/{houses.resident(viewer('dana'), 'Jordan at Maple', now).key}"
    manager.open(path)
    assert "shares with consent" in manager.text("body")
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    assert page.locator("[data-passing]").count() == 0
    assert "shares with consent" not in manager.text("body")
    # The house's own record stays: somebody may have to be called.
    assert page.locator("main a[href^='tel:']").count() == ("residents/" in path)


@pytest.mark.parametrize("moved", [61_000, -5_000])
def test_a_page_that_slept_lets_go_of_what_is_shared(phone, viewer, now, moved):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    manager = phone()
    page = manager.page
    page.clock.install()
    page.add_init_script(STANDS_STILL)
    manager.sign_in("dana")
    manager.open("/house/roll-call")
    assert "shares with consent" in manager.text("body")
    page.clock.set_system_time(page.evaluate("Date.now()") + moved)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert page.locator("[data-passing]").count() == 0
    assert "shares with consent" not in manager.text("body")
