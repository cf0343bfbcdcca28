"""The sessions of some weeks, date by date, with what was changed about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from operator import attrgetter

from webapp.domain.access import Viewer
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import people, schedule

DAY, WEEK = timedelta(days=1), timedelta(days=7)
WEEKS_AHEAD = 4


@dataclass(frozen=True, slots=True)
class ForOne:
    """A change for one participant."""

    key: str
    name: str
    participant_id: int
    change: ScheduleException


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One date: its sessions as they are for everybody, and changes for one, with the name."""

    date: date
    sessions: tuple[Session, ...]
    is_holiday: bool
    note: str
    for_one: tuple[ForOne, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weeks that touch a month, from Monday on, and a version of what is said of them."""

    today: date
    month: date
    days: tuple[CalendarDay, ...]
    version: str

    @property
    def month_before(self) -> date:
        return (self.month - DAY).replace(day=1)

    @property
    def month_after(self) -> date:
        return (self.month + timedelta(days=31)).replace(day=1)

    @property
    def weeks(self) -> tuple[tuple[CalendarDay, ...], ...]:
        """Seven days each."""
        return tuple(self.days[n : n + 7] for n in range(0, len(self.days), 7))


def load(viewer: Viewer, month: date, now: Instant) -> Calendar:
    """The weeks of the month that begins on that date. Two statements."""
    assert viewer.program_id is not None
    last = (month + timedelta(days=31)).replace(day=1) - DAY
    first, until = month - timedelta(days=month.weekday()), last + timedelta(6 - last.weekday())
    dates = schedule.of_program(viewer.program_id, first, until)
    seen = {p.participant_id: p for p in people.everybody(viewer, now)}
    own = [
        ForOne(seen[whose].key, seen[whose].name, whose, each)
        for whose, theirs in dates.own.items()
        if whose in seen
        for each in theirs.exceptions
    ]
    counted = sorted((o for o in own if _counts(o, own)), key=attrgetter("name", "key"))
    days = [first + n * DAY for n in range((until - first).days + 1)]
    return Calendar(
        today=local_date(now, viewer.zone),
        month=month,
        days=tuple(
            CalendarDay(
                day,
                dates.sessions_on(day),
                *_holiday(e for e in dates.schedule.exceptions if e.day == day),
                tuple(each for each in counted if each.change.day == day),
            )
            for day in days
        ),
        version=version_of(dates),
    )


def version_of(dates: schedule.Dates) -> str:
    """A short name for exactly the changes for everybody among these dates."""
    return sha256(repr(dates.schedule.exceptions).encode()).hexdigest()[:16]


def _holiday(said: Iterable[ScheduleException]) -> tuple[bool, str]:
    found = [e for e in said if e.session is None and e.change in (Change.HOLIDAY, Change.STANDS)]
    if not found or found[-1].change is Change.STANDS:
        return False, ""
    return True, found[-1].note


def _counts(each: ForOne, own: Iterable[ForOne]) -> bool:
    """Whether it is the last word about that participant, date and session, and no taking back."""
    last = [other for other in own if _about(other) == _about(each)][-1]
    return last is each and each.change.change is not Change.STANDS


def _about(each: ForOne) -> tuple[str, date, str | None]:
    return (each.key, each.change.day, each.change.session)


@dataclass(frozen=True, slots=True)
class PlannedTopic:
    """One session to come, and what it is about as far as somebody said so."""

    session: Session

    @property
    def id(self) -> str:
        """The session's date and name, as a form has it."""
        return f"{self.session.day.isoformat()}/{self.session.name}"

    @property
    def version(self) -> str:
        """A short name for exactly this topic and this leader."""
        said = (self.session.topic, self.session.led_by)
        return sha256(repr(said).encode()).hexdigest()[:16]


def topics_ahead(viewer: Viewer, now: Instant) -> tuple[PlannedTopic, ...]:
    """The sessions of the next four weeks that have a group and take place. One statement."""
    assert viewer.program_id is not None
    today = local_date(now, viewer.zone)
    last = today + WEEKS_AHEAD * WEEK
    dates = schedule.of_program(viewer.program_id, today, last)
    days = [today + n * DAY for n in range((last - today).days + 1)]
    return tuple(
        PlannedTopic(session)
        for day in days
        for session in dates.sessions_on(day)
        if session.treatment and not session.cancelled and session.ends_at > now
    )
