"""Short ways to make and note appointments in a test."""

from __future__ import annotations

from datetime import date
from itertools import count

from tests.helpers.record import MONDAY
from tests.helpers.rows import rows
from webapp.actions import appointments
from webapp.domain.access import Viewer
from webapp.domain.appointment import AppointmentKind, Planned
from webapp.domain.record import Entry
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.appointment import AppointmentRow

_keys = count()


def planned(
    starts: str = "14:00",
    day: date = MONDAY,
    kind: AppointmentKind = AppointmentKind.VISIT,
    minutes: int = 30,
    with_whom: str = "Psychiatrist",
) -> Planned:
    """A visit of half an hour, unless something else is said."""
    return Planned(kind, day, WallTime.parse(starts), minutes, with_whom)


def make(viewer: Viewer, participant_key: str, now: Instant, what: Planned, weeks: int = 1) -> str:
    """Make it with a fresh form; the key of the first."""
    before = {row.public_key for row in rows(AppointmentRow)}
    key, times = f"made-{next(_keys)}", {"now": now, "true_now": now}
    assert appointments.make(viewer, participant_key, what, weeks, key, **times) is None
    made = [row for row in rows(AppointmentRow) if row.public_key not in before]
    return made[0].public_key


def note(viewer: Viewer, key: str, kind: Entry, now: Instant, words: str = ""):
    """Note what became of it with a fresh form."""
    times = {"now": now, "true_now": now}
    return appointments.note(viewer, key, kind, f"note-{next(_keys)}", words=words, **times)
