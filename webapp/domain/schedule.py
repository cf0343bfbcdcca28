"""From a repeating week to the occurrences of one date.

A block is a line of the week; an occurrence is one date of it. A block that belongs to
a session carries the session's name, and everything of that name on one date (arrive,
group, leave) is one session: cancelled, moved and attended together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.blocks import SESSION_KINDS, Block, Kind, Occurrence, deciding
from webapp.domain.daytime import DaytimePlan, is_full_time, plans_in_force
from webapp.domain.wall_clock import MIDNIGHT, Instant, WallTime, later

ASLEEP_MINUTES = 4 * 60
"""For so long after a night shift nobody is asked to wake up."""


class Change(StrEnum):
    """What an exception does to one date."""

    HOLIDAY = "holiday"
    CANCELLED = "cancelled"
    MOVED = "moved"
    EXTRA = "extra"
    MAKE_UP = "make_up"
    STANDS = "stands"


@dataclass(frozen=True, slots=True)
class ScheduleException:
    """A change to one date: no sessions at all, or one session cancelled, moved or added.

    `arrive` is the new arrival wall time of a moved or added session; the session's other
    blocks keep their distance from it. One that is added to make up for others is for
    whoever comes: nobody is expected. "Stands" takes back what was said before: it takes
    place as usual; without a session it takes back a holiday alone.

    `nth` is the order in which they were said, for all or `for_one`. What is said for one can
    take back what was said for all, and not the other way round.
    """

    day: date
    change: Change
    session: str | None = None
    arrive: WallTime | None = None
    note: str = ""
    nth: int = 0
    for_one: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What one session is about on one date, and who leads it."""

    day: date
    session: str
    title: str
    facilitator: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that decides one participant's dates.

    `zone` is where the program began; of `zones`, each counts from its date on. `earlier` are
    enrollments that ended before the one that counts now, each with its last date.
    """

    zone: ZoneInfo
    blocks: tuple[Block, ...]
    plans: tuple[DaytimePlan, ...] = ()
    exceptions: tuple[ScheduleException, ...] = ()
    topics: tuple[Topic, ...] = ()
    place: str = ""
    enrolled_from: date = date.min
    ended_on: date | None = None
    earlier: tuple[tuple[date, date], ...] = ()
    zones: tuple[tuple[date, ZoneInfo], ...] = ()

    def zone_on(self, day: date) -> ZoneInfo:
        """The zone in which that date's wall times are meant."""
        return next((zone for since, zone in reversed(self.zones) if since <= day), self.zone)

    def is_enrolled(self, day: date) -> bool:
        """True from the first date of an enrollment through the one on which it ended.

        A planned end does not end anything: sessions go on until staff say so.
        """
        if any(first <= day <= last for first, last in self.earlier):
            return True
        return self.enrolled_from <= day and (self.ended_on is None or day <= self.ended_on)


def expand(schedule: Schedule, day: date) -> tuple[Occurrence, ...]:
    """All occurrences of that date, by start, then in the order of the line.

    Sessions belong to the enrollment and fall away outside it; the rest of the day does not.
    Nobody is asked to wake up or to put the lights out in the middle of a night shift.
    """
    decide = deciding(schedule.blocks, day)
    blocks = [b for b in decide if b.kind not in SESSION_KINDS and b.runs_on(day)]
    own = plans_in_force(schedule.plans, day)
    if own:
        blocks = [b for b in blocks if b.kind is not Kind.DAYTIME]
    if is_full_time(schedule.plans, day):
        blocks = [b for b in blocks if b.kind is not Kind.MEETING]
    shifts = _shifts(schedule, day)
    found = [_occurrence(schedule, block, day) for block in blocks]
    found = [each for each in found if not _is_inside(each, shifts)] + shifts
    if schedule.is_enrolled(day):
        for session in _sessions_named(decide):
            found += _session_occurrences(schedule, decide, session, day)
    order = list(Kind)
    return tuple(sorted(found, key=lambda o: (o.starts_at, order.index(o.kind))))


def _occurrence(schedule: Schedule, block: Block, day: date) -> Occurrence:
    starts_at, ends_at = _span(schedule, day, block.starts, block.ends)
    return Occurrence(day, block.kind, block.title, starts_at, ends_at, block.session)


def _span(
    schedule: Schedule, day: date, starts: WallTime, ends: WallTime | None
) -> tuple[Instant, Instant | None]:
    """Both ends as instants. In the hour that clocks skip, an end is never before its start."""
    zone = schedule.zone_on(day)
    starts_at = starts.on(day, zone)
    return starts_at, max(starts_at, ends.on(day, zone)) if ends else None


def _shifts(schedule: Schedule, day: date) -> list[Occurrence]:
    """The participant's own daytime on that date, and the night shift that ends on it."""
    own = plans_in_force(schedule.plans, day)
    found = [_daytime(schedule, plan, day) for plan in own if day.weekday() in plan.weekdays]
    before = day - timedelta(days=1)
    night = [plan for plan in plans_in_force(schedule.plans, before) if plan.is_overnight]
    for plan in night:
        if before.weekday() in plan.weekdays:
            begun = _daytime(schedule, plan, before)
            at_midnight = MIDNIGHT.on(day, schedule.zone_on(day))
            rest = replace(begun, day=day, starts_at=at_midnight, goes_on=False, went_on=True)
            found.append(rest)
    return found


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
        goes_on=plan.is_overnight,
    )


def _is_inside(occurrence: Occurrence, shifts: list[Occurrence]) -> bool:
    """Whether lights out falls into a night shift, or a wake-up into it or the sleep after."""
    if occurrence.kind not in (Kind.WAKE_UP, Kind.LIGHTS_OUT):
        return False
    asleep = ASLEEP_MINUTES if occurrence.kind is Kind.WAKE_UP else 0
    return any(
        (shift.goes_on or shift.went_on)
        and shift.ends_at is not None
        and shift.starts_at <= occurrence.starts_at < later(shift.ends_at, asleep)
        for shift in shifts
    )


def _sessions_named(blocks: Iterable[Block]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(b.session for b in blocks if b.session is not None))


def _session_occurrences(
    schedule: Schedule, decide: Iterable[Block], session: str, day: date
) -> list[Occurrence]:
    changes = [e for e in schedule.exceptions if e.day == day and e.session in (None, session)]
    added = _latest(changes, Change.EXTRA, Change.MAKE_UP)
    blocks = [b for b in decide if b.session == session]
    weekdays = [(day.weekday() + ahead) % 7 for ahead in range(7 if added else 1)]
    on_each = ([b for b in blocks if weekday in b.weekdays] for weekday in weekdays)
    blocks = next((found for found in on_each if found), [])
    if not blocks:
        return []
    is_added = day.weekday() not in blocks[0].weekdays
    make_up = is_added and added is not None and added.change is Change.MAKE_UP
    standing = _standing(changes)
    cancelled = _latest(standing, Change.HOLIDAY, Change.CANCELLED) is not None
    moved = _latest(standing, Change.MOVED)
    shift = _shift(blocks, moved or (added if is_added else None))
    topic = next((t for t in schedule.topics if t.day == day and t.session == session), None)
    return [
        replace(
            _session_block(schedule, block, day, shift, moved is not None, topic),
            cancelled=cancelled,
            make_up=make_up,
        )
        for block in blocks
    ]


def _standing(changes: list[ScheduleException]) -> list[ScheduleException]:
    """What was said of a session on one date and not taken back since."""
    found: list[ScheduleException] = []
    for each in changes:
        if each.change is not Change.STANDS:
            found.append(each)
            continue
        undone = {Change.HOLIDAY}
        if each.session is not None:
            undone |= {Change.CANCELLED, Change.MOVED}
        found = [e for e in found if e.change not in undone or (e.for_one and not each.for_one)]
    return found


def _latest(changes: list[ScheduleException], *which: Change) -> ScheduleException | None:
    return next((e for e in reversed(changes) if e.change in which), None)


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
    moved: bool,
    topic: Topic | None,
) -> Occurrence:
    ends = block.ends.plus(shift) if block.ends else None
    starts_at, ends_at = _span(schedule, day, block.starts.plus(shift), ends)
    return Occurrence(
        day,
        block.kind,
        block.title,
        starts_at,
        ends_at,
        block.session,
        note=topic.title if topic and block.kind is Kind.TREATMENT else "",
        instead_of=block.starts.on(day, schedule.zone_on(day)) if moved else None,
        led_by=topic.facilitator if topic else "",
        place=block.place,
    )
