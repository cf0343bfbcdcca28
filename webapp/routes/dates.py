"""Dates as addresses have them, times as people type them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import abort

from webapp.domain.wall_clock import WallTime

FURTHEST = timedelta(days=366)


def parse_day(text: str) -> date | None:
    """A date as addresses have it, 2026-11-23, or None."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def near_day_or_404(text: str, today: date) -> date:
    """The date of an address, if it is one and lies within a year of today."""
    found = parse_day(text)
    if found is None or abs(found - today) > FURTHEST:
        abort(404)
    return found


def read_wall_time(text: str) -> WallTime | None:
    """A time as a person types it: 19:00, or 7:00 PM where there is no time picker."""
    for pattern in ("%H:%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"):
        try:
            return WallTime.of(datetime.strptime(text.upper(), pattern).time())  # noqa: DTZ007 — wall time
        except ValueError:
            continue
    return None
