"""Short ways to put things on record in a test."""

from __future__ import annotations

from datetime import date
from itertools import count

from webapp.actions import decide as decide_action
from webapp.actions import tick_in
from webapp.domain.access import Viewer
from webapp.domain.attendance import Attendance
from webapp.domain.record import Entry, SessionName
from webapp.domain.wall_clock import Instant
from webapp.queries import sessions

MONDAY = date(2026, 11, 23)
EVENING = SessionName(MONDAY, "Evening")
_keys = count()


def attendance(viewer: Viewer, key: str, where: SessionName, now: Instant) -> Attendance:
    """What staff see of one participant at one session."""
    found = sessions.attendance_of(viewer, key, where.day, where.name, now)
    assert found is not None
    return found.attendance


def decide(viewer, participant_key, kind, now, where=EVENING, **more):
    """Decide with a fresh form."""
    key = more.pop("key", f"decide-{next(_keys)}")
    times = {"now": now, "true_now": now}
    return decide_action.decide(viewer, participant_key, where, kind, key, **more, **times)


def tick(viewer, participant_key, now, where=EVENING):
    """Check somebody in with a fresh form."""
    times = {"now": now, "true_now": now}
    key = f"tick-{next(_keys)}"
    return tick_in.tick_in(viewer, participant_key, *where, key, **times)


def make_up(viewer, participant_key, where, missed, now, key=""):
    """Let one session make up for another, with a fresh form."""
    key = key or f"make-up-{next(_keys)}"
    times = {"now": now, "true_now": now}
    return decide_action.make_up(viewer, participant_key, where, missed, key, **times)


__all__ = ["EVENING", "MONDAY", "Entry", "attendance", "decide", "make_up", "tick"]
