"""Meetings in a log, slips that staff saw, and logs that are shared."""

from __future__ import annotations

from datetime import date
from itertools import count

from webapp.actions import log_meeting, see_slips, share_log
from webapp.actions.see_slips import SeenSlip
from webapp.domain.access import Viewer
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.own_note import Note
from webapp.domain.wall_clock import Instant, WallTime

SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)
_keys = count()


def logged(viewer: Viewer, now: Instant, day: date = SUNDAY, starts: str = "19:00", **more) -> str:
    """The participant writes a meeting down; the entry's key."""
    usual = {"name": "Harbor group", "note": Note()} | more
    key = usual.pop("key", f"log-{next(_keys)}")
    meeting = log_meeting.NewMeeting(
        Fellowship.AA, usual.pop("name"), day, WallTime.parse(starts), Mode.IN_PERSON, "", **usual
    )
    saved = log_meeting.log_meeting(viewer, meeting, key, now, beside=True)
    assert isinstance(saved, log_meeting.Logged)
    return saved.key


def seen(
    staff: Viewer, participant_key: str, now: Instant, day: date = SUNDAY, starts: str = "19:00"
) -> int | see_slips.SlipRefusal:
    """Staff write down one slip of that participant."""
    slip = SeenSlip(participant_key, day, WallTime.parse(starts), None, "Harbor group")
    times = {"now": now, "true_now": now}
    return see_slips.see(staff, [slip], f"seen-{next(_keys)}", **times)


def shares(viewer: Viewer, now: Instant, is_on: bool = True) -> None:
    """The participant shares the log with staff, or stops that."""
    share_log.share(viewer, is_on, now=now, true_now=now)
