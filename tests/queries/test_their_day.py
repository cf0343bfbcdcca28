"""Staff look at any date of any participant of their program."""

from datetime import timedelta

from tests.helpers.appointments import make, planned
from tests.helpers.record import MONDAY, tick
from webapp.actions import log_meeting, mark_day
from webapp.domain.day import RowState
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import WallTime
from webapp.queries import day, people, their_day


def names(line):
    return [(row.kind, row.title, row.state) for row in line.rows if row.meeting is None]


def test_they_see_the_line_that_the_participant_sees_without_the_meetings(cast, viewer, clock):
    clock.set("2026-11-23 08:00")
    mark_day.mark(viewer("jordan"), Mark.WAKE_UP, "w", clock.now())
    clock.set("2026-11-23 17:20")
    now, sam = clock.now(), viewer("sam")
    tick(sam, cast.jordan.key, now)
    make(sam, cast.jordan.key, now, planned("14:00"))
    meeting = log_meeting.NewMeeting(
        Fellowship.NA, "Noon", MONDAY, WallTime.parse("12:00"), Mode.ONLINE, ""
    )
    log_meeting.log_meeting(viewer("jordan"), meeting, "m", now)
    found = their_day.load(sam, cast.jordan.key, MONDAY, now)
    own = day.load(viewer("jordan"), MONDAY, now).day
    assert names(found.line) == names(own)
    assert [row for row in found.line.rows if row.meeting] == []
    assert [row for row in own.rows if row.meeting]
    states = {row.state for row in found.line.rows}
    assert {RowState.DONE, RowState.IN, RowState.NOW} <= states


def test_another_programs_participant_is_not_there(cast, viewer, now):
    assert their_day.load(viewer("kim"), cast.jordan.key, MONDAY, now) is None


def test_whom_the_rule_hides_is_not_there_and_taps_are_asked_for_by_themselves(
    cast, viewer, clock, monkeypatch
):
    clock.set("2026-11-23 08:00")
    mark_day.mark(viewer("jordan"), Mark.WAKE_UP, "w", clock.now())
    now, sam = clock.now(), viewer("sam")
    monkeypatch.setattr(their_day, "may_see", lambda *_: False)
    found = their_day.load(sam, cast.jordan.key, MONDAY, now)
    assert [row.marked for row in found.line.rows if row.marked] == []
    monkeypatch.setattr(people, "may_see", lambda *_: False)
    assert their_day.load(sam, cast.jordan.key, MONDAY, now) is None


def test_a_date_before_the_enrollment_has_no_session(cast, viewer, now):
    long_ago = MONDAY - timedelta(days=350)
    found = their_day.load(viewer("sam"), cast.jordan.key, long_ago, now)
    assert found.line.attendances == ()
