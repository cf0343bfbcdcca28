"""Two kinds of time, kept apart by type.

An `Instant` is a moment on the world's one line of time, in UTC. A `WallTime` is what
the clock on the wall of a program shows; only together with a date and a zone does it
become an instant. Rules are written in wall time ("arrive by 5:45 PM") and compared in
instants, so a change of daylight saving never moves them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NewType
from zoneinfo import ZoneInfo

from webapp.domain.errors import InvalidTime, UnknownZone

Instant = NewType("Instant", datetime)

MINUTES_A_DAY = 24 * 60
LATEST_MINUTE = 2 * MINUTES_A_DAY - 1


def instant(moment: datetime) -> Instant:
    """The moment as a UTC instant. Raises `InvalidTime` for a datetime without a zone."""
    if moment.tzinfo is None:
        raise InvalidTime("an instant needs a time zone")
    return Instant(moment.astimezone(UTC))


def later(moment: Instant, minutes: float) -> Instant:
    """The instant so many minutes after (or, if negative, before) the given one."""
    return Instant(moment + timedelta(minutes=minutes))


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The IANA zone. Raises `UnknownZone` for a name this machine has no data for.

    A name without "/" is refused: EST, MST and HST load, but know no daylight saving.
    """
    if "/" not in name and name != "UTC":
        raise UnknownZone(name)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownZone(name) from error


def local(moment: Instant, zone: ZoneInfo) -> datetime:
    """The moment as the wall of that zone shows it (an aware datetime)."""
    return moment.astimezone(zone)


def local_date(moment: Instant, zone: ZoneInfo) -> date:
    """The date that a program or house in this zone calls today."""
    return moment.astimezone(zone).date()


@dataclass(frozen=True, order=True, slots=True)
class WallTime:
    """Minutes after the midnight that begins a date; 1440 and more is the small hours after."""

    minutes: int

    def __post_init__(self) -> None:
        if not 0 <= self.minutes <= LATEST_MINUTE:
            raise InvalidTime(f"{self.minutes} minutes is outside a day and the night after it")

    @classmethod
    def parse(cls, text: str) -> WallTime:
        """Read "17:45", or "25:30" for half past one in the night after. Raises `InvalidTime`."""
        hours, colon, minutes = text.strip().partition(":")
        readable = colon and hours.isascii() and hours.isdigit() and len(hours) <= 2
        if not (readable and minutes.isascii() and minutes.isdigit() and len(minutes) == 2):
            raise InvalidTime(f"{text!r} is not a time like 17:45")
        if int(minutes) > 59:
            raise InvalidTime(f"{text!r} has more than 59 minutes")
        return cls(int(hours) * 60 + int(minutes))

    @classmethod
    def of(cls, clock: time) -> WallTime:
        """The wall time of a clock reading, its seconds dropped."""
        return cls(clock.hour * 60 + clock.minute)

    @property
    def clock(self) -> time:
        """What the wall shows, whichever of the two days it falls on."""
        hours, minutes = divmod(self.minutes % MINUTES_A_DAY, 60)
        return time(hours, minutes)

    def on(self, day: date, zone: ZoneInfo) -> Instant:
        """The instant at which the wall shows this time on that date.

        A time that the wall shows twice (clocks go back) means the first showing. A time
        that it never shows (clocks go forward) means as long after the jump as it lies
        after the last minute shown: exactly one instant for every date, always.
        """
        shown = datetime.combine(day + timedelta(days=self.minutes // MINUTES_A_DAY), self.clock)
        return Instant(shown.replace(tzinfo=zone, fold=0).astimezone(UTC))

    def plus(self, minutes: int) -> WallTime:
        """The wall time so many minutes on. Raises `InvalidTime` past the night after."""
        return WallTime(self.minutes + minutes)

    def __str__(self) -> str:
        return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"


MIDNIGHT = WallTime(0)
NOON = WallTime(12 * 60)
