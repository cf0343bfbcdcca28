"""Putting a listed meeting on one's own day."""

import pytest

from tests.helpers.directory import listing
from tests.helpers.rows import rows
from webapp.actions import plan_meeting
from webapp.domain.wall_clock import later
from webapp.models.meetings import PlannedMeetingRow

HARBOR = listing("harbor", 1, "19:00", key="h" * 20, location_name="St. Mary", duration=90)


def plan(viewer, starts_at, now, each=HARBOR):
    return plan_meeting.plan(viewer, plan_meeting.OnADate(each, starts_at), now)


def test_it_copies_what_the_list_says_by_the_wall_of_the_program(viewer, now):
    assert plan(viewer("jordan"), later(now, 100), now)
    (row,) = rows(PlannedMeetingRow)
    assert (row.name, str(row.starts), row.duration) == ("Harbor group", "19:00", 90)
    assert row.place == "St. Mary, Worcester"


def test_twice_is_once_and_two_people_are_two(viewer, now):
    for who in ("jordan", "jordan", "maria"):
        assert plan(viewer(who), later(now, 100), now)
    assert len(rows(PlannedMeetingRow)) == 2


@pytest.mark.parametrize(("minutes", "expected"), [(-89, True), (-90, False), (8 * 1440, False)])
def test_what_is_over_or_far_ahead_is_not_put_there(viewer, now, minutes, expected):
    assert plan(viewer("jordan"), later(now, minutes), now) is expected
    assert bool(rows(PlannedMeetingRow)) is expected


def test_only_ones_own_is_taken_off(viewer, now):
    plan(viewer("jordan"), later(now, 100), now)
    key = rows(PlannedMeetingRow)[0].public_key
    assert not plan_meeting.take_off(viewer("maria"), key)
    assert plan_meeting.take_off(viewer("jordan"), key)
    assert not plan_meeting.take_off(viewer("jordan"), key)
    assert rows(PlannedMeetingRow) == []
