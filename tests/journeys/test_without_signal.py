"""No signal is no penalty: what is tapped waits on the phone, visibly, and goes out later."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from tests.helpers.desk import code, wrong_code
from tests.helpers.rows import count, rows
from tests.journeys.conftest import until
from tests.journeys.test_on_the_phone import EVERYTHING_KEPT, left_in
from webapp.domain.record import Entry, Evidence
from webapp.models.attendance import CheckInRow, DayMarkRow
from webapp.models.base import transaction
from webapp.models.meetings import MeetingEntryRow
from webapp.models.people import SignIn
from webapp.models.record import RecordRow

pytestmark = pytest.mark.whole_browser

NO_BACKGROUND_SYNC = "delete window.SyncManager"
KEPT = "caches.open('dayline-person-' + document.body.dataset.person)"
DATABASES = "indexedDB.databases().then((all) => all.map(({name}) => name))"
WAITING = """async () => {
  const open = indexedDB.open("dayline-waiting");
  const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
  const all = database.transaction("entries").objectStore("entries").getAll();
  const found = await new Promise((done) => (all.onsuccess = () => done(all.result)));
  database.close();
  return found;
}"""


@pytest.fixture
def ready(phone):
    """Jordan's own phone, with Today and the check-in form kept on it."""

    def make(*, background_sync=False, shared=False, **options):
        jordan = phone(**options)
        if not background_sync:
            jordan.context.add_init_script(NO_BACKGROUND_SYNC)
        jordan.sign_in("jordan", shared=shared)
        jordan.worker_is_ready()
        jordan.open("/today")
        if not shared:
            until(jordan.page, f"{KEPT}.then((c) => c.match('/waiting/check-in')).then(Boolean)")
        return jordan

    return make


def check_in(jordan, typed):
    """From Today to the door without signal."""
    jordan.page.click("text=Check in >> visible=true")
    jordan.page.fill("#code", typed)
    jordan.page.click("text=I’m here")
    jordan.page.wait_for_url("**/today")
    jordan.page.wait_for_selector(".waiting .notice")


def signal(jordan):
    """The browser says that it is online again."""
    jordan.context.set_offline(False)


def test_a_check_in_without_signal_waits_visibly_and_goes_out_by_itself(ready, cast, clock):
    jordan = ready()
    jordan.context.set_offline(True)
    jordan.open("/today")
    check_in(jordan, code(cast.jordan, clock.now()))
    said = jordan.text(".waiting")
    assert "on this phone, will be sent." in said
    assert "You won’t be marked late for that." in said
    assert "Checked in at " in said
    assert count(CheckInRow) == 0
    signal(jordan)
    until(jordan.page, "document.body.innerText.includes('You’re checked in at 5:')")
    (row,) = rows(CheckInRow)
    assert (row.evidence, row.recorded_at) == (Evidence.SENT_LATER, clock.now())
    assert row.at <= row.recorded_at
    assert jordan.page.evaluate(WAITING) == []
    assert jordan.text(".waiting") == ""


def test_the_browser_sends_it_in_the_background_when_no_page_of_the_person_is_open(
    ready, cast, clock
):
    jordan = ready(background_sync=True)
    jordan.context.set_offline(True)
    jordan.open("/today")
    check_in(jordan, code(cast.jordan, clock.now()))
    until(
        jordan.page,
        "navigator.serviceWorker.ready.then((r) => r.sync.getTags()).then((t) => t.length)",
    )
    jordan.open("/help")
    devtools = jordan.context.new_cdp_session(jordan.page)
    found = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda e: found.append(e))
    devtools.send("ServiceWorker.enable")
    jordan.page.wait_for_timeout(200)
    jordan.context.set_offline(False)
    number = next(r["registrationId"] for e in found for r in e["registrations"])
    for _ in range(2):
        devtools.send(
            "ServiceWorker.dispatchSyncEvent",
            {
                "origin": jordan.site,
                "registrationId": number,
                "tag": "dayline-waiting",
                "lastChance": False,
            },
        )
    for _ in range(100):
        if count(CheckInRow):
            break
        jordan.page.wait_for_timeout(50)
    assert [row.evidence for row in rows(CheckInRow)] == [Evidence.SENT_LATER]


def test_one_that_arrived_although_the_phone_did_not_hear_so_counts_once(ready, cast, clock):
    jordan = ready()
    jordan.open("/check-in")

    def swallow(route):
        route.fetch(max_redirects=0)
        route.abort()

    jordan.context.route("**/check-in", swallow)
    jordan.page.fill("#code", code(cast.jordan, clock.now()))
    jordan.page.click("text=I’m here")
    jordan.page.wait_for_url("**/today")
    jordan.context.unroute("**/check-in")
    until(jordan.page, "document.body.innerText.includes('You’re checked in at 5:20 PM')")
    until(jordan.page, "document.querySelector('.waiting').textContent === ''")
    assert [row.evidence for row in rows(CheckInRow)] == [Evidence.CODE]
    assert count(RecordRow) == 0


def test_a_code_that_does_not_fit_is_kept_for_staff_and_said_until_it_is_read(ready, cast, clock):
    jordan = ready()
    jordan.context.set_offline(True)
    jordan.open("/today")
    check_in(jordan, wrong_code(cast.jordan, clock.now()))
    signal(jordan)
    until(jordan.page, "document.body.innerText.includes('Staff will look at it.')")
    assert [row.kind for row in rows(RecordRow)] == [Entry.CLAIM]
    jordan.open("/today")
    assert "Nothing counts against you." in jordan.text(".waiting")
    jordan.page.click("text=OK, I’ve read it")
    until(jordan.page, "document.querySelector('.waiting').textContent === ''")
    jordan.open("/today")
    jordan.page.wait_for_timeout(300)
    assert jordan.text(".waiting") == ""


def test_taps_answers_and_meetings_wait_too_and_go_out_in_their_order(ready, cast):
    jordan = ready()
    page = jordan.open("/meetings/new")
    jordan.context.set_offline(True)
    page.check("[name=fellowship][value=na]", force=True)
    page.fill("#starts", "12:00")
    page.click("text=Save this meeting")
    page.wait_for_url("**/today")
    until(page, "document.body.innerText.includes('1 entry waits to be sent.')")
    page.click(".line button:has-text('I’m up')")
    until(page, "document.body.innerText.includes('2 entries wait to be sent.')")
    assert page.is_visible("#no-signal")
    page.click("#say-on-my-way")
    until(page, "document.body.innerText.includes('3 entries wait to be sent.')")
    assert (count(MeetingEntryRow), count(DayMarkRow)) == (0, 0)
    signal(jordan)
    until(page, "document.body.innerText.includes('You said at 5:')")
    assert (count(MeetingEntryRow), count(DayMarkRow)) == (1, 1)
    assert page.is_hidden("#no-signal")


def test_the_same_button_tapped_twice_without_signal_is_done_once(ready):
    jordan = ready()
    jordan.context.set_offline(True)
    for _ in range(2):
        jordan.page.click(".line button:has-text('I’m up')")
        jordan.page.wait_for_timeout(300)
    signal(jordan)
    until(jordan.page, "document.querySelector('.waiting').textContent === ''")
    assert count(DayMarkRow) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
def test_it_waits_through_a_server_that_is_out_of_order(ready, cast, clock, status):
    jordan = ready()
    jordan.open("/check-in")
    jordan.context.route("**/check-in", lambda route: route.fulfill(status=status, body="sorry"))
    jordan.page.fill("#code", code(cast.jordan, clock.now()))
    jordan.page.click("text=I’m here")
    jordan.page.wait_for_url("**/today")
    until(jordan.page, "document.body.innerText.includes('You’re checked in at 5:')")
    assert count(CheckInRow) == 1


def test_a_form_from_before_the_last_sign_in_still_checks_in(ready, cast, clock):
    jordan = ready()
    page = jordan.open("/check-in")
    page.fill("#code", code(cast.jordan, clock.now()))
    page.evaluate("document.querySelector('[name=csrf_token]').value = 'of an earlier sign-in'")
    page.click("text=I’m here")
    page.wait_for_url("**/today")
    until(page, "document.body.innerText.includes('You’re checked in at 5:')")
    assert [row.evidence for row in rows(CheckInRow)] == [Evidence.SENT_LATER]


@pytest.fixture
def left_there(ready, cast, clock):
    """Jordan's phone with signal again and nobody signed in; his check-in waits on it."""
    jordan = ready()
    jordan.context.set_offline(True)
    jordan.open("/today")
    check_in(jordan, code(cast.jordan, clock.now()))
    # No page of his is open that would go to the sign-in page by itself.
    jordan.page.goto("about:blank")
    jordan.context.clear_cookies()
    jordan.context.set_offline(False)
    return jordan


def test_somebody_elses_entries_never_go_out_under_this_account(left_there, cast):
    jordan = left_there
    jordan.sign_in("maria")
    jordan.open("/today")
    jordan.page.wait_for_timeout(800)
    assert jordan.text(".waiting") == ""
    assert count(CheckInRow) == 0
    jordan.page.goto("about:blank")
    jordan.context.clear_cookies()
    jordan.sign_in("jordan")
    until(jordan.page, "document.body.innerText.includes('You’re checked in at 5:')")
    assert [row.participant_id for row in rows(CheckInRow)] == [cast.jordan.participant_id]


def test_somebody_elses_sign_out_takes_nothing_that_waits_for_another(left_there, cast):
    jordan = left_there
    jordan.sign_in("maria", shared=True)
    jordan.open("/you")
    jordan.page.click("button:has-text('Sign out')")
    jordan.page.wait_for_url("**/sign-in")
    assert [each["kind"] for each in jordan.page.evaluate(WAITING)] == ["check_in"]
    jordan.sign_in("jordan")
    until(jordan.page, "document.body.innerText.includes('You’re checked in at 5:')")
    assert [row.participant_id for row in rows(CheckInRow)] == [cast.jordan.participant_id]


@pytest.fixture
def ended(ready):
    """Jordan's phone with a page open whose sign-in has ended meanwhile."""

    def make(path):
        jordan = ready()
        jordan.open(path)
        jordan.settle()
        with transaction() as session:
            session.execute(update(SignIn).values(ended_at=SignIn.created_at))
        return jordan

    return make


def waits_and_goes_out(jordan):
    """It says so on the sign-in page, and is sent by whoever signs in there."""
    jordan.page.wait_for_url("**/sign-in?waits")
    assert "What you entered waits on this phone." in jordan.text()
    jordan.sign_in("jordan")
    until(jordan.page, "document.querySelector('.waiting')?.textContent === ''")


def test_a_tap_after_the_sign_in_ended_waits_for_the_next(ended):
    jordan = ended("/today")
    jordan.page.click(".line button:has-text('I’m up')")
    waits_and_goes_out(jordan)
    assert count(DayMarkRow) == 1


def test_a_check_in_after_the_sign_in_ended_counts_from_when_it_was_typed(ended, cast, clock):
    jordan = ended("/check-in")
    jordan.page.fill("#code", code(cast.jordan, clock.now()))
    jordan.page.click("text=I’m here")
    waits_and_goes_out(jordan)
    assert [row.evidence for row in rows(CheckInRow)] == [Evidence.SENT_LATER]


def test_on_a_phone_that_is_not_ones_own_nothing_waits_and_the_page_says_so(ready, cast, clock):
    jordan = ready(shared=True)
    jordan.open("/check-in")
    assert "Nothing is kept on this phone" in jordan.text()
    assert not jordan.page.is_visible("[data-kept-here]")
    jordan.context.set_offline(True)
    jordan.page.fill("#code", code(cast.jordan, clock.now()))
    jordan.page.click("text=I’m here")
    jordan.page.wait_for_url("**/offline?unsent")
    assert jordan.page.evaluate(DATABASES) == []


def test_a_today_that_was_kept_before_check_in_opened_still_leads_to_the_door(ready, clock):
    clock.set("2026-11-23 12:00")
    jordan = ready()
    assert not jordan.page.is_visible("text=Check in without signal")
    jordan.context.set_offline(True)
    jordan.open("/today")
    assert jordan.page.query_selector("a.button--main") is None
    jordan.page.click("text=Check in without signal")
    jordan.page.wait_for_selector("#code")


def test_without_signal_the_log_is_reached_from_today_and_from_any_page(ready):
    jordan = ready()
    until(jordan.page, f"{KEPT}.then((c) => c.match('/waiting/meeting')).then(Boolean)")
    jordan.context.set_offline(True)
    for path in ("/today", "/meetings"):
        page = jordan.open(path)
        page.click("main >> text=Log a meeting")
        page.wait_for_selector("h1:has-text('Log a meeting')")


def test_without_a_kept_form_the_page_for_no_signal_offers_none(phone):
    nobody = phone()
    page = nobody.open("/offline")
    assert not page.is_visible("text=Log a meeting")


def test_the_square_at_the_door_fills_in_the_code_without_signal_and_sends_nothing(ready):
    jordan = ready()
    jordan.context.set_offline(True)
    page = jordan.open("/check-in#123456")
    assert page.input_value("#code") == "123456"
    assert page.evaluate(WAITING) == []


@pytest.mark.parametrize("typed", ["", "12345", "12 34", "1234567", "abcdef"])
def test_what_is_no_code_is_asked_for_again_before_it_is_kept(ready, typed):
    jordan = ready()
    jordan.context.set_offline(True)
    page = jordan.open("/check-in")
    page.fill("#code", typed)
    page.click("text=I’m here")
    assert page.evaluate("document.querySelector('#code').matches(':invalid')")
    assert page.evaluate(WAITING) == []


# Signing out


@pytest.fixture
def held_up(ready, cast, clock):
    """Jordan's phone with a check-in waiting on it, and signal for pages but none for that."""
    jordan = ready()
    jordan.context.set_offline(True)
    jordan.open("/today")
    check_in(jordan, code(cast.jordan, clock.now()))
    jordan.context.route("**/waiting", lambda route: route.abort())
    jordan.context.set_offline(False)
    jordan.open("/you")
    return jordan


@pytest.fixture
def leaving(held_up):
    """The same phone, about to sign out."""
    jordan = held_up
    jordan.page.wait_for_selector(".waiting .notice")
    jordan.page.click("button:has-text('Sign out')")
    jordan.page.wait_for_selector("#lose[open]")
    assert "1 entry isn’t sent yet" in jordan.text("#lose")
    return jordan


def test_who_stays_signed_in_keeps_what_waits_and_it_goes_out(leaving):
    leaving.page.click("button:has-text('Stay signed in')")
    until(leaving.page, "!document.querySelector('#lose').open")
    assert leaving.page.url.endswith("/you")
    leaving.context.unroute("**/waiting")
    leaving.open("/today")
    until(leaving.page, "document.body.innerText.includes('You’re checked in at 5:')")
    assert rows(SignIn)[-1].ended_at is None


def test_who_signs_out_all_the_same_leaves_nothing_on_the_phone(leaving):
    leaving.page.click("text=Sign out and lose 1 entry; tell staff")
    leaving.page.wait_for_url("**/sign-in")
    assert leaving.page.evaluate(DATABASES) == []
    assert count(CheckInRow) == 0


def test_without_signal_signing_out_leaves_nothing_either(ready, cast, clock):
    jordan = ready()
    jordan.open("/you")
    jordan.context.set_offline(True)
    jordan.page.evaluate(
        """(entry) => {
          const open = indexedDB.open("dayline-waiting");
          return new Promise((done) => (open.onsuccess = () => {
            const work = open.result.transaction("entries", "readwrite");
            work.objectStore("entries").put(entry);
            work.oncomplete = () => (open.result.close(), done());
          }));
        }""",
        {
            "key": "canary-key",
            "kind": "meeting",
            "account": jordan.page.evaluate("document.body.dataset.person"),
            "fields": {"name": "Harbor Bakery Noon"},
            "claimedAt": 0,
            "state": "waiting",
            "words": "",
        },
    )
    jordan.page.click("button:has-text('Sign out')")
    jordan.page.click("text=Sign out and lose 1 entry; tell staff")
    jordan.page.wait_for_selector("h1:has-text('No signal right now')")
    assert jordan.page.evaluate(DATABASES) == []
    assert left_in(jordan.page.evaluate(EVERYTHING_KEPT)) == []


def test_what_can_be_sent_is_sent_before_signing_out_and_nobody_is_asked(held_up):
    jordan = held_up
    jordan.context.unroute("**/waiting")
    jordan.page.click("button:has-text('Sign out')")
    jordan.page.wait_for_url("**/sign-in")
    assert [row.evidence for row in rows(CheckInRow)] == [Evidence.SENT_LATER]
