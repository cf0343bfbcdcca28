"""Somebody's enrollment ends, and they come back."""

from __future__ import annotations

from datetime import date

from tests.helpers.clock import FrozenClock
from webapp.actions import end_enrollment, enroll_again
from webapp.domain.access import Viewer


def leave_and_return(
    staff: Viewer, key: str, clock: FrozenClock, last_day: str, first_day: str, weeks: int = 8
) -> None:
    """Both at the instant of the clock."""
    when = {"now": clock.now(), "true_now": clock.true_now()}
    assert end_enrollment.end(staff, key, date.fromisoformat(last_day), **when) is None
    again = date.fromisoformat(first_day)
    assert enroll_again.enroll_again(staff, key, again, weeks, **when) is None
