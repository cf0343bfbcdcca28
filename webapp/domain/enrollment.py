"""When somebody's time in a program ends. Only staff end it: a planned end ends nothing."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

AHEAD = timedelta(days=366)
BACK = timedelta(days=45)


class EndRefusal(StrEnum):
    """Why an enrollment was not ended."""

    BEFORE_START = "before_start"
    TOO_FAR = "too_far"
    WAS_HERE = "was_here"


def may_end(
    starts_on: date, last_day: date, today: date, last_seen: date | None
) -> EndRefusal | None:
    """Why this cannot be the last day, or None if it can.

    Nothing falls off the record: the last day is not before one of which it says something
    (`last_seen`): that they came, that they were missed, that they dispute it.
    """
    if last_day < starts_on:
        return EndRefusal.BEFORE_START
    if not today - BACK <= last_day <= today + AHEAD:
        return EndRefusal.TOO_FAR
    return EndRefusal.WAS_HERE if last_seen is not None and last_day < last_seen else None


class StartRefusal(StrEnum):
    """Why somebody's first day was not changed."""

    AFTER_END = "after_end"
    WAS_HERE = "was_here"


def may_begin(
    first_day: date, ended_on: date | None, first_seen: date | None
) -> StartRefusal | None:
    """Why this cannot be the first day, or None if it can.

    Nothing falls off the record: the first day is not after one of which it says something
    (`first_seen`), nor after the last day.
    """
    if ended_on is not None and first_day > ended_on:
        return StartRefusal.AFTER_END
    return StartRefusal.WAS_HERE if first_seen is not None and first_seen < first_day else None
