"""From enrolling to an empty board: everybody's side of one evening."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest

from tests.helpers import houses
from tests.helpers.push_service import Handset, PushService
from tests.helpers.reminding import remind
from tests.journeys.conftest import until
from tests.journeys.task import Task
from webapp.actions import residents
from webapp.domain.subscription import decoded
from webapp.push.vapid import public_key_of

pytestmark = pytest.mark.whole_browser

PHONE = """
const held = {endpoint: ENDPOINT, options: {}, toJSON: () => ({endpoint: ENDPOINT, keys: KEYS}),
  unsubscribe: async () => { localStorage.removeItem("held"); return true; }};
Notification.requestPermission = async () => "granted";
Object.defineProperty(Notification, "permission", {get: () => "granted"});
PushManager.prototype.subscribe = async () => { localStorage.setItem("held", "1"); return held; };
PushManager.prototype.getSubscription = async () => (localStorage.getItem("held") ? held : null);
"""
"""A Chromium whose push service is the test's: Google's cannot be reached from here."""


@pytest.fixture
def service(app, clock, monkeypatch):
    running = PushService(clock.true_now().timestamp())
    extra = frozenset({running.origin})
    monkeypatch.setitem(app.config, "DAYLINE_EXTRA_PUSH_ORIGINS", extra)
    yield running
    running.close()


@pytest.fixture
def handset():
    return Handset()


@pytest.fixture
def with_push(service, handset, config):
    """What makes a browser subscribe there, as that handset."""
    endpoint = service.endpoint(decoded(public_key_of(config.vapid_private_key)))
    keys = {"p256dh": _text(handset.point), "auth": _text(handset.auth)}
    script = PHONE.replace("KEYS", json.dumps(keys))
    return script.replace("ENDPOINT", json.dumps(endpoint))


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def enrolled(staff):
    """Sam enrolls Ana and gives her an invitation: its link."""
    office = staff.sign_in("sam")
    staff.open("/program/people/new")
    office.fill("#name", "Ana P.")
    office.fill("#starts_on", "2026-11-23")
    office.click("button:has-text('Enroll')")
    office.click("button:has-text('Give an invitation')")
    return office.input_value("#link")


def test_enrolled_reminded_checked_in_shared_and_stopped(
    phone, app, config, clock, viewer, site, service, handset, with_push
):
    manager, today = viewer("dana"), clock.now().date()
    new = residents.NewResident("Ana at Maple", "", 1, today)
    residents.add(manager, manager.houses[0], new, clock.now())
    code = houses.resident(manager, "Ana at Maple", clock.now()).code
    staff = phone(viewport={"width": 1280, "height": 860})
    link = enrolled(staff)

    ana = phone()
    ana.context.add_init_script(with_push)
    page = ana.page
    page.goto(link)
    page.wait_for_selector("h1:has-text('Your four words')")
    page.click("text=Use these words")
    page.wait_for_url("**/you/notice")
    page.click("text=I have read this")
    page.wait_for_url("**/today")
    assert "Arrive by 5:45PM" in ana.text("h1")

    ana.open("/you/reminders")
    page.click("#enable-reminders")
    page.wait_for_selector("text=Reminders are on for this phone.")
    remind(app, config, clock, origin=service.origin, site=site)
    (received,) = service.received
    assert received.problems == []
    shown = json.loads(handset.read(received.body))["notification"]
    assert (shown["title"], shown["body"]) == ("Dayline", "Reminder: 5:45 PM")
    assert shown["navigate"] == f"{site}/today"

    ana.open("/today")
    page.click("#say-on-my-way")
    page.wait_for_selector("text=You said at 5:20 PM: On my way.")
    staff.open("/program/sessions")
    assert "Ana P. Expected On my way" in staff.text()

    hallway = phone()
    board = hallway.page
    board.clock.install()
    hallway.sign_in("dana")
    assert "On time" not in hallway.text()
    ana.open("/you/sharing")
    page.fill("#code", code)
    page.click("text=Go on")
    page.click("text=Choose what to share")
    page.check("input[value=attendance]")
    page.click("text=Read the full text")
    page.fill("#name", "Ana P.")
    page.click("button:has-text('Sign')")
    page.wait_for_selector("text=Stop sharing with Maple House")

    staff.open("/kiosk")
    digits = staff.page.inner_text(".desk__code").replace(" ", "")[:6]
    ana.open("/check-in")
    page.fill("#code", digits)
    page.click("text=I’m here")
    page.wait_for_url("**/today")
    board.clock.run_for(31_000)
    board.wait_for_selector("text=On time, in 5:20 PM")
    clock.set("2026-11-23 17:36")
    remind(app, config, clock, origin=service.origin, site=site)
    assert len(service.received) == 1, "nothing after the check-in"

    ana.open("/you")
    page.click("text=Stop sharing with Maple House")
    page.click("button:text-is('Stop sharing')")
    page.wait_for_selector("text=Nothing is shared")
    board.clock.run_for(31_000)
    until(board, "!document.querySelector('main').innerText.includes('On time')")
    hallway.context.set_offline(True)


def test_from_enrolling_somebody_to_a_phone_that_works_is_nine_taps(
    phone, app, config, clock, site, service, with_push
):
    """Four of staff, with one name to type; five of the participant, with nothing to type."""
    staff = phone()
    task = Task(staff.sign_in("sam"))
    task.tap("nav >> text=People")
    task.tap("text=Enroll somebody")
    task.type("#name", "Ana P.")
    task.tap("button:has-text('Enroll')")
    task.tap("button:has-text('Give an invitation')")
    link = task.page.input_value("#link")
    assert (task.taps, task.fields, task.pages) == (4, 1, 4)

    ana = phone()
    ana.context.add_init_script(with_push)
    ana.page.goto(link)
    ana.page.wait_for_selector("h1:has-text('Your four words')")
    task = Task(ana.page)
    task.tap("text=Use these words")
    task.tap("text=I have read this")
    task.tap(".tabs >> text=You")
    task.tap("main >> text=Reminders")
    task.tap("#enable-reminders")
    ana.page.wait_for_selector("text=Reminders are on for this phone.")
    assert (task.taps, task.fields, task.pages) == (5, 0, 4)
    remind(app, config, clock, origin=service.origin, site=site)
    assert len(service.received) == 1
