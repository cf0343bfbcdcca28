"""The only reader of time.

`now` is the time that schedules live in; the demo can move it. `true_now` is the time of
the machine, for what must not be moved: sign-ins, throttling, invitations.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from webapp.domain.wall_clock import Instant


class Clock(Protocol):
    """Where `now` comes from: once per request or tick, then passed down."""

    def now(self) -> Instant:
        """The UTC instant that schedules, windows and marks are judged by."""

    def true_now(self) -> Instant:
        """The UTC instant of the machine, whatever a demo pretends."""


class SystemClock:
    """The machine's clock, and nothing else."""

    def now(self) -> Instant:
        return self.true_now()

    def true_now(self) -> Instant:
        return Instant(datetime.now(UTC))


class DemoClock(SystemClock):
    """The machine's clock plus an offset kept in a small file, read at every request.

    A file, so that every process of the demo shares it and one of them can move it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> Instant:
        return Instant(self.true_now() + self._offset())

    def set_to(self, moment: Instant | None) -> None:
        """Start the demo's time at that instant; None goes back to the machine's."""
        seconds = 0.0 if moment is None else (moment - self.true_now()).total_seconds()
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps({"offset_seconds": seconds}), encoding="utf-8")
        beside.replace(self.path)

    def _offset(self) -> timedelta:
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return timedelta(0)
        return timedelta(seconds=kept["offset_seconds"])
