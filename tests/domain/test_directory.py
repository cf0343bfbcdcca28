from datetime import date

import pytest

from tests.helpers.directory import listing
from webapp.domain.directory import fits, weekday_of
from webapp.domain.wall_clock import WallTime

SUNDAY, MONDAY, SATURDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 28)


def test_the_directory_counts_weekdays_from_sunday():
    assert [weekday_of(day) for day in (SUNDAY, MONDAY, SATURDAY)] == [0, 1, 6]


def test_the_week_begins_at_sundays_midnight():
    assert listing(weekday=0, starts="00:00").week_minute == 0
    assert listing(weekday=1, starts="19:00").week_minute == 24 * 60 + 19 * 60
    assert listing(weekday=None, starts=None).week_minute is None
    assert listing(weekday=2, starts=None).week_minute is None


def test_a_meeting_begins_on_its_weekday_in_its_own_zone():
    monday = listing(weekday=1, starts="21:00", zone="America/Los_Angeles")
    assert str(monday.starts_at(MONDAY)) == "2026-11-24 05:00:00+00:00"
    assert monday.starts_at(SUNDAY) is None
    assert listing(starts=None).starts_at(MONDAY) is None


@pytest.mark.parametrize(
    ("day", "starts", "expected"),
    [(MONDAY, "19:00", True), (MONDAY, "19:30", False), (SUNDAY, "19:00", False)],
)
def test_an_entry_fits_a_line_of_its_weekday_and_start(day, starts, expected):
    assert fits(listing(weekday=1, starts="19:00"), day, WallTime.parse(starts)) is expected


@pytest.mark.parametrize("listed", ["23:59", "00:00"])
@pytest.mark.parametrize("said", ["23:59", "00:00", "24:00"])
def test_midnight_fits_on_the_listed_day_and_on_the_next(listed, said):
    midnight = listing(weekday=6, starts=listed)
    sunday_after = date(2026, 11, 29)
    assert fits(midnight, SATURDAY, WallTime.parse(said))
    assert fits(midnight, sunday_after, WallTime.parse(said))
    assert not fits(midnight, date(2026, 11, 27), WallTime.parse(said))
    assert not fits(midnight, SATURDAY, WallTime.parse("12:00"))


def test_nothing_fits_a_meeting_by_appointment():
    assert not fits(listing(weekday=None, starts=None), MONDAY, WallTime.parse("19:00"))
