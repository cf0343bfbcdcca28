"""The reminders page on phones that can, that may not and that cannot."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import until
from tests.journeys.test_accessibility import violations

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
SAMSUNG = (
    "Mozilla/5.0 (Linux; Android 14; SM-A146B) AppleWebKit/537.36 (KHTML, like Gecko) "
    "SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36"
)
CHROME = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
    "Mobile Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0"
NO_PUSH = "delete window.PushManager; delete window.Notification;"


def permission(answer):
    return f"Object.defineProperty(Notification, 'permission', {{get: () => '{answer}'}});"


ASKS = permission("default")
DENIED = permission("denied")
DENIES = (
    "let answer = 'default';"
    "Object.defineProperty(Notification, 'permission', {get: () => answer});"
    "Notification.requestPermission = async () => (answer = 'denied');"
)
UNDECIDED = ASKS + "Notification.requestPermission = async () => 'default';"
UNREACHABLE = (
    ASKS
    + "Notification.requestPermission = async () => 'granted';"
    + "PushManager.prototype.subscribe = async () => { throw new DOMException('', 'AbortError'); };"
)

STATES = {
    "off": (CHROME, ASKS, "Turn on reminders"),
    "iphone": (IPHONE, NO_PUSH, "tap Share"),
    "iphone app, denied": (IPHONE, DENIED, "iPhone’s Settings"),
    "samsung, denied": (SAMSUNG, DENIED, "Samsung Internet, open the menu"),
    "chrome, denied": (CHROME, DENIED, "In Chrome, tap the sign"),
    "firefox, denied": (FIREFOX, DENIED, "In Firefox, tap the lock"),
    "desktop, denied": (None, DENIED, "Click the sign"),
    "old android": (CHROME, NO_PUSH, "This browser cannot show reminders"),
}


def on_the_page(phone, says, script, **options):
    """Jordan on the reminders page, with a browser that says and does this."""
    jordan = phone(**({"user_agent": says} if says else {}), **options)
    jordan.context.add_init_script(script)
    jordan.sign_in("jordan")
    jordan.open("/you/reminders")
    until(jordan.page, "document.querySelector('[data-when=plain]').hidden")
    return jordan


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_each_phone_is_told_what_it_can_do(phone, state, scheme):
    says, script, words = STATES[state]
    jordan = on_the_page(
        phone, says, script, color_scheme=scheme, viewport={"width": 320, "height": 700}
    )
    assert words in jordan.text("#this-phone")
    assert (
        jordan.page.evaluate("document.querySelectorAll('[data-when]:not([hidden])').length") == 1
    )
    assert violations(jordan.page) == []
    assert not jordan.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (DENIES, "Your phone blocks notifications"),
        (UNDECIDED, "Nothing was turned on. Tap again when you’re ready"),
        (UNREACHABLE, "reminder service didn’t answer, so nothing was turned on"),
    ],
)
def test_a_tap_that_leads_to_nothing_says_why(phone, script, words):
    jordan = on_the_page(phone, CHROME, script)
    jordan.page.click("#enable-reminders")
    jordan.page.wait_for_selector(f"#this-phone :text('{words}') >> visible=true")
    assert violations(jordan.page) == []


def test_nothing_is_asked_when_the_page_opens(phone):
    asked = ASKS + "Notification.requestPermission = async () => { window.asked = true; };"
    jordan = on_the_page(phone, CHROME, asked)
    jordan.open("/today")
    jordan.open("/you/reminders")
    assert jordan.page.evaluate("window.asked === undefined")


def test_without_scripts_the_page_says_what_it_needs_and_times_can_be_chosen(phone):
    jordan = phone(java_script_enabled=False)
    jordan.sign_in("jordan")
    jordan.open("/you/reminders")
    assert "allow scripts on this page (JavaScript)" in jordan.text("#this-phone")
    jordan.page.check("[name=lead][value='10']")
    jordan.page.click("text=Save these times")
    jordan.settle()
    assert jordan.page.is_checked("[name=lead][value='10']")


def test_a_trial_without_signal_says_so(phone):
    held = (
        permission("granted")
        + "PushManager.prototype.getSubscription = async () => ({options: {}, endpoint: 'x',"
        + "toJSON: () => ({}), unsubscribe: async () => true});"
    )
    jordan = on_the_page(phone, CHROME, held)
    jordan.page.evaluate("document.querySelector('[data-when=on]').hidden = false")
    jordan.context.set_offline(True)
    jordan.page.click("#test-reminder")
    jordan.page.wait_for_selector("#reminders-said :text('No signal')")
