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
    NOT_LISTED = "not_listed"
    SAME_START = "same_start"
    SAME_MEETING = "same_meeting"
    OVERLAPS = "overlaps"
    IN_SESSION = "in_session"


POINTED_OUT = frozenset(
    {
        MeetingRefusal.SAME_START,
        MeetingRefusal.SAME_MEETING,
        MeetingRefusal.OVERLAPS,
        MeetingRefusal.IN_SESSION,
    }
)
"""Said once, and saved if the participant says so."""

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
class MeetingRules:
    """What a program asks for in a week that begins on `week_start` (Monday = 0): so many
    meetings, due so many days after its last date. What is left out is logged like any other,
    and does not add up.
    """

    quota: int
    week_start: int = 0
    due_after: int = 0
    kinds_left_out: frozenset[Fellowship] = frozenset()
    modes_left_out: frozenset[Mode] = frozenset()

    def counts(self, entry: MeetingEntry) -> bool:
        """Whether this meeting adds up."""
        return entry.fellowship not in self.kinds_left_out and entry.mode not in self.modes_left_out


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """Meetings of one week against the quota. Those until `last` count; papers are `due` by the
    end of that date, the same one or some days later."""

    done: int
    quota: int
    last: date
    due: date

    @property
    def to_go(self) -> int:
        return max(0, self.quota - self.done)


def week_of(day: date, week_start: int) -> tuple[date, date]:
    """The first and last date of the week that holds the day (Monday = 0)."""
    first = day - timedelta(days=(day.weekday() - week_start) % 7)
    return first, first + timedelta(days=6)


def count(entries: Iterable[MeetingEntry], day: date, rules: MeetingRules) -> MeetingCount:
    """The count of the week that holds the day; each kind and mode that counts is one."""
    first, last = week_of(day, rules.week_start)
    done = sum(first <= entry.day <= last and rules.counts(entry) for entry in entries)
    return MeetingCount(done, rules.quota, last, last + timedelta(days=rules.due_after))
