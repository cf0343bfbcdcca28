"""Whether the process that sends reminders is alive."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from webapp.domain.wall_clock import Instant

WORKER = "worker"
LATE_AFTER = timedelta(minutes=2)
"""A tick comes every few seconds; even one that waits for push services is shorter."""


class Beat(StrEnum):
    """What the last sign of life says."""

    OK = "ok"
    LATE = "late"
    NEVER = "never"


def beat(last: Instant | None, true_now: Instant) -> Beat:
    """The word for a last sign of life at that (true) instant, None if there was none."""
    if last is None:
        return Beat.NEVER
    return Beat.OK if true_now - last <= LATE_AFTER else Beat.LATE
