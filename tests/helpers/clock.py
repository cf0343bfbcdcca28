"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime, timedelta

from webapp.domain.wall_clock import Instant, WallTime, zone_named

NEW_YORK = "America/New_York"


def at(text: str, zone: str = NEW_YORK) -> Instant:
    """The instant at which a wall in that zone shows "2026-11-23 17:20" (or with seconds)."""
    day, _, time = text.partition(" ")
    shown = datetime.fromisoformat(f"{day}T{time or '00:00'}")
    start = WallTime.of(shown.time()).on(shown.date(), zone_named(zone))
    return Instant(start + timedelta(seconds=shown.second))


class FrozenClock:
    """`now` and `true_now`, each where the test put it."""

    def __init__(self, text: str = "2026-11-23 17:20") -> None:
        self.set(text)

    def set(self, text: str, zone: str = NEW_YORK) -> None:
        """Put both times to what a wall in that zone shows."""
        self._now = self._true_now = at(text, zone)

    def forward(self, **amount: float) -> None:
        """Let time pass: forward(minutes=5)."""
        step = timedelta(**amount)
        self._now, self._true_now = Instant(self._now + step), Instant(self._true_now + step)

    def pretend(self, text: str) -> None:
        """Move the demo's time only."""
        self._now = at(text)

    def now(self) -> Instant:
        return self._now

    def true_now(self) -> Instant:
        return self._true_now
