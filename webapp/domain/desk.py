"""The screen at the door: what stands above its code, and when it may be given its secret."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.session import Session
from webapp.domain.wall_clock import MIDNIGHT, Instant, local_date

HANDED_OVER_WITHIN = timedelta(minutes=10)
"""For so long after it was paired a screen is told its secret; a cookie found later is not."""
SEEN_AGAIN_AFTER = timedelta(seconds=60)
"""A screen that was seen less than this ago is not written down anew."""
DAYS_AHEAD = 8
"""A screen without network knows what to say for so many days."""
LONGEST_NAME = 40


class Says(StrEnum):
    """What holds at the door."""

    OPEN = "open"
    OPENS_TODAY = "opens_today"
    CLOSED = "closed"
    """Check-in by phone is closed, the session goes on: staff can check people in."""
    OPENS_LATER = "opens_later"
    NOTHING_PLANNED = "nothing_planned"


@dataclass(frozen=True, slots=True)
class Sign:
    """What holds from `since` on. `at` is when check-in opens next, or when it closed."""

    since: Instant
    says: Says
    at: Instant | None = None


def signs(sessions: Iterable[Session], now: Instant, zone: ZoneInfo) -> tuple[Sign, ...]:
    """What the screen says from now on, each until the next: the first holds now.

    `sessions` are the program's own, yesterday's with them: one of those may go on still.
    """
    standing = sorted((s for s in sessions if not s.cancelled), key=lambda s: s.opens_at)
    moments = {now}
    for session in standing:
        moments |= {
            MIDNIGHT.on(local_date(session.opens_at, zone), zone),
            session.opens_at,
            _after(session.closes_at),
            _after(session.ends_at),
        }
    found: list[Sign] = []
    for moment in sorted(each for each in moments if each >= now):
        sign = _sign_at(standing, moment, zone)
        if not found or (sign.says, sign.at) != (found[-1].says, found[-1].at):
            found.append(sign)
    return tuple(found)


def _sign_at(standing: Iterable[Session], moment: Instant, zone: ZoneInfo) -> Sign:
    going_on = [s for s in standing if s.opens_at <= moment <= max(s.closes_at, s.ends_at)]
    if any(moment <= session.closes_at for session in going_on):
        return Sign(moment, Says.OPEN)
    if going_on:
        return Sign(moment, Says.CLOSED, going_on[-1].closes_at)
    coming = next((s for s in standing if s.opens_at > moment), None)
    if coming is None:
        return Sign(moment, Says.NOTHING_PLANNED)
    is_today = local_date(moment, zone) == local_date(coming.opens_at, zone)
    says = Says.OPENS_TODAY if is_today else Says.OPENS_LATER
    return Sign(moment, says, coming.opens_at)


def _after(moment: Instant) -> Instant:
    """The last second of a window belongs to it."""
    return Instant(moment + timedelta(seconds=1))
