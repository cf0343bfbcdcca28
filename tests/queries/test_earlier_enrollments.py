"""The times before this one."""

from datetime import date

from tests.helpers.coming_back import leave_and_return
from webapp.queries import earlier_enrollments

FIRST = date(2026, 10, 26)


def test_each_time_is_kept_the_latest_first(cast, viewer, clock):
    assert earlier_enrollments.load(cast.jordan.participant_id) == ()
    leave_and_return(viewer("sam"), cast.jordan.key, clock, "2026-11-20", "2026-11-23")
    clock.set("2026-12-10 12:00")
    leave_and_return(viewer("sam"), cast.jordan.key, clock, "2026-12-01", "2026-12-14")
    found = earlier_enrollments.load(cast.jordan.participant_id)
    assert [(each.starts_on, each.ended_on) for each in found] == [
        (date(2026, 11, 23), date(2026, 12, 1)),
        (FIRST, date(2026, 11, 20)),
    ]
