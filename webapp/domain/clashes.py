"""Where somebody's own daytime runs into the sessions of their program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain.blocks import SESSION_KINDS, Occurrence
from webapp.domain.schedule import Schedule, expand
from webapp.domain.wall_clock import Instant

PROGRAM_DAYS = 7
"""So many days with sessions are looked at: each weekday that has any is among them."""
LOOK_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Clash:
    """On one date: a line of the plan, and the session it runs into from arrival to leaving."""

    daytime: Occurrence
    session: str
    arrives_at: Instant
    leaves_at: Instant


def clashes(schedule: Schedule, first: date) -> tuple[Clash, ...]:
    """Those of the next program days from that date on, for the plan in that schedule."""
    found: list[Clash] = []
    seen = 0
    for ahead in range(LOOK_AHEAD.days):
        occurrences = expand(schedule, first + timedelta(days=ahead))
        sessions = _sessions(occurrences)
        seen += bool(sessions)
        shifts = [each for each in occurrences if each.activity is not None]
        found += [
            Clash(shift, name, *span)
            for shift in shifts
            for name, span in sessions.items()
            if shift.ends_at is not None and shift.starts_at < span[1] and span[0] < shift.ends_at
        ]
        if seen == PROGRAM_DAYS:
            break
    return tuple(found)


def _sessions(occurrences: Iterable[Occurrence]) -> dict[str, tuple[Instant, Instant]]:
    """By name: when one arrives and when one leaves, of those that take place."""
    parts: dict[str, list[Occurrence]] = {}
    for each in occurrences:
        is_expected = each.kind in SESSION_KINDS and not each.cancelled and not each.make_up
        if each.session is not None and is_expected:
            parts.setdefault(each.session, []).append(each)
    return {
        name: (
            min(part.starts_at for part in own),
            max(part.ends_at or part.starts_at for part in own),
        )
        for name, own in parts.items()
    }
