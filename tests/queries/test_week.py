"""Seven dates of the participant who asks."""

from datetime import date

import pytest

from webapp.actions import tick_in
from webapp.queries import week

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("day", [23, 26, 29])
def test_the_week_of_any_of_its_dates_is_the_same(viewer, now, day):
    found = week.load(viewer("jordan"), date(2026, 11, day), now)
    assert (found.first, found.last) == (MONDAY, date(2026, 11, 29))
    assert (found.number, found.of_weeks) == (5, 14)


def test_what_was_attended_adds_up(cast, viewer, clock):
    when = {"now": clock.now(), "true_now": clock.now()}
    tick_in.tick_in(viewer("sam"), cast.jordan.key, MONDAY, "Evening", "k", **when)
    clock.set("2026-11-23 19:30")
    found = week.load(viewer("jordan"), MONDAY, clock.now())
    assert (found.attended, found.scheduled) == (1, 3)
    assert (found.minutes_attended, found.minutes_scheduled) == (90, 540)


def test_somebody_elses_week_is_not_in_it(cast, viewer, now):
    when = {"now": now, "true_now": now}
    tick_in.tick_in(viewer("sam"), cast.jordan.key, MONDAY, "Evening", "k", **when)
    assert week.load(viewer("maria"), MONDAY, now).attended == 0
