"""What happened, without what was voided."""

from datetime import date, timedelta

import pytest

from tests.helpers.rows import rows
from webapp.actions import log_meeting, mark_day, tick_in, void_check_in
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import WallTime
from webapp.models.attendance import CheckInRow, DayMarkRow
from webapp.models.meetings import MeetingEntryRow
from webapp.queries import facts

MONDAY = date(2026, 11, 23)


@pytest.fixture
def times(now):
    return {"now": now, "true_now": now}


def test_a_voided_check_in_is_not_a_fact_and_the_next_one_is(cast, viewer, times):
    sam, key = viewer("sam"), (cast.jordan.participant_id, MONDAY, "Evening")
    for number in range(2):
        tick_in.tick_in(sam, cast.jordan.key, MONDAY, "Evening", f"k{number}", **times)
        found = facts.check_ins(CheckInRow.day == MONDAY)
        assert set(found) == {key}
        if number == 0:
            void_check_in.void_check_in(sam, found[key].id, "wrong", **times)
            assert facts.check_ins(CheckInRow.day == MONDAY) == {}
    assert found[key].by == "Sam K."


def test_marks_taken_back_are_not_facts(viewer, now):
    jordan = viewer("jordan")
    mark_day.mark(jordan, Mark.WAKE_UP, "k", now)
    assert [m.mark for m in facts.day_marks(jordan.participant_id, MONDAY, MONDAY)] == ["wake_up"]
    mark_day.take_back(jordan, rows(DayMarkRow)[0].public_key, now)
    assert facts.day_marks(jordan.participant_id, MONDAY, MONDAY) == ()


def test_entries_are_of_one_person_and_those_dates_the_latest_first(viewer, now):
    jordan, maria = viewer("jordan"), viewer("maria")
    for who, days, hour in ((jordan, 0, 9), (jordan, 0, 12), (jordan, 8, 9), (maria, 0, 10)):
        meeting = log_meeting.NewMeeting(
            Fellowship.CA, "", MONDAY - timedelta(days=days), WallTime(hour * 60), Mode.PHONE, ""
        )
        log_meeting.log_meeting(who, meeting, f"{days}-{hour}", now)
    found = facts.meeting_entries(jordan.participant_id, MONDAY - timedelta(days=7), MONDAY)
    assert [str(entry.starts) for entry in found] == ["12:00", "09:00"]
    log_meeting.take_back(jordan, rows(MeetingEntryRow)[0].public_key, now)
    assert len(facts.meeting_entries(jordan.participant_id, MONDAY, MONDAY)) == 1


def test_without_sessions_there_is_no_attendance(viewer, now):
    assert facts.attendances(viewer("jordan").participant_id, (), now) == ()
