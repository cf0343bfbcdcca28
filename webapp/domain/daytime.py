"""What a participant does by day, or in a night shift: their own plan, never attendance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from webapp.domain.wall_clock import MIDNIGHT, MINUTES_A_DAY, WallTime


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
    weekdays are those on which it begins: a night shift ends on the morning after. A plan that
    fixes nothing is one row without weekdays.
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
    """The lines of the plan that counts on that date, its other weekdays included."""
    return tuple(plan for plan in _of_date(plans, day) if plan.weekdays)


def is_full_time(plans: Iterable[DaytimePlan], day: date) -> bool:
    """Whether the plan in force on that date is full-time work or school."""
    return any(plan.full_time for plan in _of_date(plans, day))


def whole_plan(
    lines: Iterable[DaytimePlan], day: date, *, full_time: bool
) -> tuple[DaytimePlan, ...]:
    """The rows of a plan of these lines, or of none, that holds from that date on."""
    fixed = tuple(lines) or (DaytimePlan(Activity.WORK, frozenset(), MIDNIGHT, MIDNIGHT),)
    return tuple(line.since(day, full_time=full_time) for line in fixed)


@dataclass(frozen=True, slots=True)
class Period:
    """A plan through the time that it holds: from a date (`date.min`: from the first day on)
    until, and without, another (None: it goes on)."""

    starts_on: date
    until: date | None
    lines: tuple[DaytimePlan, ...]
    full_time: bool

    def holds_on(self, day: date) -> bool:
        """Whether it is the plan of that date."""
        return self.starts_on <= day and (self.until is None or day < self.until)


def periods(plans: Iterable[DaytimePlan]) -> tuple[Period, ...]:
    """All that was, is and will be planned, one after the other."""
    rows = tuple(plans)
    starts = sorted({plan.effective_from for plan in rows})
    return tuple(
        Period(first, until, plans_in_force(rows, first), is_full_time(rows, first))
        for first, until in zip(starts, [*starts[1:], None], strict=False)
    )


def _of_date(plans: Iterable[DaytimePlan], day: date) -> tuple[DaytimePlan, ...]:
    begun = [plan for plan in plans if plan.effective_from <= day]
    latest = max((plan.effective_from for plan in begun), default=None)
    return tuple(plan for plan in begun if plan.effective_from == latest)
