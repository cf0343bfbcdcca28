"""Logging a meeting from the program's lists: few taps, with signal or without, and near."""

from __future__ import annotations

import random

import pytest

from tests.helpers.clock import at
from tests.helpers.directory import listing
from tests.helpers.listed import NOON, lists
from tests.helpers.rows import count, rows
from tests.helpers.waiting import milliseconds
from tests.journeys.conftest import until
from tests.journeys.task import Task
from webapp.domain import nearby
from webapp.domain.wall_clock import WallTime
from webapp.models.meetings import MeetingEntryRow

KEPT = "caches.open('dayline-person-' + document.body.dataset.person)"
LISTS = "/meetings/directory.json"
LATITUDE, LONGITUDE = 42.36, -71.06
"""In Boston."""
DAYS = ("03-08", "03-09", "03-29", "07-15", "10-25", "11-01", "11-02", "12-31")
"""Clocks change in New York and in London, on different days, and in Phoenix never."""


@pytest.fixture
def log(phone, cast, now):
    """Jordan's phone with the form open, and lists that it can pick from."""
    lists(cast.jordan.program_id, now)

    def make(**options):
        jordan = phone(**options)
        jordan.sign_in("jordan")
        jordan.worker_is_ready()
        jordan.open("/meetings/new")
        return jordan

    return make


def without_signal(jordan):
    """The form as the phone kept it, with what its lists have; there is no signal."""
    page = jordan.open("/today")
    for kept in ("/waiting/meeting", LISTS):
        until(page, f"{KEPT}.then((c) => c.match('{kept}', {{ignoreVary: true}})).then(Boolean)")
    jordan.context.set_offline(True)
    page = jordan.open("/meetings/new")
    until(page, "document.querySelectorAll('[data-rows] .choice').length > 3")
    return page


def names(page):
    return [each.inner_text() for each in page.query_selector_all("[data-rows] .choice__name")]


def test_one_that_was_just_now_is_one_tap_to_pick_and_one_to_save(log):
    jordan = log()
    jordan.open("/meetings")
    task = Task(jordan.page)
    task.tap("text=Log a meeting")
    task.tap("label:has-text('Noon Reflections')")
    assert jordan.text(".dock") == "Save Noon Reflections"
    task.tap("text=Save Noon Reflections")
    jordan.page.wait_for_url("**/meetings?saved=*")
    assert "Saved: Noon Reflections, Mon, Nov 23, 12:00 PM" in jordan.text()
    assert (task.taps, task.fields, task.pages) == (3, 0, 2)
    (row,) = rows(MeetingEntryRow)
    assert (row.listed_key, row.fits_list, row.town) == (NOON.key, True, "Quincy")


def test_what_is_typed_is_looked_for_on_the_phone_and_sent_nowhere(log):
    jordan = log()
    page, asked = jordan.page, []
    page.on("request", lambda request: asked.append((request.url, request.post_data)))
    page.fill("#q", "quincy thu 7 pm")
    until(page, "document.querySelector('[data-picks-title]').textContent.includes('lists')")
    assert names(page) == ["Big Book Step Study"]
    assert "4 days ago" in jordan.text("[data-rows]")
    assert [url for url, _ in asked if "quincy" in url] == []
    assert all(sent is None for _, sent in asked)
    page.fill("#q", "")
    until(page, "document.querySelectorAll('[data-rows] .choice').length > 1")
    page.fill("#q", "coast")
    until(page, "document.querySelectorAll('[data-rows] .choice').length === 1")
    assert "3:00 PM" in jordan.text("[data-rows]")


def test_where_one_is_is_asked_for_on_a_tap_and_sent_nowhere(log):
    place = {"latitude": LATITUDE, "longitude": LONGITUDE}
    jordan = log(geolocation=place, permissions=["geolocation"])
    page, asked = jordan.page, []
    jordan.context.on("request", lambda r: asked.append(f"{r.url} {r.post_data} {r.headers}"))
    page.click("text=Near me")
    until(page, "document.querySelector('[data-near-said]').textContent.includes('stays on it')")
    assert names(page)[:3] == ["Just for Today", "Both Ways", "Noon Reflections"]
    assert "· 0.1 mi" in jordan.text("[data-rows] .choice >> nth=0")
    page.click("label:has-text('Just for Today')")
    page.click("text=Save Just for Today")
    page.wait_for_url("**/meetings?saved=*")
    assert [each for each in asked if "42.3" in each or "71.0" in each] == []
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "42.3" not in kept


def test_what_is_looked_for_near_oneself_keeps_its_distances(log):
    jordan = log(
        geolocation={"latitude": LATITUDE, "longitude": LONGITUDE}, permissions=["geolocation"]
    )
    page = jordan.page
    page.click("text=Near me")
    until(page, "document.querySelector('[data-near-said]').textContent.includes('stays on it')")
    page.fill("#q", "7")
    until(page, "document.querySelector('[data-picks-title]').textContent.includes('lists')")
    starts = page.locator("[data-rows] .choice__end b").all_inner_texts()
    assert set(starts) == {"7:00 AM", "7:00 PM"}
    assert " mi" in jordan.text("[data-rows] .choice >> nth=0")
    page.fill("#q", "")
    until(page, "document.querySelectorAll('[data-rows] .choice').length > 1")
    assert "· 0.1 mi" in jordan.text("[data-rows] .choice >> nth=0")


def test_who_says_no_to_that_is_told_what_else_to_do_and_keeps_the_list(log):
    jordan = log()
    page = jordan.page
    before = names(page)
    page.click("text=Near me")
    until(page, "document.querySelector('[data-near-said]').textContent.includes('Look by town')")
    assert names(page) == before


def test_without_signal_it_is_picked_from_the_kept_list_and_sent_later(log):
    jordan = log()
    page = without_signal(jordan)
    assert "List updated Nov 23." in jordan.text()
    assert page.input_value("[name=shown_on]") == "2026-11-23"
    task = Task(page)
    task.tap("label:has-text('Noon Reflections')")
    task.tap("text=Save Noon Reflections")
    page.wait_for_url("**/today")
    assert (task.taps, task.fields) == (2, 0)
    until(page, "document.body.innerText.includes('1 entry waits to be sent.')")
    assert count(MeetingEntryRow) == 0
    jordan.context.set_offline(False)
    until(page, "document.querySelector('.waiting').textContent === ''")
    (row,) = rows(MeetingEntryRow)
    assert (row.listed_key, row.fits_list, str(row.starts)) == (NOON.key, True, "12:00")
    jordan.open("/you")
    page.click("button:has-text('Sign out')")
    page.wait_for_url("**/sign-in")
    assert (
        page.evaluate("caches.keys().then((all) => all.filter((n) => n.includes('person')))") == []
    )


def test_what_is_missing_is_asked_for_before_it_waits_for_signal(log):
    jordan = log()
    page = without_signal(jordan)
    save = "[data-save]"
    missing = "[...document.querySelectorAll('[data-log] :invalid[name]')].map((each) => each.name)"
    page.click("label:has-text('Both Ways')")
    page.click(save)
    assert set(page.evaluate(missing)) == {"held"}
    page.fill("#q", "on the phone")
    page.click("label:has-text('On the Phone')")
    page.click(save)
    assert page.evaluate(missing) == ["moved_starts"]
    assert page.is_visible("#moved_starts")
    page.fill("#q", "both ways")
    page.click("label:has-text('Both Ways')")
    page.click(".log__held label:has-text('Online')")
    assert page.evaluate(missing) == []
    page.click(save)
    page.wait_for_url("**/today")
    until(page, "document.body.innerText.includes('1 entry waits to be sent.')")
    jordan.context.set_offline(False)
    until(page, "document.querySelector('.waiting').textContent === ''")
    (row,) = rows(MeetingEntryRow)
    assert (row.name, str(row.starts), row.mode, row.fits_list) == (
        "Both Ways",
        "15:00",
        "online",
        True,
    )


def test_the_phone_and_the_server_agree_on_what_was_just_now(log, app):
    by_chance = random.Random(6)
    lines = [
        listing(
            f"l{n}",
            by_chance.randrange(7),
            str(WallTime(by_chance.choice([*range(50), *range(4 * 60, 24 * 60)]))),
            zone=by_chance.choice(["America/New_York", "America/Phoenix", "Europe/London"]),
            duration=by_chance.choice([30, 60, 90]),
        )
        for n in range(150)
    ]
    instants = [at(f"2026-{day} {hour:02}:07") for day in DAYS for hour in (0, 9, 16, 23)]
    sent = [
        {"key": each.uid, "week": each.week_minute, "minutes": each.duration, "zone": each.zone}
        for each in lines
    ]
    there = log().page.evaluate(
        """async ([address, lines, instants]) => {
          const { lately } = await import(address);
          const found = (now) => lately(lines, now).map(({ listing, at }) => [listing.key, at]);
          return instants.map(found);
        }""",
        [
            f"{app.static_url_path}/js/behaviours/directory.js",
            sent,
            [milliseconds(each) for each in instants],
        ],
    )
    for instant, found in zip(instants, there, strict=True):
        here = [(each, nearby.lately(each, instant)) for each in lines]
        assert dict(found) == {
            line.uid: milliseconds(then.starts_at) for line, then in here if then
        }


def test_one_that_fits_tomorrow_is_put_on_the_day_and_logged_from_there_when_it_is_over(
    phone, cast, now, clock
):
    tuesday = listing("tuesday", 2, "18:30", name="After Work", key="a" * 20)
    at_work = listing("at-work", 2, "12:00", name="Noon at Work", key="o" * 20)
    lists(cast.jordan.program_id, now, tuesday, at_work)
    jordan = phone()
    jordan.sign_in("jordan")
    jordan.open("/meetings")
    task = Task(jordan.page)
    task.tap("text=Find a meeting")
    task.tap(".dates a:has-text('Tue')")
    assert "After Work" in jordan.text(".meets")
    assert "Noon at Work" not in jordan.text(".meets")
    task.tap("text=Add to my day")
    jordan.page.wait_for_selector("text=On your day")
    assert (task.taps, task.fields, task.pages) == (3, 0, 3)

    clock.set("2026-11-24 19:40")
    jordan.open("/today")
    task = Task(jordan.page)
    task.tap("text=I went")
    jordan.page.wait_for_url("**/meetings?saved=*")
    assert "Saved: After Work, Tue, Nov 24, 6:30 PM" in jordan.text()
    assert (task.taps, task.pages) == (1, 1)
