"""Slips, from the participant's word that staff may read the log to what staff saw of it."""

from __future__ import annotations

import pytest

from tests.helpers.slips import logged, seen, shares


@pytest.fixture
def logs(viewer, now):
    """Jordan and Maria each went on Sunday evening; Jordan at noon too."""
    for who, starts in (("jordan", "19:00"), ("maria", "19:00"), ("jordan", "12:00")):
        logged(viewer(who), now, starts=starts)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.usefixtures("logs")
def test_three_slips_of_two_people_are_one_save(phone, cast, script):
    participant = phone(java_script_enabled=script)
    page = participant.sign_in("jordan")
    participant.open("/meetings")
    assert "Slip seen by staff" not in participant.text(".rows")
    page.click("text=Only you see your log")
    page.click("summary:has-text('Share my log with staff')")
    page.click("button:has-text('Yes, share my log')")
    page.wait_for_selector("text=Staff can see")
    staff = phone(java_script_enabled=script, viewport={"width": 1280, "height": 800})
    page = staff.sign_in("sam")
    page.click("text=People")
    page.click("main a:has-text('Slips')")
    page.click("text=Week before")
    for starts in ("12:00 PM", "7:00 PM"):
        page.check(f"label:has-text('{starts}') input")
    page.select_option("#who-0", label="Maria L.")
    page.fill("#day-0", "2026-11-22")
    page.fill("#starts-0", "19:00")
    page.click("text=Save these slips")
    assert "3 slips saved" in staff.text(".notice--done")
    participant.open("/meetings")
    assert participant.text(".rows >> nth=0").count("Slip seen by staff") == 2
    other = phone(java_script_enabled=script)
    other.sign_in("maria")
    other.open("/meetings")
    assert "Slip seen by staff" in other.text(".rows >> nth=0")


def test_a_slip_that_is_not_in_the_log_is_added_with_one_tap(phone, viewer, cast, now):
    seen(viewer("sam"), cast.maria.key, now)
    maria = phone()
    page = maria.sign_in("maria")
    maria.open("/meetings")
    assert "Staff saw a slip for Sun, Nov 22, 7:00 PM" in maria.text()
    page.click("text=Add it")
    page.wait_for_selector(".notice--done")
    assert "Harbor group Yesterday, 7:00 PM" in maria.text()
    assert "Staff saw a slip" not in maria.text()


@pytest.mark.usefixtures("logs")
def test_a_wrong_tick_is_taken_back_and_the_participant_reads_why(phone, viewer, cast, now):
    shares(viewer("jordan"), now)
    seen(viewer("sam"), cast.jordan.key, now)
    staff = phone(viewport={"width": 320, "height": 700})
    page = staff.sign_in("sam")
    staff.open("/program/slips/2026-11-22")
    page.click("text=Undo")
    page.fill("#reason", "Another’s slip")
    page.click("button:has-text('Take it back')")
    page.wait_for_selector("h2:has-text('Taken back')")
    jordan = phone()
    jordan.sign_in("jordan")
    jordan.open("/meetings")
    assert "taken back by Sam K. on Mon, Nov 23: Another’s slip" in jordan.text()


def test_the_slip_prints_without_its_buttons_and_comes_as_a_file(phone):
    jordan = phone()
    page = jordan.sign_in("jordan")
    jordan.open("/meetings/slip")
    page.check("text=My name")
    with page.expect_download() as coming:
        page.click("text=Get the PDF")
    assert coming.value.suggested_filename == "slip.pdf"
    page.click("text=Show it below")
    page.wait_for_selector("text=Name: Jordan M.")
    page.emulate_media(media="print")
    said = jordan.text()
    assert "First name, initials or stamp" in said
    assert not any(word in said for word in ("PDF", "Print", "Today"))
    assert not page.is_visible("nav.tabs")
