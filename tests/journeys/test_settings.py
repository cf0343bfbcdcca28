"""What an owner and a house manager set, from the tap that opens it to where it decides."""

from __future__ import annotations

import pytest

from tests.helpers import houses


class Taps:
    """Taps on one phone, counted."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def __call__(self, what: str) -> None:
        self.page.click(what)
        self.count += 1


@pytest.fixture(autouse=True)
def at_maple(app, viewer, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)


def test_every_part_of_the_settings_is_two_taps_away(phone):
    owner = phone()
    page = owner.sign_in("rosa")
    page.click("nav >> text=Settings")
    page.wait_for_selector("main nav a")
    rows = page.locator("main nav a")
    assert rows.count() > 5
    for n in range(rows.count()):
        title = rows.nth(n).locator("b").inner_text()
        rows.nth(n).click()
        page.wait_for_selector(f":is(h1, h2):text-is('{title}')")
        where = page.locator(f":is(h1, h2):text-is('{title}')").bounding_box()
        assert -1 <= where["y"] < 844, title
        owner.open("/program/settings")


def test_the_on_call_number_goes_from_settings_to_help_in_three_taps(phone):
    owner, jordan = phone(), phone()
    page = owner.sign_in("rosa")
    tap = Taps(page)
    tap("nav >> text=Settings")
    tap("text=On-call number and place")
    page.fill("#phone", "617-555-0177")
    tap("text=Save the number")
    page.wait_for_url("**/program/settings#on-call")
    assert tap.count == 3
    jordan.sign_in("jordan")
    jordan.page.click("text=Help now")
    jordan.page.wait_for_selector("a.call[data-number=program]:visible")
    assert "617-555-0177" in jordan.text("#own")


def test_a_word_for_reminders_is_chosen_in_three_taps_and_refused_if_it_tells(phone):
    owner = phone()
    page = owner.sign_in("rosa")
    tap = Taps(page)
    tap("nav >> text=Settings")
    tap("text=On lock screens, under the place, at the front desk")
    page.fill("#reminder_en", "Group")
    tap("text=Save the words")
    page.wait_for_selector(".field--error")
    assert page.input_value("#reminder_en") == "Group"
    page.fill("#reminder_en", "Today")
    page.click("text=Save the words")
    page.wait_for_selector("text=Now “Today”")
    assert tap.count == 3


def test_a_later_curfew_on_fridays_takes_three_taps_and_stands_on_the_residents_day(phone):
    manager, jordan = phone(), phone()
    page = manager.sign_in("dana")
    tap = Taps(page)
    tap("footer >> text=House rules")
    tap("fieldset:has(#level_2) summary")
    page.fill("#level_2_4", "22:15")
    tap("main >> text=Save >> nth=0")
    page.wait_for_selector("#to-come")
    assert "Level 2, Fri: as usual, then 10:15 PM" in manager.text("#to-come")
    assert tap.count == 3
    jordan.sign_in("jordan")
    jordan.open("/today/2026-11-27")
    assert "Be in by 10:15 PM" in jordan.text()
    jordan.open("/today/2026-11-26")
    assert "Be in by 11:00 PM" in jordan.text()


def test_a_return_after_curfew_is_said_first_and_then_written_down(phone):
    manager = phone()
    page = manager.sign_in("dana")
    page.click("text=Chris at Maple")
    tap = Taps(page)
    tap("text=Leaves the house")
    page.fill("#due", "23:30")
    tap("text=Write it down")
    page.wait_for_selector("text=11:30 PM is after curfew, 11:00 PM.")
    assert page.input_value("#due") == "23:30"
    tap("text=Write it down anyway")
    page.wait_for_selector("text=Out, back by 11:30 PM")
    assert tap.count == 3
