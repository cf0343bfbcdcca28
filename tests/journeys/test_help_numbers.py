"""Help now with one's own numbers: kept on the phone, for its person and nobody else."""

from __future__ import annotations

import pytest

from tests.helpers import houses
from tests.journeys.conftest import until
from tests.journeys.test_on_the_phone import EVERYTHING_KEPT
from webapp.actions import manage_house

PROGRAM, HOUSE, TRUSTED = "617-555-0100", "617-555-0120", "617-555-0111"


@pytest.fixture(autouse=True)
def home(app, cast, viewer, now):
    """Jordan lives in Maple House, which has a phone."""
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    manage_house.change_phone(viewer("dana").houses[0].id, HOUSE, "", now=now)


def visited(phone):
    """Jordan's phone after Today, with the service worker in place."""
    jordan = phone()
    jordan.sign_in("jordan")
    jordan.worker_is_ready()
    jordan.open("/today")
    return jordan


def shown(visitor):
    """The numbers under Help now that are somebody's own."""
    page = visitor.open("/help")
    page.wait_for_selector("#own [data-own-here]:not([hidden])")
    calls = page.locator("#own a.call:visible")
    return [calls.nth(n).get_attribute("href") for n in range(calls.count())]


def dial(*numbers):
    return [f"tel:{number.replace('-', '')}" for number in numbers]


def trust(visitor, name="Ana", number=TRUSTED):
    page = visitor.open("/help")
    page.click("text=Add somebody you trust")
    page.fill("#trusted-name", name)
    page.fill("#trusted-phone", number)
    page.click("text=Keep on this phone")
    page.wait_for_selector("a.call[data-number=trusted]:visible")


def test_on_ones_own_phone_they_stand_there_in_one_tap_without_signal_too(phone):
    jordan = visited(phone)
    assert shown(jordan) == dial(PROGRAM, HOUSE)
    assert not jordan.page.is_visible("text=Remove this person")
    jordan.context.set_offline(True)
    jordan.open("/today")
    jordan.page.click("text=Help now")
    jordan.page.wait_for_selector("a.call[data-number=house]:visible")
    assert shown(jordan) == dial(PROGRAM, HOUSE)


def test_they_stand_there_although_the_sign_in_is_over(phone):
    jordan = visited(phone)
    jordan.context.clear_cookies()
    assert shown(jordan) == dial(PROGRAM, HOUSE)


def test_signing_out_empties_them_at_once_without_signal_too(phone):
    jordan = visited(phone)
    trust(jordan)
    jordan.open("/you")
    jordan.context.set_offline(True)
    jordan.page.click("text=Sign out >> visible=true >> nth=-1")
    jordan.page.wait_for_url("**/offline?signed-out")
    assert shown(jordan) == []
    kept = jordan.page.evaluate(EVERYTHING_KEPT)
    assert [number for number in (PROGRAM, HOUSE, TRUSTED, "Ana") if number in kept] == []


def test_on_a_phone_that_is_not_ones_own_nothing_is_kept(phone):
    shared = phone()
    shared.sign_in("jordan", shared=True)
    shared.worker_is_ready()
    shared.open("/today")
    assert shown(shared) == []


def test_another_person_finds_their_own_and_nothing_of_the_one_before(phone):
    jordan = visited(phone)
    trust(jordan)
    jordan.context.clear_cookies()
    jordan.sign_in("maria")
    assert shown(jordan) == dial(PROGRAM)
    jordan.context.clear_cookies()
    jordan.sign_in("sam")
    assert shown(jordan) == []


def test_whom_somebody_trusts_stays_on_the_phone_and_can_be_removed(phone):
    jordan = visited(phone)
    sent = []
    jordan.page.on("request", lambda request: sent.append((request.url, request.post_data or "")))
    trust(jordan)
    jordan.context.set_offline(True)
    assert shown(jordan) == dial(PROGRAM, HOUSE, TRUSTED)
    assert "Ana" in jordan.text("#own")
    jordan.page.click("text=Remove this person")
    until(jordan.page, "document.activeElement.tagName === 'SUMMARY'")
    assert shown(jordan) == dial(PROGRAM, HOUSE)
    assert not [each for each in sent if "Ana" in str(each) or "0111" in str(each)]


def test_whom_somebody_trusted_before_they_signed_in_is_theirs(phone):
    visitor = phone()
    visitor.open("/sign-in")
    visitor.worker_is_ready()
    trust(visitor)
    visitor.sign_in("jordan")
    assert shown(visitor) == dial(PROGRAM, HOUSE, TRUSTED)


def test_without_scripts_a_signed_in_browser_reads_them_from_the_server(phone):
    jordan = phone(java_script_enabled=False)
    jordan.sign_in("jordan")
    page = jordan.open("/help")
    page.click("text=Your program’s and house’s numbers")
    assert PROGRAM in jordan.text("#own")
    assert HOUSE in jordan.text("#own")
    assert not page.is_visible("text=Add somebody you trust")
