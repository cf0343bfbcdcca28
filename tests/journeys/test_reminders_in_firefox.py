"""A real Firefox: reminders on by a tap, a message that it decrypts and shows, silence after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config import new_vapid_key
from tests.helpers.autopush import Autopush
from tests.helpers.cast import PASSPHRASE
from tests.helpers.firefox import Firefox
from tests.helpers.push_service import wait_for
from tests.helpers.reminding import remind
from tests.helpers.rows import rows
from webapp.actions.choose_reminders import choose
from webapp.actions.unsubscribe import end
from webapp.domain.settings import ProgramSettings
from webapp.domain.subscription import Ended, decoded, key_id
from webapp.models.base import transaction
from webapp.models.push import PushSubscription
from webapp.push.trial import Trials
from webapp.push.vapid import public_key_of


@pytest.fixture
def service(app, config, site, clock, monkeypatch):
    """The push service of that Firefox, known to the application."""
    running = Autopush(clock.true_now().timestamp())
    extra = frozenset({running.origin})
    monkeypatch.setitem(app.config, "DAYLINE_EXTRA_PUSH_ORIGINS", extra)
    ours = Trials(replace(config, extra_push_origins=extra, public_url=site))
    monkeypatch.setitem(app.extensions, "dayline_trials", ours)
    yield running
    running.close()


@pytest.fixture
def firefox(service):
    running = Firefox(service.websocket)
    yield running
    running.quit()


@pytest.fixture
def jordan(firefox, site):
    """Jordan, signed in, on the reminders page."""
    firefox.open(f"{site}/sign-in")
    firefox.fill("#username", "jordan")
    firefox.fill("#passcode", PASSPHRASE)
    firefox.tap("form[action='/sign-in'] button")
    wait_for(lambda: firefox.url().endswith("/today"))
    firefox.open(f"{site}/you/reminders")
    return firefox


def said(firefox):
    return firefox.text("#reminders-said")


def turn_on(firefox):
    firefox.tap("#enable-reminders")
    wait_for(firefox.asks_permission)
    firefox.allow()
    wait_for(lambda: "Reminders are on for this phone." in said(firefox))


def live():
    return [row for row in rows(PushSubscription) if row.removed_at is None]


def test_from_the_tap_to_the_lock_screen_and_silence_after_signing_out(jordan, service, site):
    wait_for(lambda: jordan.text("#enable-reminders"))
    assert not jordan.asks_permission()
    assert service.subscriptions() == []
    turn_on(jordan)
    (row,) = live()
    assert service.subscriptions() == [row.endpoint.decode()]

    jordan.tap("#test-reminder")
    wait_for(lambda: "your phone just showed it" in said(jordan))
    (shown,) = jordan.shown()
    assert (shown["title"], shown["body"], shown["lang"]) == ("Dayline", "It works.", "en")
    (received,) = service.received
    assert (received.status, received.problems) == (201, [])

    jordan.close_app()
    service.take(row.endpoint.decode().rpartition("/")[2], received)
    wait_for(lambda: len(jordan.shown()) == 2)
    jordan.tap_notification(1)
    wait_for(lambda: f"{site}/you/reminders" in jordan.tabs())

    jordan.open(f"{site}/you")
    jordan.tap("form[data-sign-out] button")
    wait_for(lambda: jordan.url().endswith("/sign-in"))
    wait_for(lambda: service.subscriptions() == [])
    (row,) = rows(PushSubscription)
    assert (row.removed_why, row.endpoint) == (Ended.SIGNED_OUT, b"")
    assert len(jordan.shown()) == 2


def test_what_the_worker_sends_is_shown_until_somebody_signs_out(
    jordan, service, site, app, config, clock, viewer
):
    choose(viewer("jordan"), [30, 10], ProgramSettings(), clock.true_now())
    turn_on(jordan)
    remind(app, config, clock, origin=service.origin, site=site)
    wait_for(lambda: len(jordan.shown()) == 1)
    (shown,) = jordan.shown()
    assert (shown["title"], shown["body"]) == ("Dayline", "Reminder: 5:45 PM")
    (received,) = service.received
    assert (received.status, received.problems) == (201, [])
    assert 0 < int(received.headers["ttl"]) <= 25 * 60
    jordan.close_app()
    jordan.tap_notification(0)
    wait_for(lambda: f"{site}/today" in jordan.tabs())

    jordan.open(f"{site}/you")
    jordan.tap("form[data-sign-out] button")
    wait_for(lambda: jordan.url().endswith("/sign-in"))
    clock.set("2026-11-23 17:36")
    remind(app, config, clock, origin=service.origin, site=site)
    assert len(service.received) == 1


def test_what_a_push_service_lost_is_repaired_by_itself(jordan, service, site):
    turn_on(jordan)
    (before,) = live()
    jordan.open(f"{site}/today")
    service.forget_browsers()
    wait_for(lambda: [r for r in live() if r.endpoint_hash != before.endpoint_hash])
    (after,) = live()
    assert service.subscriptions() == [after.endpoint.decode()]
    assert after.sign_in_id == before.sign_in_id


def test_what_the_server_lost_is_repaired_on_the_next_load(jordan, service, site):
    turn_on(jordan)
    (before,) = live()
    with transaction() as session:
        end(session, Ended.GONE, before.seen_at, PushSubscription.id == before.id)
    jordan.open(f"{site}/today")
    wait_for(live)
    (after,) = live()
    assert after.endpoint_hash != before.endpoint_hash
    wait_for(lambda: service.subscriptions() == [after.endpoint.decode()])


def test_a_new_key_of_ours_is_taken_up_on_the_next_load(jordan, service, site, app, monkeypatch):
    turn_on(jordan)
    (before,) = live()
    ours = public_key_of(new_vapid_key())
    monkeypatch.setitem(app.config, "DAYLINE_VAPID_PUBLIC_KEY", ours)
    jordan.open(f"{site}/today")
    wait_for(lambda: [r for r in live() if r.vapid_key_id == key_id(ours)])
    (after,) = live()
    assert after.endpoint_hash != before.endpoint_hash
    assert service.subscriptions() == [after.endpoint.decode()]
    assert service.live[after.endpoint.decode().rpartition("/")[2]] == decoded(ours)


def test_turned_off_it_stays_off(jordan, service, site):
    turn_on(jordan)
    jordan.tap("#disable-reminders")
    wait_for(lambda: service.subscriptions() == [])
    jordan.open(f"{site}/today")
    jordan.open(f"{site}/you/reminders")
    wait_for(lambda: jordan.text("#enable-reminders"))
    assert live() == []
    assert service.subscriptions() == []


def test_odd_messages_still_show_something_and_lead_nowhere_else(jordan, service, site):
    turn_on(jordan)
    token = service.subscriptions()[0].rpartition("/")[2]
    jordan.close_app()
    service.give(token, None)
    wait_for(lambda: len(jordan.shown()) == 1)
    assert jordan.shown()[0]["title"] == "Dayline"
    jordan.tap_notification(0)
    wait_for(lambda: f"{site}/today" in jordan.tabs())


def test_who_said_no_is_told_how_to_change_their_mind(jordan, site):
    jordan.permit(site, allowed=False)
    jordan.open(f"{site}/you/reminders")
    wait_for(lambda: "blocks notifications" in jordan.text("#this-phone"))
    assert "left of the address" in jordan.text("#this-phone")
    assert jordan.text("#enable-reminders") == ""
