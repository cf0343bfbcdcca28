"""The three taps of a day: what they are, which date they belong to, when they can be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.blocks import Kind, Occurrence
from webapp.domain.wall_clock import Instant, WallTime, later, local

NIGHT_ENDS = WallTime(4 * 60)
"""Until 4 AM a tap on lights out belongs to the night before."""
TAP_AHEAD_MINUTES = 120
"""Lights out can be tapped so long before its time."""
TAKE_BACK_MINUTES = 15
"""For so long after a tap the line offers to take it back."""


class Mark(StrEnum):
    """What a participant taps once a day: self-reported, and never attendance."""

    WAKE_UP = "wake_up"
    DAYTIME = "daytime"
    LIGHTS_OUT = "lights_out"


MARK_OF = {
    Kind.WAKE_UP: Mark.WAKE_UP,
    Kind.DAYTIME: Mark.DAYTIME,
    Kind.LIGHTS_OUT: Mark.LIGHTS_OUT,
}


@dataclass(frozen=True, slots=True)
class DayMark:
    """One tap: which date it belongs to, and the instant it was made."""

    id: str
    day: date
    mark: Mark
    at: Instant


def mark_day(mark: Mark, now: Instant, zone: ZoneInfo) -> date:
    """The date that a tap made now belongs to."""
    there = local(now, zone)
    if mark is Mark.LIGHTS_OUT and WallTime.of(there.time()) < NIGHT_ENDS:
        return there.date() - timedelta(days=1)
    return there.date()


def can_tap(mark: Mark, occurrence: Occurrence, now: Instant, zone: ZoneInfo) -> bool:
    """Whether the tap can be made now.

    Wake-up from 4 AM and daytime from its start, both until midnight; lights out from two
    hours before its time until 4 AM of the next day. A night shift is done when it is over,
    on the date on which it ends.
    """
    if occurrence.goes_on:
        return False
    if occurrence.went_on and occurrence.ends_at is not None:
        return mark_day(mark, now, zone) == occurrence.day and now >= occurrence.ends_at
    if mark_day(mark, now, zone) != occurrence.day:
        return False
    if mark is Mark.WAKE_UP:
        return now >= NIGHT_ENDS.on(occurrence.day, zone)
    ahead = TAP_AHEAD_MINUTES if mark is Mark.LIGHTS_OUT else 0
    return now >= later(occurrence.starts_at, -ahead)
