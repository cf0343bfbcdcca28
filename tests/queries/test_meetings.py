"""The participant's meeting log, and the usual ones to pick from."""

from datetime import date, timedelta

import pytest

from webapp.actions import log_meeting
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import WallTime
from webapp.queries import meetings

MONDAY = date(2026, 11, 23)


@pytest.fixture
def log(viewer, now):
    """log("Noon", days=3): Maria was there three days ago."""
    maria, keys = viewer("maria"), iter(range(1000))

    def add(name, *, days=0, starts="12:00", mode=Mode.IN_PERSON):
        day = MONDAY - timedelta(days=days)
        new = log_meeting.NewMeeting(Fellowship.AA, name, day, WallTime.parse(starts), mode, "")
        assert isinstance(
            log_meeting.log_meeting(maria, new, str(next(keys)), now), log_meeting.Logged
        )
        return maria

    return add


def test_the_week_and_what_was_before_are_kept_apart(log, now):
    log("Noon")
    log("Noon", days=1)
    maria = log("Noon", days=57)
    page = meetings.load(maria, now)
    assert [entry.day for entry in page.this_week] == [MONDAY]
    assert [entry.day for entry in page.earlier] == [MONDAY - timedelta(days=1)]
    assert (page.count.done, page.count.quota, page.count.to_go) == (1, 5, 4)
    assert page.count.due == MONDAY + timedelta(days=6)


def test_the_usual_ones_are_the_latest_five_different_named_ones(log, now):
    for number in range(7):
        log(f"Meeting {number}", days=number + 8, starts=f"12:0{number}")
    log("MEETING 0", days=15, starts="12:00")
    log("", days=9)
    maria = log("Meeting 0", days=10, starts="08:00")
    usual = [(u.entry.name, str(u.entry.starts)) for u in meetings.load(maria, now).usual]
    assert usual == [
        ("Meeting 0", "12:00"),
        ("Meeting 1", "12:01"),
        ("Meeting 2", "12:02"),
        ("Meeting 0", "08:00"),
        ("Meeting 3", "12:03"),
    ]


def test_a_usual_one_keeps_to_the_weekdays_on_which_it_was(log, now):
    log("Noon", days=7)
    log("Noon", days=10)
    log("Thursdays", days=11, starts="19:00")
    maria = log("Evening", days=14, starts="20:00")
    days = {u.entry.name: u.day for u in meetings.load(maria, now).usual}
    assert days == {
        "Noon": MONDAY,
        "Thursdays": MONDAY - timedelta(days=4),
        "Evening": MONDAY - timedelta(days=7),
    }


def test_one_that_is_logged_already_is_not_offered_again(log, now):
    log("Noon", days=7)
    maria = log("Noon")
    assert meetings.load(maria, now).usual == ()


def test_somebody_elses_log_is_not_in_it(log, viewer, now):
    log("Noon")
    page = meetings.load(viewer("jordan"), now)
    assert (page.this_week, page.earlier, page.usual) == ((), (), ())
