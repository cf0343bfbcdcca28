"""The office's work with people, each task counted in taps and pages."""

from __future__ import annotations

import pytest

from tests.helpers.rows import rows
from tests.journeys.task import Task
from webapp.models.house import HouseManager
from webapp.models.people import Account, EarlierEnrollment

FILE = (
    "name,sign_in_name,first_day,weeks,activity,days,from,until\r\n"
    "Ana Lía M.,ana,11/30/2026,12,work,Mon-Fri,8:30 AM,5:00 PM\r\n"
    "Ben O.,jordan,2026-11-30,12\r\n"
    "Cleo P.,,2026-11-30,16\r\n"
)


@pytest.fixture
def sam(phone):
    """sam(): a task that begins on Jordan's page, or on another."""

    def made(path=None, who="sam"):
        staff = phone()
        page = staff.sign_in(who)
        if path:
            staff.open(path)
        return staff, Task(page)

    return made


@pytest.fixture
def jordan(cast):
    return f"/program/people/{cast.jordan.key}"


def test_somebody_is_found_among_all_and_a_filter_is_one_tap(sam):
    staff, task = sam("/program/people")
    task.type("#name", "maria")
    task.tap("button:has-text('Find')")
    task.page.wait_for_selector("text=1 person is called that")
    task.tap("th >> text=Maria L.")
    task.page.wait_for_selector("h1:text-is('Maria L.')")
    assert (task.taps, task.fields, task.pages) == (2, 1, 2)
    staff.open("/program/people")
    task.tap(".filters >> text=No phone for reminders")
    task.page.wait_for_url("**/people?show=no_phone*")
    assert staff.text("[aria-current=true]") == "No phone for reminders 2"
    assert "maria" not in task.page.url.casefold()


def test_a_name_is_corrected_in_two_taps(sam, jordan):
    _staff, task = sam(jordan)
    task.tap("text=Change >> nth=0")
    task.type("#name", "Jordan Moss")
    task.tap("button:has-text('Save')")
    task.page.wait_for_selector("h1:text-is('Jordan Moss')")
    assert (task.taps, task.fields, task.pages) == (2, 1, 2)


def test_whom_to_call_is_written_down_and_stands_where_somebody_was_not_reached(sam, jordan):
    staff, task = sam(jordan)
    task.tap("text=Write down whom to call")
    task.type("#phone", "(617) 555-0101")
    task.tap("button:has-text('Save')")
    task.page.wait_for_url("**#contacts")
    assert (task.taps, task.fields, task.pages) == (2, 1, 2)
    call = task.page.locator("#contacts a.button")
    assert call.get_attribute("href") == "tel:6175550101"
    page = staff.open("/program/sessions")
    row = page.locator(".unreached li:has-text('Jordan M.')")
    assert row.locator("a:has-text('Call')").get_attribute("href") == "tel:6175550101"
    assert page.locator(".unreached li:has-text('Maria L.') a:has-text('Call')").count() == 0


def test_a_plan_that_runs_into_sessions_is_saved_with_one_more_tap(sam, jordan):
    staff, task = sam(jordan)
    task.tap("text=Change it from a day on")
    task.type("#effective_from", "2026-11-30")
    task.type("#plan_ends-0", "18:30")
    task.tap("button:has-text('Save')")
    task.page.wait_for_selector("[role=alert]")
    sentence = "Work, 8:30 AM – 6:30 PM, runs into Evening, 5:45 PM – 9:20 PM: Mon, Wed, Fri."
    assert sentence in staff.text(".notice")
    task.tap("text=Save anyway")
    task.page.wait_for_selector("#to-come")
    assert "From Monday, November 30, 2026 on" in staff.text("#to-come")
    assert (task.taps, task.fields, task.pages) == (3, 2, 3)
    task.tap("text=Take back")
    task.page.wait_for_selector("#to-come", state="detached")


def test_many_come_in_from_a_spreadsheet_with_their_cards(sam, phone):
    staff, task = sam("/program/people")
    task.tap("text=Enroll many")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    task.page.set_input_files("#file", file)
    task.tap("text=Read it, change nothing")
    task.page.wait_for_selector("#refused")
    assert "2 people can come in, 1 line cannot." in staff.text()
    assert "Line 3: Ben O." in staff.text("#refused")
    task.tap("button:has-text('Enroll 2 people')")
    task.page.wait_for_selector("h1:text-is('2 people enrolled')")
    task.tap("text=Make 2 cards")
    task.page.wait_for_selector(".cards")
    assert (task.taps, task.pages) == (4, 4)
    codes = task.page.locator(".card__code").all_inner_texts()
    assert len(codes) == 2
    ana = phone()
    page = ana.open("/invite")
    page.fill("#code", codes[0])
    page.click("text=Go on")
    page.wait_for_selector("h1:has-text('Your four words')")
    assert rows(Account, username="ana")[0].passcode_hash is None


def test_somebody_leaves_and_comes_back(sam, jordan):
    staff, task = sam(jordan)
    task.tap("text=End the enrollment")
    assert "For 30 more days they can sign in" in staff.text("#enrollment")
    task.type("#last_day", "2026-11-20")
    task.tap("text=End it on that day")
    task.page.wait_for_url("**#enrollment")
    assert (task.taps, task.fields, task.pages) == (2, 1, 1)
    task.tap("a:has-text('Enroll again')")
    task.type("#starts_on", "2026-11-30")
    task.tap("button:has-text('Enroll again')")
    task.page.wait_for_url("**#enrollment")
    assert (task.taps, task.fields) == (4, 2)
    assert "Here before" in staff.text("#enrollment")
    assert len(rows(EarlierEnrollment)) == 1


def test_a_manager_gets_a_second_house_and_goes_from_one_to_the_other(sam, phone, cast):
    staff, task = sam("/program/houses", "rosa")
    task.tap("text=Somebody who manages another house >> nth=0")
    task.tap("button:has-text('Manages it too') >> nth=0")
    task.page.wait_for_selector(".rows >> text=Dana V. >> nth=1")
    assert (task.taps, task.pages) == (2, 1)
    assert len(rows(HouseManager, account_id=cast.dana.account_id)) == 2
    assert "Dana V." in staff.text()
    dana = phone()
    page = dana.sign_in("dana")
    for tab in ("Residents", "Roll call", "Now"):
        page.click(f".tabs >> text={tab}")
        for house in ("Maple House", "Harbor House"):
            page.click(f"nav.houses >> text={house}")
            page.wait_for_selector(f"nav.houses [aria-current]:text-is('{house}')")
            assert page.locator(".tabs [aria-current]").inner_text() == tab


def test_everything_here_works_without_javascript(phone, jordan):
    staff = phone(java_script_enabled=False)
    page = staff.sign_in("sam")
    staff.open(f"{jordan}/plan")
    page.check("label:has-text('None') >> nth=0")
    page.click("button:has-text('Save')")
    assert "No fixed daytime" in staff.text()
    staff.open("/program/people?show=ended")
    assert "Nobody’s enrollment has ended." in staff.text()
