"""What stands in the log around a meeting that is about to be saved."""

from datetime import timedelta

import pytest

from tests.helpers.desk import code
from tests.helpers.listed import HYBRID, NOON, lists
from webapp.actions import check_in, check_out, log_meeting
from webapp.domain.meetings import Fellowship, MeetingRefusal, Mode
from webapp.domain.wall_clock import WallTime, local_date
from webapp.queries import beside


@pytest.fixture
def jordan(viewer, cast, now):
    lists(cast.jordan.program_id, now)
    return viewer("jordan")


def new(now, starts="12:00", name="Noon", days=0, **more):
    day = now.date() - timedelta(days=days)
    return log_meeting.NewMeeting(
        Fellowship.AA, name, day, WallTime.parse(starts), Mode.IN_PERSON, "", **more
    )


def log(viewer, meeting, now, **more):
    key = f"{meeting.name} {meeting.starts} {meeting.day}"
    return log_meeting.log_meeting(viewer, meeting, key, now, **more)


def listed(line, now, **more):
    return new(now, str(line.starts), line.name, listed_key=line.key, fits_list=True, **more)


def test_a_length_is_known_only_where_the_list_says_it_and_the_entry_fits(jordan, now):
    log(jordan, listed(NOON, now), now)
    log(jordan, listed(HYBRID, now), now)
    around = beside.load(jordan, now.date(), WallTime.parse("9:00"), "", now)
    assert [each.minutes for each in around.near] == [None, 60]
    assert around.new.minutes is None


def test_the_dates_around_it_are_near_and_only_its_own_is_the_same(jordan, now):
    for days in (0, 1, 2):
        log(jordan, new(now, days=days), now)
    day = now.date() - timedelta(days=1)
    around = beside.load(jordan, day, WallTime.parse("9:00"), "", now)
    assert (len(around.same_day), len(around.near)) == (1, 3)


def test_one_that_begins_before_the_other_is_over_is_pointed_out_once(jordan, now):
    log(jordan, listed(NOON, now), now)
    during = new(now, "12:30", "Another")
    assert log(jordan, during, now) is MeetingRefusal.OVERLAPS
    assert isinstance(log(jordan, during, now, beside=True), log_meeting.Logged)


def test_the_same_listed_one_at_another_start_is_pointed_out(jordan, now):
    log(jordan, listed(NOON, now), now)
    moved = new(now, "9:00", NOON.name, listed_key=NOON.key)
    assert log(jordan, moved, now) is MeetingRefusal.SAME_MEETING


def test_somebody_elses_log_speaks_against_nothing(jordan, viewer, now):
    log(jordan, listed(NOON, now), now)
    assert isinstance(log(viewer("maria"), listed(NOON, now), now), log_meeting.Logged)


def test_a_session_with_both_its_ends_on_record_is_pointed_out(jordan, cast, clock):
    times = {"now": clock.now(), "true_now": clock.true_now()}
    check_in.check_in(jordan, code(cast.jordan, clock.now()), "k", **times)
    clock.set("2026-11-23 21:05")
    during = new(clock.now(), "19:00", "Evening")
    day = local_date(clock.now(), jordan.zone)
    during = log_meeting.NewMeeting(
        Fellowship.AA, "Evening", day, WallTime.parse("19:00"), Mode.ONLINE, ""
    )
    around = beside.load(jordan, day, during.starts, "", clock.now())
    assert around.there == ()
    check_out.check_out(jordan, "out", now=clock.now(), true_now=clock.true_now())
    assert log(jordan, during, clock.now()) is MeetingRefusal.IN_SESSION
    assert isinstance(log(jordan, during, clock.now(), beside=True), log_meeting.Logged)
