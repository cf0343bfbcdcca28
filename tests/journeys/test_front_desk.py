"""The screen at the door stands alone: its own codes, without network, by a wrong clock."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.helpers import qr_reader
from tests.helpers.desk import code_on
from tests.helpers.rows import count, rows
from tests.journeys.conftest import until
from webapp.actions import pair_front_desk
from webapp.domain.rotating_code import code_for
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import CheckInRow
from webapp.models.front_desk import FrontDesk
from webapp.models.people import Participant
from webapp.queries import front_desk

TABLET = {"width": 1280, "height": 800}
DIGITS = "[...document.querySelectorAll('[data-desk-digits]')].map((e) => e.textContent).join('')"
SECRET = bytes(range(7, 27))
IS_KEPT = """caches.keys().then(async (names) => {
  const name = names.find((each) => each.startsWith("dayline-desk-"));
  return Boolean(name && (await (await caches.open(name)).match("/kiosk/screen")));
})"""
NOTHING_IS_KEPT = """Promise.all([indexedDB.databases(), caches.keys()]).then(([bases, names]) =>
  !bases.length && !names.some((each) => each.startsWith("dayline-desk-")))"""


def wrong_clock(tablet, hours):
    """From the next page on the tablet's clock is off by so many hours."""
    tablet.context.add_init_script(
        f"(() => {{ const right = Date.now.bind(Date); const page = window;"
        f" page.rightTime ??= right; Date.now = () => page.rightTime() + {hours} * 3600000; }})()"
    )


@pytest.fixture
def paired(phone):
    """paired(): a tablet that Sam paired and left; its page is kept."""

    def make(*, clock_off=0, **options):
        tablet = phone(viewport=TABLET, **options)
        if clock_off:
            wrong_clock(tablet, clock_off)
        page = tablet.sign_in("sam")
        tablet.worker_is_ready()
        tablet.open("/program/front-desks")
        page.fill("#name", "Front door")
        page.click("main form button:has-text('Pair this screen')")
        page.wait_for_url("**/kiosk")
        until(page, IS_KEPT)
        page.click("text=Leave it running and sign me out")
        page.wait_for_selector("[data-desk=own]")
        assert not page.is_visible("text=Leave it running")
        return tablet

    return make


def screen():
    """The one screen of this test, as the server knows it."""
    row = rows(FrontDesk)[-1]
    return front_desk.Screen(
        row.id, row.key, row.program_id, None, row.paired_by, row.paired_at, row.last_seen_at, True
    )


def shown(tablet):
    return tablet.page.evaluate(DIGITS)


def checks_in(phone, code):
    """Jordan types that code on a phone of their own."""
    jordan = phone()
    page = jordan.sign_in("jordan")
    jordan.open("/check-in")
    page.fill("#code", code)
    page.click("text=I’m here")
    page.wait_for_url("**/today")
    assert "You’re checked in at 5:20 PM." in jordan.text()


def test_the_browsers_code_is_the_servers_code_for_every_step(app, paired, monkeypatch):
    tablet = paired()
    steps = [0, 1, 2**31 // 30, 2**32, 2**32 + 1, 2**40, *range(59_000_000, 59_000_400)]
    made = tablet.page.evaluate(
        """async ([files, secret, steps]) => {
          const {keyFrom, codeOf} = await import(`${files}/js/desk/code.js`);
          const key = await keyFrom(Uint8Array.from(secret));
          return Promise.all(steps.map((step) => codeOf(key, step)));
        }""",
        [app.static_url_path, list(SECRET), steps],
    )
    assert made == [code_for(SECRET, step) for step in steps]


def test_the_square_that_the_browser_draws_holds_the_address_and_the_code(paired, site):
    tablet = paired()
    tablet.context.set_offline(True)
    tablet.open("/kiosk")
    until(tablet.page, f"({DIGITS}).length === 6")
    square = tablet.page.locator("[data-desk-square]")
    side = int(square.get_attribute("viewBox").split()[2])
    path = square.locator("path").get_attribute("d")
    assert qr_reader.read(path, side) == f"{site}/check-in#{shown(tablet)}"


def test_a_whole_evening_without_network_by_a_clock_hours_wrong(phone, paired, clock):
    clock.set("2026-11-23 15:20")
    tablet = paired(clock_off=-5)
    page = tablet.page
    assert tablet.text("h1") == "Check-in opens at 5:15 PM"
    tablet.context.set_offline(True)
    clock.forward(hours=2)
    wrong_clock(tablet, -3)
    tablet.open("/kiosk")
    until(page, f"({DIGITS}).length === 6")
    assert tablet.text(".desk__clock") == "5:20 PM"
    assert tablet.text("h1") == "Check in with this code"
    assert tablet.text(".desk__notes") == (
        "Offline since 3:20 PM. The codes go on and count the same."
    )
    checks_in(phone, shown(tablet))


@pytest.mark.parametrize("hours", [-7, 9])
def test_a_paired_screen_needs_no_right_clock_to_be_right(phone, paired, clock, hours):
    tablet = paired(clock_off=hours)
    near = [code_on(screen(), Instant(clock.now() + timedelta(seconds=s))) for s in (0, 30)]
    assert shown(tablet) in near
    assert tablet.text(".desk__clock") == "5:20 PM"
    checks_in(phone, shown(tablet))


def test_unpaired_it_says_so_and_keeps_nothing(paired, viewer, clock):
    tablet = paired()
    page = tablet.page
    kept = "indexedDB.databases().then((all) => all.map((each) => each.name).join())"
    assert page.evaluate(kept) == "dayline-desk"
    when = {"now": clock.now(), "true_now": clock.true_now()}
    assert pair_front_desk.unpair(viewer("rosa"), screen().key, **when)
    page.evaluate("window.dispatchEvent(new Event('online')) && null")
    page.wait_for_selector("h1:has-text('This screen is not paired any more.')")
    until(page, NOTHING_IS_KEPT)
    tablet.context.set_offline(True)
    tablet.open("/kiosk")
    assert "No signal right now" in tablet.text("h1")


def test_nothing_that_runs_on_the_screen_can_read_the_secret(paired):
    tablet = paired()
    refused = tablet.page.evaluate(
        """() => new Promise((resolve) => {
          indexedDB.open("dayline-desk").onsuccess = ({target}) => {
            const asking = target.result.transaction("desk").objectStore("desk").get("mine");
            asking.onsuccess = () => crypto.subtle.exportKey("raw", asking.result.key)
              .then(() => "read", (error) => error.name)
              .then((said) => { target.result.close(); resolve(said); });
          };
        })"""
    )
    assert refused == "InvalidAccessError"


def test_signing_out_on_a_paired_screen_in_the_usual_way_leaves_it_paired(phone, paired):
    tablet = paired()
    page = tablet.sign_in("sam")
    page.click("button:has-text('Sign out')")
    page.wait_for_url("**/sign-in")
    tablet.worker_is_ready()
    tablet.context.set_offline(True)
    tablet.open("/kiosk")
    until(page, f"({DIGITS}).length === 6")
    tablet.context.set_offline(False)
    checks_in(phone, shown(tablet))


def test_a_personal_number_is_typed_with_large_keys_and_answered_with_a_time(paired, cast):
    tablet = paired()
    page = tablet.page
    page.click("text=No phone? Type your number")
    page.wait_for_selector("[data-number-keys]:not([hidden])")
    for key in ("9", "back", *rows(Participant, id=cast.jordan.participant_id)[0].number):
        box = page.locator(f"[data-number-keys] button[value='{key}']")
        assert min(box.bounding_box()["width"], box.bounding_box()["height"]) >= 44
        box.click()
    page.click("text=I’m here")
    page.wait_for_selector("h1:has-text('Checked in at 5:20 PM.')")
    assert "Jordan" not in page.content()
    assert count(CheckInRow) == 1
    page.wait_for_url("**/kiosk", timeout=15_000)


def test_without_network_a_number_is_sent_to_staff_in_words(paired):
    tablet = paired()
    page = tablet.page
    page.click("text=No phone? Type your number")
    page.wait_for_selector("[data-number-keys]:not([hidden])")
    page.fill("#number", "482193")
    tablet.context.set_offline(True)
    page.click("text=I’m here")
    page.wait_for_selector("[data-desk-no-number]:not([hidden])")
    assert "A number can’t be checked in without the network. Ask staff" in tablet.text()
    until(page, f"({DIGITS}).length === 6")
    tablet.open("/kiosk")
    until(page, f"({DIGITS}).length === 6")
    assert not page.is_visible("[data-desk-no-number]")
    page.click("text=No phone? Type your number")
    page.wait_for_selector("[data-desk-no-number]:not([hidden])")


def test_without_scripts_a_paired_screen_and_its_numbers_work_too(phone, cast):
    tablet = phone(viewport=TABLET, java_script_enabled=False)
    page = tablet.sign_in("sam")
    tablet.open("/program/front-desks")
    page.fill("#name", "Front door")
    page.click("main form button:has-text('Pair this screen')")
    assert len(tablet.text(".desk__code").replace(" ", "")) == 12, "digits, and for readers"
    page.click("text=No phone? Type your number")
    page.fill("#number", rows(Participant, id=cast.jordan.participant_id)[0].number)
    page.click("text=I’m here")
    assert tablet.text("h1") == "Checked in at 5:20 PM."


def test_a_camera_that_opens_a_browser_signed_in_nowhere_shows_the_digits_and_sends_none(phone):
    visitor = phone()
    sent = []
    visitor.page.on("request", lambda request: sent.append(request.url))
    visitor.open("/check-in#482193")
    assert visitor.page.url.endswith("/sign-in")
    visitor.page.wait_for_selector("[data-scanned]:not([hidden])")
    assert "Type this in Dayline: 482 193 It changes every half minute." in visitor.text()
    assert not [url for url in sent[1:] if "482193" in url.partition("#")[0]]
    assert count(CheckInRow) == 0


def test_a_camera_that_opens_a_browser_that_is_signed_in_fills_in_and_records_nothing(phone, clock):
    jordan = phone()
    jordan.sign_in("jordan")
    jordan.open("/check-in#482193")
    until(jordan.page, "document.getElementById('code').value === '482193'")
    assert "#" not in jordan.page.url
    jordan.page.wait_for_timeout(300)
    assert count(CheckInRow) == 0


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (390, 844), (320, 640)])
def test_it_fits_the_screen_and_nothing_covers_the_square(phone, size):
    tablet = phone(viewport={"width": size[0], "height": size[1]})
    page = tablet.sign_in("sam")
    tablet.open("/program/front-desks")
    page.fill("#name", "Front door")
    page.click("main form button:has-text('Pair this screen')")
    page.wait_for_url("**/kiosk")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    square = page.locator(".desk__qr").bounding_box()
    leave = page.locator(".desk__leave").bounding_box()
    assert square["y"] + square["height"] < leave["y"]
    covered = json.dumps([square["x"] + square["width"] / 2, square["y"] + 20])
    assert page.evaluate(f"Boolean(document.elementFromPoint(...{covered})?.closest('.desk__qr'))")
