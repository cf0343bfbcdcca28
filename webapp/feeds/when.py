"""Days, times, lengths and zones as lists write them. What is not clear is refused, not guessed:
a wrong time sends somebody to a locked door."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from webapp.domain.directory import LAST_MINUTE, USUAL_MINUTES
from webapp.domain.errors import UnknownZone
from webapp.domain.feed import Reason
from webapp.domain.wall_clock import MINUTES_A_DAY, NOON, WallTime, zone_named
from webapp.feeds.text import blank, items, plain

DAY_NAMES = (
    ("0", "sun", "sunday", "sundays"),
    ("1", "mon", "monday", "mondays"),
    ("2", "tue", "tues", "tuesday", "tuesdays"),
    ("3", "wed", "weds", "wednesday", "wednesdays"),
    ("4", "thu", "thur", "thurs", "thursday", "thursdays"),
    ("5", "fri", "friday", "fridays"),
    ("6", "sat", "saturday", "saturdays"),
)
_DAYS = {name: day for day, names in enumerate(DAY_NAMES) for name in names}

CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::[0-5]\d)?\s*(?:([ap])\.?(?:m\.?)?)?", re.IGNORECASE)
DIGITS = re.compile(r"(\d{2})(\d{2})")
TIME_NAMES = {"noon": NOON.minutes, "12 noon": NOON.minutes, "midnight": 0, "12 midnight": 0}
LENGTH = re.compile(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?")
ZONE = re.compile(r"[A-Za-z]{2,20}(?:/[A-Za-z0-9_+-]{1,20}){1,2}")
LONGEST_BY_END = 12 * 60
"""Minutes. An end that is farther from the start is a slip of the pen."""

COMMON_ZONES = {
    "eastern": "America/New_York", "et": "America/New_York", "est": "America/New_York",
    "edt": "America/New_York", "central": "America/Chicago", "ct": "America/Chicago",
    "cst": "America/Chicago", "cdt": "America/Chicago", "mountain": "America/Denver",
    "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "arizona": "America/Phoenix", "us mountain": "America/Phoenix",
    "pacific": "America/Los_Angeles", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "alaska": "America/Anchorage", "akst": "America/Anchorage",
    "alaskan": "America/Anchorage", "akdt": "America/Anchorage", "hawaii": "Pacific/Honolulu",
    "hawaiian": "Pacific/Honolulu", "hst": "Pacific/Honolulu", "atlantic": "America/Halifax",
    "newfoundland": "America/St_Johns", "est5edt": "America/New_York",
    "gmt": "UTC", "utc": "UTC",
}  # fmt: skip
"""How lists in North America write a zone that is none by name. As abbreviations EST, MST and HST
would load, but without daylight saving, which is never what a list means."""
AROUND_A_ZONE = re.compile(r"\((?:us & canada|us|canada)\)|\b(?:standard|daylight|time)\b")

ORDINAL = r"(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last|every other|alternate)"
WEEKDAY = r"(?:sun|mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur)(?:day)?s?"
IRREGULAR = re.compile(
    rf"\b{ORDINAL}(?:(?:\s*,\s*|\s*&\s*|\s*/\s*|\s+and\s+|\s+or\s+)(?:and\s+)?{ORDINAL}){{0,4}}\s+{WEEKDAY}\b"
    r"|\b(?:every other week|once a month|monthly|bi-?weekly|seasonal|summer only)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """When a row's meetings are: on each of `days` at `starts`, or by appointment without both."""

    days: tuple[int, ...]
    starts: WallTime | None
    zone: str
    zone_said: bool


def when_of(days: Any, start: Any, zone: Any, otherwise: str) -> When | Reason:
    """When a row's meetings are, or why that cannot be said."""
    on, at, where = days_in(days), start_in(start), zone_in(zone, otherwise)
    if isinstance(on, Reason):
        return on
    if isinstance(at, Reason):
        return at
    if isinstance(where, Reason):
        return where
    if on and at is None:
        return Reason.NO_TIME
    if at is not None and not on:
        return Reason.NO_DAY
    return When(on, at, *where)


def days_in(value: Any) -> tuple[int, ...] | Reason:
    """The weekdays (Sunday = 0) in order, each once; none if nothing is said. One that is no
    weekday refuses the whole row: which one it was meant to be nobody can know."""
    found = {_DAYS.get(plain(each, 20).lower()) for each in items(value) if not blank(each)}
    days = tuple(sorted(each for each in found if each is not None))
    return Reason.BAD_DAY if None in found else days


def start_in(value: Any) -> WallTime | Reason | None:
    """The start, or None if nothing is said. 24:00 becomes 23:59, as lists write a day's end."""
    said = plain(value, 40).lower()
    if said == "":
        return None if blank(value) else Reason.BAD_TIME
    minutes = TIME_NAMES.get(said, _minutes(said))
    return Reason.BAD_TIME if minutes is None else WallTime(min(minutes, LAST_MINUTE))


def _minutes(said: str) -> int | None:
    found = DIGITS.fullmatch(said) or CLOCK.fullmatch(said)
    if not found:
        return None
    half = found[3] if found.re is CLOCK else None
    if found[2] is None and half is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= MINUTES_A_DAY else None


def until(starts: WallTime | None, end: Any) -> tuple[int, bool]:
    """Minutes from the start to an end that may lie past midnight, and whether it was said.
    An end that cannot be right says nothing."""
    ends = start_in(end)
    if starts is None or not isinstance(ends, WallTime):
        return USUAL_MINUTES, False
    minutes = (ends.minutes - starts.minutes) % MINUTES_A_DAY
    return (minutes, True) if 0 < minutes <= LONGEST_BY_END else (USUAL_MINUTES, False)


def length_in(value: Any) -> tuple[int, bool]:
    """Minutes of a length like 01:30:00, up to a whole day, and whether it was said."""
    found = LENGTH.fullmatch(plain(value, 20))
    minutes = int(found[1]) * 60 + int(found[2]) if found else 0
    return (minutes, True) if 0 < minutes <= MINUTES_A_DAY else (USUAL_MINUTES, False)


def zone_in(value: Any, otherwise: str) -> tuple[str, bool] | Reason:
    """The zone, and whether the row said it. A blank one takes the source's; one that nobody
    knows refuses the row, for its times could mean anything."""
    said = plain(value, 100)
    if said == "":
        return (otherwise, False) if blank(value) else Reason.BAD_ZONE
    common = COMMON_ZONES.get(" ".join(AROUND_A_ZONE.sub(" ", said.lower()).split()))
    if common:
        return common, True
    try:
        if ZONE.fullmatch(said):
            return zone_named(said).key, True
    except UnknownZone:
        pass
    return Reason.BAD_ZONE


def may_skip_weeks(*texts: str) -> bool:
    """Whether a weekly line speaks of the nth weekday of a month, or of a season."""
    return any(IRREGULAR.search(text) for text in texts)
