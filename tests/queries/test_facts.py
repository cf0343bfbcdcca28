"""Taps and logged meetings, without what was voided."""

from datetime import date, timedelta

from tests.helpers.rows import rows
from webapp.actions import log_meeting, mark_day
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import WallTime
from webapp.models.attendance import DayMarkRow
from webapp.models.meetings import MeetingEntryRow
from webapp.queries import facts

MONDAY = date(2026, 11, 23)


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
