"""What is left of somebody's day between getting up and being in: where a meeting finds room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from webapp.domain.appointment import Appointment, AppointmentStatus
from webapp.domain.blocks import Kind, Occurrence, session_hours
from webapp.domain.marks import NIGHT_ENDS
from webapp.domain.nearby import JUST_BEGUN
from webapp.domain.schedule import Schedule, expand
from webapp.domain.wall_clock import MIDNIGHT, Instant, WallTime, later

USUAL_MEETING = 60
"""Minutes that a meeting needs, where nobody knows which one it will be."""
MORNING, EVENING = WallTime(9 * 60), WallTime(17 * 60)
"""Before 9 AM few meetings are held: nobody is told that there is room for one then."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant until another."""

    starts_at: Instant
    ends_at: Instant

    def holds(self, starts_at: Instant, ends_at: Instant, way: int = 0) -> bool:
        """Whether something of that time is inside, with so many minutes for the way there and
        as many for the way back."""
        return later(starts_at, -way) >= self.starts_at and later(ends_at, way) <= self.ends_at


@dataclass(frozen=True, slots=True)
class FreeDay:
    """One date and what is free of it, in its order."""

    day: date
    free: tuple[Span, ...]

    def fits(self, starts_at: Instant, ends_at: Instant, way: int) -> bool:
        """Whether there is time for it, and for the way there and back."""
        return any(span.holds(starts_at, ends_at, way) for span in self.free)

    def has_room(self, way: int, since: Instant) -> bool:
        """Whether any meeting, with the way there and back, fits into what is left of it."""
        needed = USUAL_MEETING + 2 * way
        return any(later(max(span.starts_at, since), needed) <= span.ends_at for span in self.free)


def free_day(
    day: date,
    zone: ZoneInfo,
    occurrences: Sequence[Occurrence],
    appointments: Iterable[Appointment] = (),
    be_in: Instant | None = None,
) -> FreeDay:
    """What is free of that date: after the wake-up, before lights out and before the house wants
    everybody in, and besides the person's own daytime, sessions and visits.

    A daytime line that the program has for everybody takes no time: those hours are for each to
    fill, a meeting among them.
    """
    up = [o.starts_at for o in occurrences if o.kind is Kind.WAKE_UP and not o.cancelled]
    out = [o.starts_at for o in occurrences if o.kind is Kind.LIGHTS_OUT and not o.cancelled]
    begins = min(up, default=NIGHT_ENDS.on(day, zone))
    ends = min([*out, *([be_in] if be_in else [])], default=_midnight(day, zone))
    taken = [*_taken(occurrences), *_visits(appointments)]
    return FreeDay(day, _without(Span(begins, ends), taken))


def still(found: FreeDay, now: Instant) -> FreeDay:
    """What is left of it now. One that has just begun can still be gone to."""
    since = later(now, -JUST_BEGUN)
    left = (
        Span(max(span.starts_at, since), span.ends_at)
        for span in found.free
        if span.ends_at > since
    )
    return FreeDay(found.day, tuple(left))


@dataclass(frozen=True, slots=True)
class Room:
    """Meetings that are left of a week's number, and the dates on which one still fits.

    `evenings` says that it fits on none of them before 5 PM.
    """

    to_go: int
    days: tuple[date, ...]
    evenings: bool

    @property
    def is_tight(self) -> bool:
        """Whether there are no more such days than meetings to go."""
        return 0 < self.to_go >= len(self.days)

    @property
    def is_short(self) -> bool:
        """Whether one meeting a day is not enough any more."""
        return len(self.days) < self.to_go


def room(to_go: int, days: Iterable[FreeDay], way: int, now: Instant, zone: ZoneInfo) -> Room:
    """Where the meetings that are left of a week still fit."""
    awake = [_of_hours(each, zone, MORNING, None) for each in days]
    open_days = [each for each in awake if each.has_room(way, now)]
    by_day = [_of_hours(each, zone, MORNING, EVENING).has_room(way, now) for each in open_days]
    return Room(to_go, tuple(each.day for each in open_days), bool(open_days) and not any(by_day))


def usual_week(schedule: Schedule, first: date, quota: int, way: int) -> Room:
    """Where a whole week's meetings fit from that date on, as far as a program knows: what the
    house wants is the participant's and the house's to say."""
    days = [first + timedelta(days=ahead) for ahead in range(7)]
    zone = schedule.zone_on(first)
    free = [free_day(day, schedule.zone_on(day), expand(schedule, day)) for day in days]
    return room(quota, free, way, MIDNIGHT.on(first, zone), zone)


def _of_hours(found: FreeDay, zone: ZoneInfo, begins: WallTime, ends: WallTime | None) -> FreeDay:
    first = begins.on(found.day, zone)
    last = ends.on(found.day, zone) if ends else None
    spans = (
        Span(max(span.starts_at, first), min(span.ends_at, last) if last else span.ends_at)
        for span in found.free
    )
    return FreeDay(found.day, tuple(span for span in spans if span.starts_at < span.ends_at))


def _midnight(day: date, zone: ZoneInfo) -> Instant:
    return MIDNIGHT.on(day + timedelta(days=1), zone)


def _taken(occurrences: Iterable[Occurrence]) -> list[Span]:
    """The person's own daytime, and each session from arriving to leaving."""
    found = [
        Span(o.starts_at, o.ends_at)
        for o in occurrences
        if o.activity is not None and o.ends_at is not None
    ]
    return found + [Span(*hours) for hours in session_hours(occurrences).values()]


def _visits(appointments: Iterable[Appointment]) -> list[Span]:
    return [
        Span(each.starts_at, each.ends_at)
        for each in appointments
        if each.status(each.starts_at) is not AppointmentStatus.CANCELLED
    ]


def _without(whole: Span, taken: Iterable[Span]) -> tuple[Span, ...]:
    """The rest of a span, without what takes a part of it."""
    free, begins = [], whole.starts_at
    for each in sorted(taken, key=lambda span: span.starts_at):
        if each.starts_at > begins:
            free.append(Span(begins, min(each.starts_at, whole.ends_at)))
        begins = max(begins, each.ends_at)
        if begins >= whole.ends_at:
            break
    if begins < whole.ends_at:
        free.append(Span(begins, whole.ends_at))
    return tuple(span for span in free if span.starts_at < span.ends_at)
