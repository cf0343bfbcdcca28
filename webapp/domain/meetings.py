"""The participant's own meeting log and the count that it adds up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.wall_clock import Instant, WallTime


class Fellowship(StrEnum):
    """Every mutual-help kind counts the same. The words on screen are the templates'."""

    AA = "aa"
    NA = "na"
    SMART = "smart"
    LIFERING = "lifering"
    RECOVERY_DHARMA = "recovery_dharma"
    WOMEN_FOR_SOBRIETY = "women_for_sobriety"
    CELEBRATE_RECOVERY = "celebrate_recovery"
    CA = "ca"
    AL_ANON = "al_anon"
    FAITH = "faith"
    OTHER = "other"


class Mode(StrEnum):
    """Where a meeting was."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """One meeting that the participant says they went to. Date and start are wall time.

    One picked from the directory copied its facts, `place` among them; `fits_list` says that date
    and start were as the list has them.
    """

    id: str
    fellowship: Fellowship
    name: str
    day: date
    starts: WallTime
    mode: Mode
    town: str
    logged_at: Instant
    place: str = ""
    listed_key: str = ""
    fits_list: bool = False

    def days_late(self, zone: ZoneInfo) -> int:
        """Whole days between the meeting's date and the date it was written down."""
        return (self.logged_at.astimezone(zone).date() - self.day).days


class MeetingRefusal(StrEnum):
    """Why a meeting was not saved."""

    FUTURE = "future"
    NO_DATE = "no_date"
    NO_TIME = "no_time"
    LONG_AGO = "long_ago"
    NO_FELLOWSHIP = "no_fellowship"
    NO_MODE = "no_mode"
    TOO_LONG = "too_long"
    NOTE_TOO_LONG = "note_too_long"
    SAME_START = "same_start"


OLDEST_DAYS = 365
LONGEST_TEXT = 120
SENT_WITHIN = timedelta(days=7)
"""An entry made without signal has so long to arrive; after that it is written down anew."""


def may_log(day: date, starts: WallTime, zone: ZoneInfo, now: Instant) -> MeetingRefusal | None:
    """Why a meeting cannot be logged, or None. It has to have begun; late is never refused
    for a year, only marked with its age."""
    today = now.astimezone(zone).date()
    if (today - day).days > OLDEST_DAYS:
        return MeetingRefusal.LONG_AGO
    if day > today or starts.on(day, zone) > now:
        return MeetingRefusal.FUTURE
    return None


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """Meetings of one week against the quota. `due` is the last date that counts."""

    done: int
    quota: int
    due: date

    @property
    def to_go(self) -> int:
        return max(0, self.quota - self.done)


def week_of(day: date, week_start: int) -> tuple[date, date]:
    """The first and last date of the week that holds the day (Monday = 0)."""
    first = day - timedelta(days=(day.weekday() - week_start) % 7)
    return first, first + timedelta(days=6)


def count(entries: Iterable[MeetingEntry], day: date, week_start: int, quota: int) -> MeetingCount:
    """The count of the week that holds the day; every kind and mode counts as one."""
    first, last = week_of(day, week_start)
    return MeetingCount(sum(first <= entry.day <= last for entry in entries), quota, last)
