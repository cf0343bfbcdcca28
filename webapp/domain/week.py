"""Seven dates of one participant: sessions attended, hours present, meetings logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from webapp.domain import figures
from webapp.domain.appointment import Appointment
from webapp.domain.attendance import UNCOUNTED, Attendance, Status
from webapp.domain.meetings import MeetingCount, MeetingEntry
from webapp.domain.wall_clock import Instant, local_date


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One of the seven: its sessions, its logged meetings and its appointments."""

    date: date
    attendances: tuple[Attendance, ...]
    meetings: tuple[MeetingEntry, ...]
    appointments: tuple[Appointment, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """Figures of one week. Minutes are presence that overlaps treatment blocks."""

    days: tuple[WeekDay, ...]
    today: date
    attended: int
    scheduled: int
    minutes_attended: int
    minutes_scheduled: int
    meetings: MeetingCount
    number: int | None
    of_weeks: int | None
    phase: str = ""

    @property
    def first(self) -> date:
        return self.days[0].date

    @property
    def last(self) -> date:
        return self.days[-1].date

    @property
    def next_session(self) -> Attendance | None:
        """The next session of this week that is still to come or open."""
        coming = (a for d in self.days for a in d.attendances if a.status in _AHEAD)
        return next(coming, None)


_AHEAD = frozenset({Status.UPCOMING, Status.OPEN})


def build(
    dates: Sequence[date],
    zone: ZoneInfo,
    now: Instant,
    attendances: Sequence[Attendance],
    entries: Sequence[MeetingEntry],
    meetings: MeetingCount,
    starts_on: date | None = None,
    planned_weeks: int | None = None,
    appointments: Sequence[Appointment] = (),
    phase: str = "",
) -> Week:
    """The week of these seven dates as of `now`, without sessions that count for nobody."""
    counted = [a for a in attendances if a.status not in UNCOUNTED and a.facts.makes_up is None]
    found = figures.minutes(attendances, now, appointments)
    number = (dates[-1] - starts_on).days // 7 + 1 if starts_on else None
    return Week(
        days=tuple(
            WeekDay(
                day,
                tuple(a for a in attendances if a.session.day == day),
                tuple(sorted((e for e in entries if e.day == day), key=lambda e: e.starts)),
                tuple(each for each in appointments if each.day == day),
            )
            for day in dates
        ),
        today=local_date(now, zone),
        attended=sum(a.is_attended for a in counted),
        scheduled=len(counted),
        minutes_attended=found.present,
        minutes_scheduled=found.scheduled,
        meetings=meetings,
        number=number if number and number > 0 else None,
        of_weeks=planned_weeks,
        phase=phase,
    )
