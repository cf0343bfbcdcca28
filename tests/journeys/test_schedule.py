"""The schedule's tasks in a browser, each counted in taps and pages; and the phones that follow."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import until
from tests.journeys.task import Task


@pytest.fixture
def task(phone):
    """task(path): a member of the office on that page."""

    def made(path="/program/schedule", who="sam"):
        staff = phone()
        page = staff.sign_in(who)
        staff.open(path)
        return Task(page)

    return made


def test_a_session_begins_earlier_from_a_day_on(task, phone):
    sam = task()
    sam.tap(".plan-lines a:has-text('Evening')")
    sam.type("#starts-0-0", "16:45")
    sam.type("#starts-0-1", "17:00")
    sam.type("#ends-0-1", "20:00")
    sam.type("#starts-0-2", "20:20")
    sam.type("#effective_from", "2026-11-25")
    sam.tap("button:has-text('See what will differ')")
    sam.page.wait_for_selector("text=5:45 PM, then 4:45 PM")
    sam.tap("button:has-text('Begin it on')")
    sam.page.wait_for_selector("#to-come >> text=Evening, from Wed, Nov 25")
    assert (sam.taps, sam.fields, sam.pages) == (3, 5, 3)
    jordan = phone()
    jordan.sign_in("jordan")
    jordan.open("/today/2026-11-25")
    assert "Arrive by 4:45 PM" in jordan.text()
    sam.tap("#to-come button:has-text('Take back')")
    sam.page.wait_for_url("**/program/schedule")
    jordan.open("/today/2026-11-25")
    assert "Arrive by 5:45 PM" in jordan.text()


def test_what_it_runs_into_is_read_before_it_is_begun_anyway(task):
    sam = task("/program/schedule/line?session=Evening")
    sam.type("#starts-0-0", "15:30")
    sam.tap("button:has-text('See what will differ')")
    sam.page.wait_for_selector("text=Jordan M.: Work, 8:30 AM – 4:00 PM, runs into Evening")
    sam.tap("button:has-text('Change it again')")
    assert sam.page.input_value("#starts-0-0") == "15:30"
    sam.tap("button:has-text('See what will differ')")
    sam.tap("button:has-text('Begin it anyway')")
    sam.page.wait_for_selector("#to-come")


def test_a_holiday_takes_three_taps(task):
    sam = task()
    sam.tap("nav >> text=Calendar")
    sam.type("#first", "2026-11-25")
    sam.type("#last", "2026-11-27")
    sam.tap("button:has-text('See what falls out')")
    sam.page.wait_for_selector("text=2 sessions would not take place")
    sam.tap("button:has-text('Make it a holiday')")
    sam.page.wait_for_selector("text=Holiday >> nth=0")
    assert (sam.taps, sam.fields, sam.pages) == (3, 2, 3)


def test_topics_of_the_weeks_ahead_are_saved_with_one_tap(task, phone):
    sam = task("/program/schedule/topics")
    sam.type("#title-1", "Sleep")
    sam.type("#led-2", "Toni")
    sam.tap("button:has-text('Save all')")
    sam.page.wait_for_url("**#saved")
    assert (sam.taps, sam.fields, sam.pages) == (1, 2, 1)
    jordan = phone()
    jordan.sign_in("jordan")
    assert "Sleep" in jordan.text()


def test_phases_and_who_moves_on(task, cast, clock):
    rosa = task("/program/schedule/phases", "rosa")
    rosa.type("#name-0", "Phase 1")
    rosa.type("#weeks-0", "6")
    rosa.tap("text=More phases")
    rosa.type("#name-1", "Step-down")
    rosa.tap("fieldset:has(#name-1) >> text=Its own meetings, hours and reminders")
    rosa.type("#quota_full_time-1", "2")
    rosa.tap("button:has-text('Save')")
    rosa.page.wait_for_selector("#to-come")
    assert (rosa.taps, rosa.fields, rosa.pages) == (3, 4, 1)
    clock.forward(days=1)
    sam = task(f"/program/people/{cast.jordan.key}")
    sam.tap("#phase a:has-text('Phase 1')")
    sam.tap("label:has-text('Step-down')")
    sam.tap("button:has-text('Move them')")
    sam.page.wait_for_selector("text=Step-down, since")
    assert (sam.taps, sam.pages) == (3, 2)


def test_one_participant_gets_a_wake_up_of_their_own(task, cast, phone):
    sam = task(f"/program/people/{cast.jordan.key}")
    sam.tap("text=Their own week")
    sam.tap(".plan-lines a:has-text('Wake up')")
    sam.page.wait_for_selector("label:has-text('Their own')")
    assert not sam.page.is_visible("#starts-0-0")
    sam.tap("label:has-text('Their own')")
    sam.type("#starts-0-0", "05:30")
    sam.tap("button:has-text('See what will differ')")
    sam.tap("button:has-text('Begin it on')")
    sam.page.wait_for_selector("#to-come >> text=Wake up")
    assert (sam.taps, sam.fields, sam.pages) == (5, 1, 4)
    jordan = phone()
    jordan.sign_in("jordan")
    jordan.open("/today/2026-11-24")
    assert "5:30 AM" in jordan.text()


def test_an_open_phone_shows_a_move_for_one_when_it_asks_again(task, cast, phone):
    jordan, maria = phone(), phone()
    page = jordan.sign_in("jordan")
    maria.sign_in("maria")
    assert "Arrive by 5:45" in jordan.text()
    sam = task(f"/program/people/{cast.jordan.key}/day/2026-11-23")
    sam.tap("text=Change this day for them")
    sam.tap("text=Move it to another time")
    sam.type("#arrive-1", "18:30")
    sam.tap("button:has-text('Move it'):visible >> nth=-1")
    sam.page.wait_for_url("**/day/2026-11-23")
    # Once a minute, and at once when somebody comes back: see static/js/behaviours/refresh.js.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, "document.querySelector('main').innerText.includes('6:30')")
    assert "Arrive by 5:45" in maria.text()


def test_another_time_zone_is_planned_and_taken_back(task):
    rosa = task("/program/settings", "rosa")
    rosa.tap("text=Time zone")
    rosa.page.select_option("#zone", "America/Chicago")
    rosa.tap("button:has-text('Save')")
    rosa.page.wait_for_selector("#to-come >> text=Central (Chicago)")
    rosa.tap("#to-come button:has-text('Take back')")
    rosa.page.wait_for_selector("#zone")
    assert (rosa.taps, rosa.pages) == (3, 3)
