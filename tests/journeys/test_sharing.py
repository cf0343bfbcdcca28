"""What may end: stopped by staff, told before its time, contested. Usable for everybody."""

from __future__ import annotations

import pytest

from tests.helpers import houses
from tests.journeys.test_accessibility import violations


@pytest.mark.parametrize("script", [True, False])
def test_staff_stop_it_on_the_participants_word_and_an_open_board_lets_go(
    phone, viewer, now, script
):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    manager = phone()
    manager.page.clock.install()
    manager.sign_in("dana")
    assert "Away 5:20–9:45 PM" in manager.text()
    staff = phone(viewport={"width": 320, "height": 700}, java_script_enabled=script)
    page = staff.sign_in("sam")
    page.click("text=People")
    page.click("text=Jordan M.")
    page.click("text=Stop sharing")
    page.check("input[value=by_phone]")
    page.click("button:has-text('Stop sharing with Maple House')")
    page.wait_for_selector("text=Nothing is shared with a house through Dayline.")
    manager.page.clock.run_for(31_000)
    manager.page.wait_for_selector("text=house’s own record only")
    assert "Away" not in manager.text()
    jordan = phone()
    jordan.sign_in("jordan")
    jordan.open("/you/sharing")
    assert "by Sam K. at the program, as you asked." in jordan.text()


@pytest.fixture
def ends_soon(viewer, now, clock):
    """Jordan's consent ends in two weeks; Maria signed as the same resident."""
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    houses.sign(viewer("maria"), "Jordan at Maple", now)
    clock.set("2027-02-17 17:20")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("who", "path", "said"),
    [
        ("jordan", "/today", "Your sharing with Maple House ends Wed, Mar 3."),
        ("jordan", "/you/sharing", "somebody else signed as Jordan at Maple too"),
        ("sam", "", "How did they say it?"),
    ],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    phone, ends_soon, cast, scheme, who, path, said
):
    visitor = phone(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    page = visitor.sign_in(who)
    visitor.open(path or f"/program/people/{cast.jordan.key}")
    for details in page.query_selector_all("details"):
        details.evaluate("each => { each.open = true }")
    assert said in visitor.text()
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_reading_it_under_you_takes_it_from_today(phone, ends_soon):
    jordan = phone()
    page = jordan.sign_in("jordan")
    page.click("text=Read more")
    page.wait_for_url("**/you/sharing")
    jordan.open("/today")
    assert "Your sharing with" not in jordan.text()
