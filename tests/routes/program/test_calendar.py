"""The calendar shows which dates are other than the week says, and makes holidays."""

from datetime import date

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.actions.change_schedule import add_exception
from webapp.domain.schedule import Change, ScheduleException
from webapp.models.audit import AuditEvent
from webapp.models.program import ExceptionRow

CALENDAR = "/program/schedule/calendar"
HOLIDAY = f"{CALENDAR}/holiday"
THANKSGIVING = {"first": "2026-11-25", "last": "2026-11-27", "note": "Thanksgiving"}


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


def confirm(browser, **fields):
    first = browser.post(HOLIDAY, **fields)
    hidden = {
        node.attrs["name"]: node.attrs.get("value") or ""
        for node in lint(first.text).tags("input")
        if node.attrs.get("type") == "hidden" and "name" in node.attrs
    }
    return browser.post(HOLIDAY, **{**fields, **hidden})


def test_a_month_stands_there_with_a_way_to_each_day(sam):
    page = sam.get(CALENDAR)
    assert "November 2026" in page.text("main")
    assert "/program/sessions/2026-11-25/change" in page.html
    assert "December 2026" in sam.get(f"{CALENDAR}?month=2026-12-01").text("main")
    sam.get(f"{CALENDAR}?month=1999-01-01", status=404)
    assert sam.raw(f"{CALENDAR}?day=2026-11-28").location.endswith("/2026-11-28/change")


def test_what_falls_out_is_read_before_a_holiday_is_made(sam, signed_in):
    first = sam.post(HOLIDAY, **THANKSGIVING)
    assert "Not saved yet: 2 sessions would not take place" in first.text
    assert count(ExceptionRow) == 0
    assert confirm(sam, **THANKSGIVING).status_code == 303
    assert "Holiday Thanksgiving" in sam.get(CALENDAR).text("main")
    assert "Cancelled" in signed_in("jordan").get("/today/2026-11-25").text("main")
    back = sam.post(f"{HOLIDAY}/take-back", day="2026-11-25")
    assert back.status_code == 303
    assert "Cancelled" not in signed_in("jordan").get("/today/2026-11-25").text("main")
    assert sam.post(f"{HOLIDAY}/take-back", day="2026-11-25").status_code == 404


def test_of_two_who_plan_a_month_the_second_is_told(sam, signed_in):
    seen = {"seen": "an older one", "confirmed": "1"}
    told = sam.post(HOLIDAY, **THANKSGIVING, **seen)
    assert told.status_code == 422
    assert "Somebody changed this month meanwhile" in told.text
    assert "Thanksgiving" in told.text


def test_days_that_are_none_are_refused_in_words(sam):
    assert "Enter the days like" in sam.post(HOLIDAY, first="soon").text
    backwards = {"first": "2026-11-27", "last": "2026-11-25"}
    assert "Choose days from today on" in confirm(sam, **backwards).text
    assert count(ExceptionRow) == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2800-07-04"])
def test_a_day_that_nobody_means_makes_no_holiday(sam, day):
    for path, typed in ((HOLIDAY, {"first": day}), (f"{HOLIDAY}/take-back", {"day": day})):
        answer = sam.post(path, **typed, confirmed="1", seen="")
        assert answer.status_code in (404, 422)
    assert count(ExceptionRow) == 0


def test_whoever_is_named_in_a_month_was_seen_and_that_is_written_down(sam, cast, now):
    moved = ScheduleException(date(2026, 11, 25), Change.CANCELLED, "Evening")
    whose = {"participant_id": cast.jordan.participant_id}
    add_exception(cast.sam.program_id, moved, now, **whose)
    assert cast.jordan.name in sam.get(CALENDAR).text("main")
    assert cast.jordan.name not in sam.get(f"{CALENDAR}?month=2027-01-01").text("main")
    (seen,) = rows(AuditEvent, action="viewed", detail="calendar")
    assert seen.participant_id == cast.jordan.participant_id
