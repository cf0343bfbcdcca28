"""Where somebody's own daytime runs into the sessions of their program, and what else in a
week cannot be meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from webapp.domain.blocks import Kind, Occurrence, session_hours
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


def clashes(schedule: Schedule, first: date, days: int = LOOK_AHEAD.days) -> tuple[Clash, ...]:
    """Those of the next program days from that date on, for the plan in that schedule; at most
    `days` dates are looked at."""
    found: list[Clash] = []
    seen = 0
    for ahead in range(days):
        occurrences = expand(schedule, first + timedelta(days=ahead))
        sessions = session_hours(occurrences)
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


def new_clashes(
    before: Schedule, after: Schedule, first: date, days: int = LOOK_AHEAD.days
) -> tuple[Clash, ...]:
    """Those of `after` that there would not be as it is, from that date on."""
    if not after.plans:
        return ()
    found = clashes(after, first, days)
    known = {_hours(each) for each in clashes(before, first, days)} if found else set()
    return tuple(each for each in found if _hours(each) not in known)


def _hours(each: Clash) -> tuple[object, ...]:
    return each.daytime.starts_at, each.session, each.arrives_at, each.leaves_at


class Oddity(StrEnum):
    """Something in a week that can hardly be meant."""

    TWO_SESSIONS = "two_sessions"
    UP_TOO_LATE = "up_too_late"
    LIGHTS_OUT_TOO_EARLY = "lights_out_too_early"


def oddities(schedule: Schedule, first: date) -> tuple[tuple[Oddity, int], ...]:
    """What cannot be kept in the week from that date on, with the weekdays (Monday = 0): two
    sessions at once, a wake-up after the arrival, lights out before one has left."""
    found: list[tuple[Oddity, int]] = []
    for day in (first + timedelta(days=ahead) for ahead in range(7)):
        occurrences = expand(schedule, day)
        spans = sorted(session_hours(occurrences).values())
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            found.append((Oddity.TWO_SESSIONS, day.weekday()))
        for each in occurrences if spans else ():
            if each.kind is Kind.WAKE_UP and each.starts_at > spans[0][0]:
                found.append((Oddity.UP_TOO_LATE, day.weekday()))
            if each.kind is Kind.LIGHTS_OUT and each.starts_at < spans[-1][1]:
                found.append((Oddity.LIGHTS_OUT_TOO_EARLY, day.weekday()))
    return tuple(found)
