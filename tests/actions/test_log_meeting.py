"""The log under the surface: replays, and entries of others."""

from threading import Barrier

import pytest

from tests.helpers.at_once import at_once, meeting
from tests.helpers.rows import count, rows
from webapp.actions import log_meeting
from webapp.domain.meetings import Fellowship, MeetingRefusal, Mode
from webapp.domain.wall_clock import WallTime
from webapp.models.meetings import MeetingEntryRow, MeetingEntryVoid


@pytest.fixture
def noon(now):
    return log_meeting.NewMeeting(
        Fellowship.AA, "Noon", now.date(), WallTime.parse("12:00"), Mode.IN_PERSON, "Quincy"
    )


def test_a_replay_long_after_still_makes_no_second_entry(viewer, clock, noon):
    jordan = viewer("jordan")
    for _ in range(2):
        assert isinstance(
            log_meeting.log_meeting(jordan, noon, "k" * 100, clock.now()), log_meeting.Logged
        )
        clock.forward(days=3)
    assert count(MeetingEntryRow) == 1


def test_a_replay_after_it_was_taken_back_does_not_bring_it_back(viewer, now, noon):
    jordan = viewer("jordan")
    log_meeting.log_meeting(jordan, noon, "k", now)
    log_meeting.take_back(jordan, rows(MeetingEntryRow)[0].public_key, now)
    log_meeting.log_meeting(jordan, noon, "k", now)
    assert (count(MeetingEntryRow), count(MeetingEntryVoid)) == (1, 1)


def test_what_is_too_long_is_refused_before_anything_is_kept(viewer, now, noon):
    from dataclasses import replace

    long = replace(noon, name="x" * 121)
    assert log_meeting.log_meeting(viewer("jordan"), long, "k", now) is MeetingRefusal.TOO_LONG
    assert count(MeetingEntryRow) == 0


def test_an_entry_of_somebody_else_cannot_be_taken_back(viewer, now, noon):
    log_meeting.log_meeting(viewer("jordan"), noon, "k", now)
    key = rows(MeetingEntryRow)[0].public_key
    assert log_meeting.take_back(viewer("maria"), key, now) is False
    assert log_meeting.take_back(viewer("jordan"), "nothing", now) is False
    assert count(MeetingEntryVoid) == 0


def test_of_two_forms_of_one_meeting_at_the_same_moment_the_second_is_pointed_out(
    app, viewer, now, noon, monkeypatch
):
    jordan = viewer("jordan")
    look = meeting(Barrier(2), log_meeting._pointed_out)
    monkeypatch.setattr(log_meeting, "_pointed_out", look)
    forms = [lambda key=key: log_meeting.log_meeting(jordan, noon, key, now) for key in "ab"]
    answers = at_once(app, *forms)
    assert MeetingRefusal.SAME_MEETING in answers
    assert count(MeetingEntryRow) == 1
