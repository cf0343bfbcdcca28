"""The week: seven small lines, and what they add up to."""

import pytest

from tests.helpers.desk import code
from tests.helpers.rows import rows
from webapp.actions import change_schedule, tick_in, void_check_in
from webapp.domain.schedule import Change, ScheduleException
from webapp.models.attendance import CheckInRow


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


def arrive(browser, cast, clock, time):
    clock.set(time)
    assert browser.send("/check-in", code=code(cast.jordan, clock.now())).status_code == 303


def test_a_week_without_anything_done_yet(jordan):
    text = jordan.get("/week").text("main")
    assert "Nov 23 to Nov 29 · week 5 of 14" in text
    assert "0 of 3 sessions next: today, 5:45 PM" in text
    assert "of 9 h" in text
    assert "0 of 4 meetings" in text


def test_attended_sessions_and_hours_add_up(jordan, cast, clock):
    arrive(jordan, cast, clock, "2026-11-23 17:40")
    arrive(jordan, cast, clock, "2026-11-25 17:50")
    clock.set("2026-11-26 10:00")
    page = jordan.get("/week")
    text = page.text("main")
    assert "2 of 3 sessions next: tomorrow, 5:45 PM" in text
    assert "6 h of 9 h" in text
    assert (
        "Mon, Nov 23 · Evening In 5:40 PM · with the code · 3 h, end not recorded On time" in text
    )
    assert "In 5:50 PM · with the code · 3 h, end not recorded After arrival time" in text


def test_the_week_says_in_words_what_its_small_lines_show(jordan, cast, clock):
    arrive(jordan, cast, clock, "2026-11-23 17:40")
    said = [line.attrs["aria-label"] for line in jordan.get("/week").all("svg[role=img]")]
    assert said[:2] == ["Evening 5:45 PM: On time", "Nothing planned"]
    assert len(said) == 7


def test_a_session_nobody_heard_of_is_not_seen_yet_and_not_missed(jordan, clock):
    clock.set("2026-11-24 09:00")
    text = jordan.get("/week").text("main")
    assert "Mon, Nov 23 · Evening 5:45 PM Not seen" in text
    assert "missed" not in text.casefold()


def test_an_undone_check_in_is_not_in_the_week_any_more(jordan, cast, clock, viewer):
    arrive(jordan, cast, clock, "2026-11-23 17:40")
    times = {"now": clock.now(), "true_now": clock.true_now()}
    void_check_in.void_check_in(viewer("sam"), rows(CheckInRow)[0].public_key, "no", **times)
    assert "0 of 3 sessions" in jordan.get("/week").text("main")


def test_a_tick_says_who_made_it(jordan, cast, viewer, now):
    times = {"now": now, "true_now": now}
    tick_in.tick_in(viewer("sam"), cast.jordan.key, now.date(), "Evening", "k", **times)
    assert "In 5:20 PM · recorded by Sam K." in jordan.get("/week").text("main")


def test_a_cancelled_session_counts_for_nobody(jordan, cast, clock):
    cancelled = ScheduleException(clock.now().date(), Change.CANCELLED)
    change_schedule.add_exception(cast.jordan.program_id, cancelled, clock.now())
    text = jordan.get("/week").text("main")
    assert "0 of 2 sessions" in text
    assert "of 6 h" in text
    assert "Cancelled" in text


def test_other_weeks_are_one_tap_away(jordan):
    page = jordan.get("/week")
    linked = [a.attrs["href"] for a in page.all(".pager a")]
    assert linked == ["/week/2026-11-16", "/week/2026-11-30"]
    assert "Nov 16 to Nov 22 · week 4 of 14" in jordan.get(linked[0]).text("main")


def test_the_week_of_any_date_is_the_same_week(jordan):
    assert jordan.get("/week/2026-11-29").text("h1 + p") == jordan.get("/week").text("h1 + p")


def test_before_enrollment_a_week_has_no_number_and_no_sessions(jordan):
    text = jordan.get("/week/2026-10-19").text("main")
    assert "Oct 19 to Oct 25" in text
    assert "week 0" not in text
    assert "0 of 0 sessions" in text
    assert "Nothing in this week." in text


@pytest.mark.parametrize("day", ["2026-11-31", "2024-11-23", "2028-11-23", "week", "20261123"])
def test_no_date_or_one_too_far_away_is_not_there(jordan, day):
    assert jordan.raw(f"/week/{day}").status_code == 404


def test_a_week_in_which_clocks_go_back_has_the_same_hours(signed_in, clock):
    clock.set("2026-11-01 12:00")
    text = signed_in("jordan").get("/week").text("main")
    assert "Oct 26 to Nov 1 · week 1 of 14" in text
    assert "of 9 h" in text
