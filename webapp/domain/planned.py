"""Meetings that a participant means to go to: their own reminder on the line, and no promise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from webapp.domain.directory import Venue, weekday_of
from webapp.domain.meetings import Fellowship, MeetingEntry
from webapp.domain.wall_clock import Instant, WallTime, later, local_date, zone_named

AHEAD = timedelta(days=7)
"""So far ahead a meeting can be put on one's day: lists change."""


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """One date of a listed meeting, put on one's own day. Its facts are copied: lists change.

    Date and start are wall time of the participant's program; `duration` is in minutes.
    """

    id: str
    listed_key: str
    fellowship: Fellowship
    name: str
    day: date
    starts: WallTime
    duration: int
    venue: Venue
    place: str = ""
    listed_weekday: int | None = None
    listed_starts: WallTime | None = None
    listed_zone: str | None = None
    """What the list says now, as a `Listing` has it: nothing, if it has it no more."""

    def starts_at(self, zone: ZoneInfo) -> Instant:
        """When it begins: as the list has it now, else as it had it then."""
        return self.listed_at(zone) or self.starts.on(self.day, zone)

    def ends_at(self, zone: ZoneInfo) -> Instant:
        """When it is over."""
        return later(self.starts_at(zone), self.duration)

    def listed_at(self, zone: ZoneInfo) -> Instant | None:
        """When the list has it on that date now, or None."""
        if self.listed_weekday is None or self.listed_starts is None or not self.listed_zone:
            return None
        there = zone_named(self.listed_zone)
        days = (self.day + timedelta(days=n) for n in (0, -1, 1))
        at = (
            self.listed_starts.on(day, there)
            for day in days
            if weekday_of(day) == self.listed_weekday
        )
        return next((each for each in at if local_date(each, zone) == self.day), None)

    def is_listed(self, zone: ZoneInfo) -> bool:
        """Whether the list still has it on that date, at whatever time."""
        return self.listed_at(zone) is not None

    def is_moved(self, zone: ZoneInfo) -> bool:
        """Whether the list has it at another time now than when it was put on the day."""
        at = self.listed_at(zone)
        return at is not None and at != self.starts.on(self.day, zone)


def still_planned(
    planned: Iterable[PlannedMeeting], entries: Sequence[MeetingEntry]
) -> tuple[PlannedMeeting, ...]:
    """Those that are not in the log yet: what was gone to is an entry."""
    logged = {(entry.listed_key, entry.day) for entry in entries if entry.listed_key}
    return tuple(each for each in planned if (each.listed_key, each.day) not in logged)


def may_plan(starts_at: Instant, ends_at: Instant, zone: ZoneInfo, now: Instant) -> bool:
    """Whether a date of a meeting can be put on one's day: it is not over, and not far ahead."""
    return now < ends_at and local_date(starts_at, zone) <= local_date(now, zone) + AHEAD
