"""An enrollment ends on a day that staff choose, and never before somebody was last seen."""

from datetime import date, timedelta

import pytest

from webapp.domain.enrollment import EndRefusal, StartRefusal, may_begin, may_end

TODAY = date(2026, 11, 23)
STARTED = TODAY - timedelta(days=60)


@pytest.mark.parametrize(
    ("days", "seen", "why"),
    [
        (0, None, None),
        (-45, None, None),
        (-46, None, EndRefusal.TOO_FAR),
        (366, None, None),
        (367, None, EndRefusal.TOO_FAR),
        (-61, None, EndRefusal.BEFORE_START),
        (-3, TODAY - timedelta(days=3), None),
        (-4, TODAY - timedelta(days=3), EndRefusal.WAS_HERE),
    ],
)
def test_which_day_can_be_the_last(days, seen, why):
    assert may_end(STARTED, TODAY + timedelta(days=days), TODAY, seen) is why


@pytest.mark.parametrize(
    ("first_day", "ended_on", "seen", "why"),
    [
        (TODAY, None, None, None),
        (TODAY, TODAY, None, None),
        (TODAY, TODAY - timedelta(days=1), None, StartRefusal.AFTER_END),
        (TODAY, None, TODAY, None),
        (TODAY, None, TODAY - timedelta(days=1), StartRefusal.WAS_HERE),
    ],
)
def test_which_day_can_be_the_first(first_day, ended_on, seen, why):
    assert may_begin(first_day, ended_on, seen) is why
