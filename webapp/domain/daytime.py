"""What a participant does by day, or in a night shift: their own plan, never attendance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from webapp.domain.wall_clock import MINUTES_A_DAY, WallTime


class Activity(StrEnum):
    """What a participant does by day."""

    WORK = "work"
    JOB_SEARCH = "job_search"
    SCHOOL = "school"
    VOLUNTEERING = "volunteering"


@dataclass(frozen=True, slots=True)
class DaytimePlan:
    """A participant's own daytime: what, where, which days, from when to when.

    All rows with the latest `effective_from` up to a date are the plan of that date. The
    weekdays are those on which it begins: a night shift ends on the morning after.
    `full_time` (work or school) decides the meeting quota and the daytime meeting.
    """

    activity: Activity
    weekdays: frozenset[int]
    starts: WallTime
    ends: WallTime
    place: str = ""
    full_time: bool = False
    effective_from: date = date.min

    @property
    def is_overnight(self) -> bool:
        """True for a shift that ends after midnight."""
        return self.ends.minutes > MINUTES_A_DAY

    def since(self, day: date, *, full_time: bool) -> DaytimePlan:
        """The same line as a part of the plan that holds from that date on."""
        return replace(self, effective_from=day, full_time=full_time)


def plans_in_force(plans: Iterable[DaytimePlan], day: date) -> tuple[DaytimePlan, ...]:
    """Of all rows of a plan, those that count on that date, its other weekdays included."""
    begun = [plan for plan in plans if plan.effective_from <= day]
    latest = max((plan.effective_from for plan in begun), default=None)
    return tuple(plan for plan in begun if plan.effective_from == latest)


def is_full_time(plans: Iterable[DaytimePlan], day: date) -> bool:
    """Whether the plan in force on that date is full-time work or school."""
    return any(plan.full_time for plan in plans_in_force(plans, day))
