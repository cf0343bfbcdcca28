"""What stands above the code, without asking anybody, for days on end."""

from datetime import date

import pytest

from tests.helpers.clock import at
from webapp.domain.desk import Says, signs
from webapp.domain.session import Session
from webapp.domain.wall_clock import WallTime, later, zone_named

ZONE = zone_named("America/New_York")


def evening(day, arrive="17:45", *, cancelled=False):
    """A session from its arrival to three and a quarter hours later."""
    arrive_by = WallTime.parse(arrive).on(date.fromisoformat(day), ZONE)
    return Session(
        day=date.fromisoformat(day),
        name="Evening",
        opens_at=later(arrive_by, -30),
        arrive_by=arrive_by,
        grace_ends_at=later(arrive_by, 15),
        closes_at=later(arrive_by, 30),
        ends_at=later(arrive_by, 195),
        treatment=(),
        cancelled=cancelled,
    )


WEEK = (evening("2026-11-23"), evening("2026-11-25"))


@pytest.mark.parametrize(
    ("moment", "says", "about"),
    [
        ("2026-11-22 23:59:59", Says.OPENS_LATER, "2026-11-23 17:15"),
        ("2026-11-23 00:00", Says.OPENS_TODAY, "2026-11-23 17:15"),
        ("2026-11-23 17:14:59", Says.OPENS_TODAY, "2026-11-23 17:15"),
        ("2026-11-23 17:15", Says.OPEN, None),
        ("2026-11-23 18:15", Says.OPEN, None),
        ("2026-11-23 18:15:01", Says.CLOSED, "2026-11-23 18:15"),
        ("2026-11-23 21:00", Says.CLOSED, "2026-11-23 18:15"),
        ("2026-11-23 21:00:01", Says.OPENS_LATER, "2026-11-25 17:15"),
        ("2026-11-25 00:00", Says.OPENS_TODAY, "2026-11-25 17:15"),
        ("2026-11-25 21:00:01", Says.NOTHING_PLANNED, None),
    ],
)
def test_each_moment_has_its_words(moment, says, about):
    now = signs(WEEK, at(moment), ZONE)[0]
    assert (now.says, now.at) == (says, about and at(about))


def test_what_was_said_ahead_is_what_is_said_then():
    ahead = signs(WEEK, at("2026-11-22 12:00"), ZONE)
    for each in ahead:
        then = signs(WEEK, each.since, ZONE)[0]
        assert then == each
    assert [each.says for each in ahead] == [
        Says.OPENS_LATER,
        Says.OPENS_TODAY,
        Says.OPEN,
        Says.CLOSED,
        Says.OPENS_LATER,
        Says.OPENS_TODAY,
        Says.OPEN,
        Says.CLOSED,
        Says.NOTHING_PLANNED,
    ]


def test_a_cancelled_session_opens_nothing():
    off = (evening("2026-11-23", cancelled=True), evening("2026-11-25"))
    now = signs(off, at("2026-11-23 17:20"), ZONE)[0]
    assert (now.says, now.at) == (Says.OPENS_LATER, at("2026-11-25 17:15"))


def test_a_session_that_opens_while_another_goes_on_is_open():
    both = (evening("2026-11-23"), evening("2026-11-23", "19:00"))
    assert signs(both, at("2026-11-23 18:40"), ZONE)[0].says is Says.OPEN


def test_yesterdays_session_past_midnight_still_goes_on():
    late = (evening("2026-11-23", "23:00"),)
    assert signs(late, at("2026-11-24 00:30"), ZONE)[0].says is Says.CLOSED


def test_without_any_session_that_is_said():
    assert [each.says for each in signs((), at("2026-11-23 17:20"), ZONE)] == [Says.NOTHING_PLANNED]
