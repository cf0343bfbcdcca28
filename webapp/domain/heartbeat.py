"""Whether the process that sends reminders is alive, and whether its work goes well."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from webapp.domain.wall_clock import Instant

WORKER = "worker"
TROUBLE = "trouble"
"""Under this name it says when it last could not plan, ask about or claim reminders."""
LATE_AFTER = timedelta(minutes=2)
"""A tick comes every few seconds; even one that waits for push services is shorter."""


class Beat(StrEnum):
    """What the last signs say."""

    OK = "ok"
    FAILING = "failing"
    """Alive, but somebody's reminders could not be planned or asked about just now."""
    LATE = "late"
    NEVER = "never"


def beat(last: Instant | None, trouble: Instant | None, true_now: Instant) -> Beat:
    """The word for the last sign of life and the last trouble (true instants), None if there
    was none. Trouble that lasts is met again at every tick; two minutes without are its end."""
    if last is None:
        return Beat.NEVER
    if true_now - last > LATE_AFTER:
        return Beat.LATE
    is_recent = trouble is not None and true_now - trouble <= LATE_AFTER
    return Beat.FAILING if is_recent else Beat.OK
