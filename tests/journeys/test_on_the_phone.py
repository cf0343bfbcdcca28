"""Installed, without signal, and after signing out: what is on the phone and what is not."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import update

from tests.journeys.conftest import Phone, how_to_launch, until
from webapp.models.base import transaction
from webapp.models.people import SignIn

pytestmark = pytest.mark.whole_browser

CANARIES = ("Harbor Bakery", "Jordan")

EVERYTHING_KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    kept.push(`store ${name}`);
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      kept.push(request.url, await (await cache.match(request)).text());
    }
  }
  for (const store of [localStorage, sessionStorage]) kept.push(JSON.stringify({...store}));
  for (const {name} of await indexedDB.databases()) kept.push(name);
  return kept.join("\\n");
}"""


def left_in(kept: str) -> list[str]:
    """Which words of Jordan's, or whose store, are still on the phone."""
    return [canary for canary in (*CANARIES, "store dayline-person-") if canary in kept]


def visited(phone, **options):
    """Jordan's phone, after a visit to Today with the service worker in place."""
    jordan = phone()
    jordan.sign_in("jordan", **options)
    jordan.worker_is_ready()
    jordan.open("/today")
    jordan.page.wait_for_timeout(300)
    return jordan


def test_chromium_calls_it_installable(playwright, site, counted, tmp_path):
    context = playwright.chromium.launch_persistent_context(tmp_path, **how_to_launch(whole=True))
    visitor = Phone(context, site, counted)
    visitor.open("/sign-in")
    visitor.worker_is_ready()
    devtools = context.new_cdp_session(visitor.page)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    context.close()


def test_today_opens_without_signal_from_the_last_visit(phone):
    jordan = visited(phone)
    jordan.context.set_offline(True)
    for path in ("/today", "/"):
        jordan.open(path)
        assert "No signal. This is your day as of Mon, Nov 23, 5:20 PM." in jordan.text("body")
        assert "Harbor Bakery" in jordan.text()


def test_today_stays_from_the_very_first_visit(phone):
    jordan = phone()
    jordan.sign_in("jordan")
    until(jordan.page, "caches.keys().then((n) => n.some((x) => x.startsWith('dayline-person-')))")
    jordan.context.set_offline(True)
    jordan.open("/today")
    assert "Harbor Bakery" in jordan.text()


def test_help_opens_without_signal(phone):
    jordan = visited(phone)
    jordan.context.set_offline(True)
    jordan.open("/help")
    assert "Call 988" in jordan.text()


def test_help_opens_without_signal_before_anybody_signed_in(phone):
    visitor = phone()
    visitor.open("/sign-in")
    visitor.worker_is_ready()
    visitor.context.set_offline(True)
    visitor.open("/help")
    assert "Call 988" in visitor.text()


def test_what_needs_the_network_says_so_kindly(phone):
    jordan = visited(phone)
    jordan.context.set_offline(True)
    jordan.open("/week")
    assert "No signal right now" in jordan.text("h1")


def test_what_cannot_wait_says_without_signal_that_it_may_not_have_arrived(phone):
    jordan = visited(phone)
    jordan.page.click(".line button:has-text('I’m up')")
    jordan.page.wait_for_selector(".line button:has-text('Undo')")
    jordan.context.set_offline(True)
    jordan.page.click(".line button:has-text('Undo')")
    jordan.page.wait_for_selector("#no-signal:not([hidden])")
    assert "What you just tapped may not have arrived" in jordan.text("#no-signal")


def test_staff_are_told_when_a_tick_was_not_sent(phone):
    staff = phone()
    page = staff.sign_in("sam")
    staff.context.set_offline(True)
    page.click("button:has-text('Mark here') >> nth=0")
    page.wait_for_selector("#no-signal:not([hidden])")
    assert "What you just tapped may not have arrived" in staff.text("#no-signal")


def test_a_slow_answer_is_waited_for_where_nothing_is_kept(phone):
    jordan = visited(phone)
    # Longer than the service worker waits (3 seconds) before it looks for what the phone keeps.
    jordan.context.route("**/week", lambda route: (time.sleep(3.5), route.continue_()))
    jordan.open("/week")
    assert "No signal" not in jordan.text("h1")


def test_where_the_answer_is_slow_the_check_in_form_of_the_phone_is_there(phone):
    jordan = visited(phone)
    # The same, and longer still, so that the form cannot be the server's.
    jordan.context.route("**/check-in", lambda route: (time.sleep(6), route.continue_()))
    jordan.open("/check-in")
    assert "kept on this phone with the time" in jordan.text(".lede")


def test_the_next_person_is_not_signed_out_by_a_sign_out_that_was_left_unfinished(phone):
    jordan = visited(phone)
    jordan.open("/you")
    jordan.context.set_offline(True)
    jordan.page.click("button:has-text('Sign out')")
    jordan.page.wait_for_selector("h1:has-text('No signal right now')")
    jordan.context.clear_cookies()
    jordan.context.set_offline(False)
    jordan.page.evaluate("localStorage.setItem('dayline-sign-out-pending', 'somebody-else')")
    jordan.sign_in("maria")
    jordan.open("/week")
    assert jordan.page.url.endswith("/week")


def test_after_a_day_the_stored_day_is_gone(phone):
    jordan = visited(phone)
    jordan.page.evaluate(
        """async () => {
          const name = (await caches.keys()).find((each) => each.startsWith("dayline-person-"));
          const cache = await caches.open(name);
          const kept = await cache.match("/today", {ignoreVary: true});
          const headers = new Headers(kept.headers);
          headers.set("Dayline-Kept-At", String(Date.now() - 24 * 60 * 60 * 1000 - 1));
          await cache.put("/today", new Response(await kept.text(), {headers}));
        }"""
    )
    jordan.context.set_offline(True)
    jordan.open("/today")
    assert "No signal right now" in jordan.text("h1")
    kept = jordan.page.evaluate(EVERYTHING_KEPT)
    assert "Harbor Bakery" not in kept


def test_after_signing_out_nothing_of_the_person_is_left(phone):
    jordan = visited(phone)
    before = jordan.page.evaluate(EVERYTHING_KEPT)
    assert CANARIES[0] in before
    assert "store dayline-person-" in before
    jordan.open("/you")
    jordan.page.click("button:has-text('Sign out')")
    jordan.page.wait_for_url("**/sign-in")
    kept = jordan.page.evaluate(EVERYTHING_KEPT)
    assert left_in(kept) == []


def test_signing_out_without_signal_empties_the_phone_and_is_finished_later(phone):
    jordan = visited(phone)
    jordan.open("/you")
    jordan.context.set_offline(True)
    jordan.page.click("button:has-text('Sign out')")
    jordan.page.wait_for_selector("h1:has-text('No signal right now')")
    assert "This phone is empty now." in jordan.text()
    kept = jordan.page.evaluate(EVERYTHING_KEPT)
    assert left_in(kept) == []
    jordan.open("/today")
    assert "No signal right now" in jordan.text("h1")
    jordan.context.set_offline(False)
    jordan.page.goto(jordan.site + "/today")
    jordan.page.wait_for_url("**/sign-in")


def test_a_shared_phone_keeps_nothing(phone):
    jordan = visited(phone, shared=True)
    kept = jordan.page.evaluate(EVERYTHING_KEPT)
    assert left_in(kept) == []


def test_the_next_person_on_a_phone_finds_only_their_own_day(phone):
    jordan = visited(phone)
    jordan.context.clear_cookies()
    jordan.sign_in("maria")
    jordan.open("/today")
    jordan.page.wait_for_timeout(300)
    kept = jordan.page.evaluate(EVERYTHING_KEPT)
    assert "Harbor Bakery" not in kept
    jordan.context.set_offline(True)
    jordan.open("/today")
    assert "Harbor Bakery" not in jordan.text()
    assert "This is your day as of" in jordan.text("body")


def is_shown_without_signal(jordan):
    """Whether the app, opened from the home screen without signal, shows Jordan's day."""
    jordan.context.set_offline(True)
    jordan.open("/")
    return "Harbor Bakery" in jordan.text("body")


@pytest.mark.parametrize("path", ["/", "/today"])
def test_a_phone_whose_sign_in_was_ended_elsewhere_is_empty_at_the_next_visit(phone, app, path):
    jordan = visited(phone)
    with transaction() as session:
        session.execute(update(SignIn).values(ended_at=SignIn.created_at))
    jordan.open(path)
    assert jordan.page.url.endswith("/sign-in")
    jordan.page.wait_for_timeout(300)
    assert left_in(jordan.page.evaluate(EVERYTHING_KEPT)) == []
    assert not is_shown_without_signal(jordan)


@pytest.mark.parametrize("who", ["dana", "sam"])
def test_somebody_who_has_no_today_signs_in_next_and_finds_nothing(phone, app, who):
    jordan = visited(phone)
    jordan.context.clear_cookies()
    jordan.sign_in(who)
    jordan.page.wait_for_timeout(300)
    assert left_in(jordan.page.evaluate(EVERYTHING_KEPT)) == []
    assert not is_shown_without_signal(jordan)


def test_a_day_that_arrives_after_signing_out_is_not_kept(phone, app, monkeypatch):
    jordan = visited(phone)
    answered, inner = threading.Event(), app.wsgi_app
    held = []

    def late(environ, start_response):
        answer = list(inner(environ, start_response))
        is_opened = environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
        if environ["PATH_INFO"] == "/today" and is_opened and not held:
            held.append(answer)
            answered.wait(20)
        return answer

    monkeypatch.setattr(app, "wsgi_app", late)
    # After three seconds the kept day is shown in its stead.
    jordan.open("/today")
    assert held
    assert jordan.page.is_visible("#no-signal")
    jordan.open("/you")
    jordan.page.click("button:has-text('Sign out')")
    jordan.page.wait_for_url("**/sign-in")
    # Until the browser has emptied what the server told it to.
    jordan.page.wait_for_timeout(4000)
    answered.set()
    jordan.page.wait_for_timeout(3000)
    assert left_in(jordan.page.evaluate(EVERYTHING_KEPT)) == []
    assert not is_shown_without_signal(jordan)
