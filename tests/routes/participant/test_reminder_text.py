"""The lock screen of one phone says more only after its person has seen what it gives away."""

from __future__ import annotations

import pytest

from tests.helpers.rows import rows
from tests.helpers.subscriptions import ENDPOINT, subscribed
from tests.routes.participant.test_reminders import offered, tell
from webapp.models.audit import AuditEvent
from webapp.models.push import PushSubscription

PAGE, TEXT = "/you/reminders", "/you/reminders/text"
HERE = offered(f"{ENDPOINT}here")
DISCREET = "Reminder: 5:45 PM"
DETAILED = "Arrive for your session at 5:45 PM. New Light"


@pytest.fixture
def on(signed_in, viewer, now, clock):
    """Jordan with reminders on for another phone, then for this one."""
    subscribed(viewer("jordan"), now, "another")
    jordan = signed_in("jordan")
    tell(jordan, HERE)
    clock.set("2026-11-23 16:00")
    return jordan


def detailed():
    """Which phones show details, by the order in which they were subscribed."""
    return [row.detailed_since is not None for row in rows(PushSubscription)]


def bodies(page):
    return [node.to_text().strip() for node in page.all(".lock__body")]


def test_by_default_a_phone_shows_the_time_and_nothing_else(on):
    page = on.get(PAGE)
    assert bodies(page) == [DISCREET]
    assert "Nobody who sees it learns" in page.text("main")
    assert detailed() == [False, False]


def test_before_the_switch_both_texts_are_shown_with_who_could_read_them(on):
    page = on.get(TEXT)
    assert bodies(page) == [DISCREET, DETAILED]
    assert "Anybody who sees your phone" in page.text(".notice")
    assert [node.to_text() for node in page.all(".button--main")] == ["Keep it to the time"]


def test_it_is_switched_on_for_this_phone_alone_and_off_again_in_one_tap(on):
    on.send(TEXT)
    assert detailed() == [False, True]
    page = on.get(PAGE)
    assert bodies(page) == [DETAILED]
    assert "nothing else" not in page.text("main")
    on.send(PAGE, f"{TEXT}/discreet")
    assert detailed() == [False, False]
    assert [row.action for row in rows(AuditEvent) if "text" in row.action] == [
        "detailed_text_on",
        "detailed_text_off",
    ]


def test_the_other_phone_of_that_person_is_named_as_one_that_shows_details(on, signed_in):
    on.send(TEXT)
    assert "shows details" not in on.get(PAGE).text("main")
    assert "shows details" in signed_in("jordan").get(PAGE).text("main")


def test_without_reminders_here_there_is_nothing_to_choose(signed_in):
    jordan = signed_in("jordan")
    assert jordan.raw(TEXT).location == PAGE
    jordan.post(TEXT)
    assert rows(AuditEvent, action="detailed_text_on") == []


@pytest.mark.parametrize("who", ["jordan", "maria"])
def test_a_phone_that_is_turned_on_anew_or_by_somebody_else_is_discreet_again(on, signed_in, who):
    on.send(TEXT)
    on.send(PAGE, f"{PAGE}/off")
    assert tell(signed_in(who), HERE).status_code == 200
    assert detailed() == [False, False]


def test_a_subscription_that_its_browser_merely_repairs_keeps_the_choice(on):
    on.send(TEXT)
    assert tell(on, HERE | {"asked": False}).status_code == 200
    assert detailed() == [False, True]
