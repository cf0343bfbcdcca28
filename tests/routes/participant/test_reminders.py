"""Reminders: turn them on for this phone, try them, choose when."""

import json
from dataclasses import replace

import pytest

from tests.helpers.push_service import Handset, PushService, base64url
from tests.helpers.rows import count, rows
from tests.helpers.subscriptions import ENDPOINT
from webapp.domain.reminders import Reminder, ReminderKind
from webapp.domain.subscription import Ended, decoded, key_id
from webapp.models.push import PushSubscription, ReminderChoiceRow
from webapp.models.reminders import DeliveryState
from webapp.push import outbox
from webapp.push.outbox import Claim, Result
from webapp.push.trial import Trials

PAGE = "/you/reminders"
HANDSET = Handset()


def offered(endpoint=f"{ENDPOINT}one", handset=HANDSET, **more):
    keys = {"p256dh": base64url(handset.point), "auth": base64url(handset.auth)}
    return {"endpoint": endpoint, "expirationTime": None, "keys": keys, "asked": True} | more


def tell(browser, fields, **headers):
    """What the page's script does with the browser's subscription."""
    told = {"X-CSRFToken": browser.raw(f"{PAGE}/phone").get_json()["token"], **headers}
    return browser.submit(f"{PAGE}/phone", json=fields, headers=told)


@pytest.fixture
def service(app, clock, config, monkeypatch):
    """A push service of our own that this deployment may send to."""
    running = PushService(clock.true_now().timestamp())
    extra = frozenset({running.origin})
    monkeypatch.setitem(app.config, "DAYLINE_EXTRA_PUSH_ORIGINS", extra)
    ours = Trials(replace(config, extra_push_origins=extra))
    monkeypatch.setitem(app.extensions, "dayline_trials", ours)
    yield running
    running.close()


@pytest.fixture
def on(signed_in, service, app):
    """Jordan with reminders on for a phone of that service."""
    jordan = signed_in("jordan")
    key = decoded(app.config["DAYLINE_VAPID_PUBLIC_KEY"])
    assert tell(jordan, offered(service.endpoint(key))).status_code == 200
    return jordan


def shown(page, state):
    (part,) = page.all(f"[data-when={state}]")
    return "hidden" not in part.attrs


def test_before_anything_the_page_says_what_it_needs_and_offers_nothing_twice(signed_in):
    page = signed_in("jordan").get(PAGE)
    assert shown(page, "plain")
    assert not any(shown(page, each) for each in ("on", "off", "iphone", "denied", "unsupported"))
    assert len(page.all("#enable-reminders")) == len(page.all("#test-reminder")) == 1
    assert "JavaScript" in page.text("[data-when=plain]")


def test_you_leads_here(signed_in):
    links = [link.attrs["href"] for link in signed_in("jordan").get("/you").all("main a")]
    assert PAGE in links


def test_the_script_learns_our_key_and_what_is_known_of_this_phone(app, signed_in):
    jordan = signed_in("jordan")
    said = jordan.raw(f"{PAGE}/phone").get_json()
    assert len(decoded(said["key"])) == 65
    assert (said["key"], said["wanted"], said["known"]) == (
        app.config["DAYLINE_VAPID_PUBLIC_KEY"], False, "",
    )  # fmt: skip
    tell(jordan, offered())
    said = jordan.raw(f"{PAGE}/phone").get_json()
    assert (said["wanted"], said["known"]) == (True, HANDSET.target(f"{ENDPOINT}one").hash)


def test_a_subscription_is_kept_and_said_in_words(app, signed_in):
    jordan = signed_in("jordan")
    answer = tell(jordan, offered())
    assert answer.status_code == 200
    assert answer.get_json() == {
        "outcome": "on",
        "said": "Reminders are on for this phone. Try it below.",
    }
    (row,) = rows(PushSubscription)
    assert row.vapid_key_id == key_id(app.config["DAYLINE_VAPID_PUBLIC_KEY"])
    page = jordan.get(PAGE)
    assert shown(page, "on")
    assert not shown(page, "plain")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        [],
        None,
        "text",
        {"endpoint": 5, "keys": [1]},
        {"endpoint": None, "keys": {"p256dh": None, "auth": 1}},
        offered("https://127.0.0.1/x"),
        offered("https://\ud800/"),
        offered(keys={"p256dh": "ü", "auth": "\0"}),
    ],
)
def test_what_is_no_subscription_is_refused_in_words(signed_in, fields):
    answer = tell(signed_in("jordan"), fields)
    assert answer.status_code == 422
    assert answer.get_json()["outcome"] == "unfit"
    assert "Nothing was turned on" in answer.get_json()["said"]
    assert rows(PushSubscription) == []


@pytest.mark.parametrize("body", ["[" * 30_000, '{"a":' * 10_000, "{", "\xff", "1" * 5000])
def test_what_is_no_json_is_refused_like_what_is_no_subscription(signed_in, body):
    jordan = signed_in("jordan")
    token = {"X-CSRFToken": jordan.form_token(), "Content-Type": "application/json"}
    answer = jordan.submit(f"{PAGE}/phone", data=body, headers=token)
    assert (answer.status_code, answer.get_json()["outcome"]) == (422, "unfit")


def test_anothers_phone_with_other_keys_is_a_conflict(signed_in):
    tell(signed_in("jordan"), offered())
    answer = tell(signed_in("maria"), offered(handset=Handset()))
    assert (answer.status_code, answer.get_json()["outcome"]) == (409, "taken")


def test_a_repair_that_nobody_asked_for_is_refused(signed_in):
    answer = tell(signed_in("jordan"), offered(asked=False))
    assert (answer.status_code, answer.get_json()["outcome"]) == (422, "not_asked")
    assert tell(signed_in("jordan"), offered(asked="yes")).get_json()["outcome"] == "not_asked"


def test_without_a_form_token_nothing_is_kept(signed_in):
    jordan = signed_in("jordan")
    assert jordan.submit(f"{PAGE}/phone", json=offered()).status_code == 400
    there = {"Sec-Fetch-Site": "cross-site"}
    assert tell(jordan, offered(), **there).status_code == 400
    assert rows(PushSubscription) == []


def test_on_a_phone_that_is_not_ones_own_the_page_says_why_not(signed_in):
    jordan = signed_in("jordan", own_phone=False)
    page = jordan.get(PAGE)
    assert page.all("#enable-reminders") == []
    assert "You said this phone isn’t yours" in page.text("main")
    assert tell(jordan, offered()).get_json()["outcome"] == "shared_phone"
    assert jordan.raw(f"{PAGE}/phone").get_json()["wanted"] is False


def test_a_trial_reaches_the_phone_in_discreet_words(on, service):
    answer = on.send(PAGE, f"{PAGE}/trial")
    assert answer.status_code == 200
    assert "Sent. It should show within a minute." in answer.text
    (received,) = service.received
    assert received.problems == []
    shown_there = json.loads(HANDSET.read(received.body))["notification"]
    assert (shown_there["title"], shown_there["body"]) == ("Dayline", "It works.")
    assert shown_there["navigate"] == "https://day.example.org/you/reminders"


@pytest.mark.parametrize(
    ("time", "said"),
    [("16:46", "at 4:45 PM"), ("23:59", "at 4:45 PM"), (None, "on Mon, Nov 23 at")],
)
def test_the_page_says_when_the_last_reminder_was_given_to_its_service(on, clock, time, said):
    clock.set("2026-11-23 16:45")
    (phone,) = rows(PushSubscription)
    reminder = Reminder(clock.now().date(), "Evening", ReminderKind.BEFORE, 60, *[clock.now()] * 3)
    claim = Claim(1, phone.id, 1, 1, 1, reminder)
    result = Result(claim, DeliveryState.SENT, 201)
    outbox.record("a worker", [result], clock.now(), clock.true_now())
    clock.set(f"2026-11-23 {time}" if time else "2026-11-24 08:00")
    assert f"given to the phone’s service {said}" in on.get(PAGE).text("main")


@pytest.mark.parametrize(
    ("status", "outcome", "said"),
    [
        (201, "sent", "Sent."),
        (503, "later", "didn’t answer"),
        (403, "refused", "refused it"),
        (410, "gone", "is off now"),
        (404, "gone", "is off now"),
    ],
)
def test_the_outcome_of_a_trial_is_said_as_it_is(on, service, status, outcome, said):
    service.next(status)
    token = {"X-CSRFToken": on.form_token(), "Accept": "application/json"}
    answer = on.submit(f"{PAGE}/trial", headers=token).get_json()
    assert answer["outcome"] == outcome
    assert said in answer["said"]
    assert "delivered" not in answer["said"].casefold()
    (row,) = rows(PushSubscription)
    assert row.try_outcome == outcome
    assert row.removed_why == (Ended.GONE if outcome == "gone" else "")


def test_with_nothing_on_a_trial_says_so(signed_in):
    answer = signed_in("jordan").post(f"{PAGE}/trial")
    assert "Turn them on first" in answer.text


def test_a_lot_of_trying_is_told_to_wait(on, service):
    for _ in range(5):
        on.send(PAGE, f"{PAGE}/trial")
    assert "Wait" in on.send(PAGE, f"{PAGE}/trial").text
    assert len(service.received) == 5


def test_turning_this_phone_off_works_without_a_script(on, service):
    answer = on.send(PAGE, f"{PAGE}/off")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert shown(on.get(PAGE), "plain")
    assert on.raw(f"{PAGE}/phone").get_json()["wanted"] is False


def test_ones_other_phones_are_listed_and_can_be_turned_off(on, signed_in):
    other = signed_in("jordan")
    page = other.get(PAGE)
    (entry,) = page.all(".rows li")
    assert "On since Mon, Nov 23" in entry.to_text()
    key = rows(PushSubscription)[0].key
    answer = other.send(PAGE, f"{PAGE}/phones/{key}/off")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "Your other phones" not in other.get(PAGE).text()
    assert signed_in("maria").post(f"{PAGE}/phones/{key}/off").status_code == 404


def test_after_signing_out_the_phone_is_forgotten(on):
    on.send("/you", "/sign-out")
    (row,) = rows(PushSubscription)
    assert (row.removed_why, row.endpoint) == (Ended.SIGNED_OUT, b"")


def test_the_times_are_those_before_the_next_arrival(signed_in):
    page = signed_in("jordan").get(PAGE)
    assert "Before you arrive at 5:45 PM" in page.text("legend")
    ends = [each.to_text() for each in page.all(".choice__end")]
    assert ends == ["4:45 PM", "5:15 PM", "5:35 PM"]
    ticked = [box.attrs["value"] for box in page.all("[name=lead]") if "checked" in box.attrs]
    assert ticked == ["60", "30"]


@pytest.mark.parametrize(
    ("sent", "kept"), [(["10", "30"], [30, 10]), ([], []), (["60", "7", "x", "-1", "²"], [60])]
)
def test_a_choice_is_kept_and_shown(signed_in, sent, kept):
    jordan = signed_in("jordan")
    answer = jordan.send(PAGE, lead=sent)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert rows(ReminderChoiceRow)[0].leads == kept
    ticked = [b.attrs["value"] for b in jordan.get(PAGE).all("[name=lead]") if "checked" in b.attrs]
    assert ticked == [str(each) for each in kept]
    assert count(ReminderChoiceRow) == 1


def test_the_lock_screen_is_shown_as_it_will_be(signed_in):
    page = signed_in("jordan").get(PAGE)
    assert "Reminder: 5:45 PM" in page.text(".lock")


def test_nobody_learns_an_endpoint_from_any_page(on, service):
    token = service.origin
    for path in (PAGE, f"{PAGE}/phone", "/you", "/you/devices"):
        assert token not in on.raw(path).text
