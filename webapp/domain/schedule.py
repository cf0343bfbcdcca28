"""From a repeating week to the occurrences of one date.

A block is a line of the week; an occurrence is one date of it. A block that belongs to
a session carries the session's name, and everything of that name on one date (arrive,
group, leave) is one session: cancelled, moved and attended together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.wall_clock import Instant, WallTime


class Kind(StrEnum):
    """What a block is, and so how it is marked."""

    WAKE_UP = "wake_up"
    DAYTIME = "daytime"
    MEETING = "meeting"
    ARRIVE = "arrive"
    TREATMENT = "treatment"
    MEAL = "meal"
    LEAVE = "leave"
    LIGHTS_OUT = "lights_out"


SESSION_KINDS = frozenset({Kind.ARRIVE, Kind.TREATMENT, Kind.MEAL, Kind.LEAVE})
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Block:
    """A repeating line of the week, in wall time. Weekdays count from Monday = 0."""

    kind: Kind
    title: str
    weekdays: frozenset[int]
    starts: WallTime
    ends: WallTime | None = None
    session: str | None = None
    effective_from: date = date.min
    effective_until: date | None = None

    def runs_on(self, day: date) -> bool:
        """True on its weekdays, from its first date until (and without) its last."""
        return day.weekday() in self.weekdays and self.is_effective(day)

    def is_effective(self, day: date) -> bool:
        """True between its first date and its last, whatever the weekday."""
        return self.effective_from <= day and (
            self.effective_until is None or day < self.effective_until
        )


class Activity(StrEnum):
    """What a participant does by day."""

    WORK = "work"
    JOB_SEARCH = "job_search"
    SCHOOL = "school"
    VOLUNTEERING = "volunteering"


@dataclass(frozen=True, slots=True)
class DaytimePlan:
    """A participant's own daytime: what, where, which days, from when to when.

    All rows with the latest `effective_from` up to a date are the plan of that date.
    `full_time` (work or school) decides the meeting quota and the daytime meeting.
    """

    activity: Activity
    weekdays: frozenset[int]
    starts: WallTime
    ends: WallTime
    place: str = ""
    full_time: bool = False
    effective_from: date = date.min


class Change(StrEnum):
    """What an exception does to one date."""

    HOLIDAY = "holiday"
    CANCELLED = "cancelled"
    MOVED = "moved"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class ScheduleException:
    """A change to one date: no sessions at all, or one session cancelled, moved or added.

    `arrive` is the new arrival wall time of a moved or extra session; the session's other
    blocks keep their distance from it.
    """

    day: date
    change: Change
    session: str | None = None
    arrive: WallTime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What one session is about on one date, and who leads it."""

    day: date
    session: str
    title: str
    facilitator: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a block, its times as instants."""

    day: date
    kind: Kind
    title: str
    starts_at: Instant
    ends_at: Instant | None = None
    session: str | None = None
    note: str = ""
    activity: Activity | None = None
    cancelled: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that decides one participant's dates."""

    zone: ZoneInfo
    blocks: tuple[Block, ...]
    plans: tuple[DaytimePlan, ...] = ()
    exceptions: tuple[ScheduleException, ...] = ()
    topics: tuple[Topic, ...] = ()
    place: str = ""
    enrolled_from: date = date.min
    ended_on: date | None = None

    def is_enrolled(self, day: date) -> bool:
        """True from the first date of the enrollment through the one on which it ended.

        A planned end does not end anything: sessions go on until staff say so.
        """
        return self.enrolled_from <= day and (self.ended_on is None or day <= self.ended_on)


def plan_on(schedule: Schedule, day: date) -> tuple[DaytimePlan, ...]:
    """The rows of the daytime plan in force on that date, its other weekdays included."""
    return plans_in_force(schedule.plans, day)


def plans_in_force(plans: Iterable[DaytimePlan], day: date) -> tuple[DaytimePlan, ...]:
    """Of all rows of a plan, those that count on that date."""
    begun = [plan for plan in plans if plan.effective_from <= day]
    latest = max((plan.effective_from for plan in begun), default=None)
    return tuple(plan for plan in begun if plan.effective_from == latest)


def is_full_time(schedule: Schedule, day: date) -> bool:
    """Whether the plan in force on that date is full-time work or school."""
    return any(plan.full_time for plan in plan_on(schedule, day))


def expand(schedule: Schedule, day: date) -> tuple[Occurrence, ...]:
    """All occurrences of that date, by start, then in the order of the line.

    Sessions belong to the enrollment and fall away outside it; the rest of the day does not.
    """
    blocks = [b for b in schedule.blocks if b.kind not in SESSION_KINDS and b.runs_on(day)]
    own = plan_on(schedule, day)
    if own:
        blocks = [b for b in blocks if b.kind is not Kind.DAYTIME]
    if is_full_time(schedule, day):
        blocks = [b for b in blocks if b.kind is not Kind.MEETING]
    found = [_occurrence(schedule, block, day) for block in blocks]
    found += [_daytime(schedule, plan, day) for plan in own if day.weekday() in plan.weekdays]
    if schedule.is_enrolled(day):
        for session in _sessions_named(schedule.blocks):
            found += _session_occurrences(schedule, session, day)
    order = list(Kind)
    return tuple(sorted(found, key=lambda o: (o.starts_at, order.index(o.kind))))


def _occurrence(schedule: Schedule, block: Block, day: date) -> Occurrence:
    starts_at, ends_at = _span(schedule, day, block.starts, block.ends)
    return Occurrence(day, block.kind, block.title, starts_at, ends_at, block.session)


def _span(
    schedule: Schedule, day: date, starts: WallTime, ends: WallTime | None
) -> tuple[Instant, Instant | None]:
    """Both ends as instants. In the hour that clocks skip, an end is never before its start."""
    starts_at = starts.on(day, schedule.zone)
    return starts_at, max(starts_at, ends.on(day, schedule.zone)) if ends else None


def _daytime(schedule: Schedule, plan: DaytimePlan, day: date) -> Occurrence:
    starts_at, ends_at = _span(schedule, day, plan.starts, plan.ends)
    return Occurrence(
        day,
        Kind.DAYTIME,
        "",
        starts_at,
        ends_at,
        note=plan.place,
        activity=plan.activity,
    )


def _sessions_named(blocks: Iterable[Block]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(b.session for b in blocks if b.session is not None))


def _session_occurrences(schedule: Schedule, session: str, day: date) -> list[Occurrence]:
    changes = [e for e in schedule.exceptions if e.day == day and e.session in (None, session)]
    added = _latest(changes, Change.EXTRA)
    blocks = [b for b in schedule.blocks if b.session == session and b.is_effective(day)]
    weekdays = [(day.weekday() + ahead) % 7 for ahead in range(7 if added else 1)]
    on_each = ([b for b in blocks if weekday in b.weekdays] for weekday in weekdays)
    blocks = next((found for found in on_each if found), [])
    if not blocks:
        return []
    cancelled = any(e.change in (Change.HOLIDAY, Change.CANCELLED) for e in changes)
    moved = _latest(changes, Change.MOVED)
    shift = _shift(blocks, moved or added)
    topic = next((t for t in schedule.topics if t.day == day and t.session == session), None)
    return [
        _session_block(schedule, block, day, shift, cancelled, moved is not None, topic)
        for block in blocks
    ]


def _latest(changes: list[ScheduleException], change: Change) -> ScheduleException | None:
    return next((e for e in reversed(changes) if e.change is change), None)


def _shift(blocks: list[Block], exception: ScheduleException | None) -> int:
    if exception is None or exception.arrive is None:
        return 0
    arrivals = [b for b in blocks if b.kind is Kind.ARRIVE] or blocks
    usual = min(b.starts for b in arrivals)
    return exception.arrive.minutes - usual.minutes


def _session_block(
    schedule: Schedule,
    block: Block,
    day: date,
    shift: int,
    cancelled: bool,
    moved: bool,
    topic: Topic | None,
) -> Occurrence:
    ends = block.ends.plus(shift) if block.ends else None
    starts_at, ends_at = _span(schedule, day, block.starts.plus(shift), ends)
    note = topic.title if topic and block.kind is Kind.TREATMENT else ""
    return Occurrence(
        day,
        block.kind,
        block.title,
        starts_at,
        ends_at,
        block.session,
        note,
        None,
        cancelled,
        moved,
    )
