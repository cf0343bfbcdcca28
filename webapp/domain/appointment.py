"""An appointment: one visit or test of one participant, its time, and whether it was kept.

Never a result, and never what was said. Like an absence, a missed appointment is not the
work of a clock: until somebody notes what became of it, nobody says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from webapp.domain.record import DISPUTE_WITHIN, NOTES, NOTHING, Entry, Facts, SessionName
from webapp.domain.session import UTC
from webapp.domain.wall_clock import Instant, WallTime

LONGEST_WITH = 60
SHORTEST, LONGEST = 5, 240
"""Minutes of one appointment."""
MOST_WEEKS = 16
"""So many of a weekly appointment are made at once; a program lasts no longer."""
NOTED_WITHIN = timedelta(days=45)
"""For so long afterwards staff can write one down, or note what became of it."""
AHEAD = timedelta(days=366)
WEEK = timedelta(weeks=1)


class AppointmentKind(StrEnum):
    """What it is. A visit counts as time in treatment, a test does not."""

    VISIT = "visit"
    TEST = "test"


USUAL_MINUTES = {AppointmentKind.VISIT: 30, AppointmentKind.TEST: 15}


class AppointmentStatus(StrEnum):
    """One word for one appointment."""

    COMING = "coming"
    NOT_NOTED = "not_noted"
    """It is past, and nobody has noted what became of it."""
    WAITING = "waiting"
    """The participant says that it is not right; nobody answered yet."""
    DONE = "done"
    MISSED = "missed"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


STATUS_OF = {
    Entry.DONE: AppointmentStatus.DONE,
    Entry.MISSED: AppointmentStatus.MISSED,
    Entry.EXCUSED: AppointmentStatus.EXCUSED,
    Entry.CALLED_OFF: AppointmentStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Planned:
    """An appointment that staff are about to make: with whom it is, and when, by the wall."""

    kind: AppointmentKind
    day: date
    starts: WallTime
    minutes: int
    with_whom: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment with what is on record about it."""

    key: str
    kind: AppointmentKind
    day: date
    starts_at: Instant
    ends_at: Instant
    with_whom: str = ""
    facts: Facts = NOTHING
    zone: ZoneInfo = UTC
    """In which its times are wall times: that of the program on its day."""

    @property
    def where(self) -> SessionName:
        """The name under which the record keeps its rows."""
        return SessionName(self.day, name_of(self.key))

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    def overlaps(self, starts_at: Instant, ends_at: Instant) -> bool:
        """Whether it takes any of that time."""
        return self.starts_at < ends_at and starts_at < self.ends_at

    @property
    def moved_to(self) -> SessionName | None:
        """The appointment that was made in its place, if it was moved."""
        noted = self.facts.noted
        return noted.about if noted else None

    def status(self, now: Instant) -> AppointmentStatus:
        """What became of it, as of `now`."""
        noted = self.facts.noted
        if self.facts.dispute is not None and not (noted and noted.kind is Entry.DONE):
            return AppointmentStatus.WAITING
        if noted is not None:
            return STATUS_OF[noted.kind]
        return AppointmentStatus.COMING if now < self.ends_at else AppointmentStatus.NOT_NOTED

    @property
    def is_kept(self) -> bool:
        """Whether staff noted that they came."""
        return self.facts.noted is not None and self.facts.noted.kind is Entry.DONE

    @property
    def is_missed(self) -> bool:
        """Whether staff noted that they did not come, and nobody disputes it."""
        noted = self.facts.noted
        return noted is not None and noted.kind is Entry.MISSED and self.facts.dispute is None

    @property
    def counts(self) -> bool:
        """Whether it was to be kept: excused and cancelled ones are asked of nobody."""
        noted = self.facts.noted
        return noted is None or noted.kind in (Entry.DONE, Entry.MISSED)


NAMED = "appointment:"


def name_of(key: str) -> str:
    """The name of an appointment's rows in the record, which no session has."""
    return NAMED + key


def key_in(name: str) -> str:
    """The key of the appointment that has this name in the record, or nothing."""
    return name.removeprefix(NAMED) if name.startswith(NAMED) else ""


class AppointmentRefusal(StrEnum):
    """Why nothing was written down."""

    WHEN = "when"
    MINUTES = "minutes"
    WEEKS = "weeks"
    TWICE = "twice"
    ENDED = "ended"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    ALREADY = "already"
    WORDS = "words"


def may_plan(
    planned: Planned, weeks: int, today: date, ended_on: date | None = None
) -> AppointmentRefusal | None:
    """Why this cannot be made, or None if it can. One of the last 45 days can be written down
    afterwards: people come without having been planned. None after the enrollment ended."""
    if ended_on is not None and planned.day + (weeks - 1) * WEEK > ended_on:
        return AppointmentRefusal.ENDED
    if not today - NOTED_WITHIN <= planned.day <= today + AHEAD:
        return AppointmentRefusal.WHEN
    if not SHORTEST <= planned.minutes <= LONGEST:
        return AppointmentRefusal.MINUTES
    return None if 1 <= weeks <= MOST_WEEKS else AppointmentRefusal.WEEKS


def may_note(
    appointment: Appointment, kind: Entry, words: str, now: Instant
) -> AppointmentRefusal | None:
    """Why this cannot be noted, or None if it can. What was noted before is put right only
    with a reason, for the participant reads both."""
    assert kind in NOTES
    noted = appointment.facts.noted
    if now > appointment.ends_at + NOTED_WITHIN:
        return AppointmentRefusal.TOO_LATE
    if kind in (Entry.DONE, Entry.MISSED) and now < appointment.starts_at:
        return AppointmentRefusal.TOO_EARLY
    if noted is None:
        return AppointmentRefusal.ALREADY if kind is Entry.REOPENED else None
    if noted.kind is kind or noted.about is not None:
        return AppointmentRefusal.ALREADY
    return None if words else AppointmentRefusal.WORDS


def may_dispute(appointment: Appointment, now: Instant) -> bool:
    """Whether the participant can say that this is not right: once somebody noted something
    or it is past, for 30 days, and not twice at a time."""
    if appointment.facts.dispute is not None or appointment.moved_to is not None:
        return False
    is_on_record = appointment.facts.noted is not None or now > appointment.ends_at
    return is_on_record and now <= appointment.ends_at + DISPUTE_WITHIN


def waits_for_staff(appointment: Appointment, now: Instant) -> bool:
    """Whether a person at the program still has to look at it."""
    is_open = appointment.status(now) is AppointmentStatus.NOT_NOTED
    return is_open or appointment.facts.dispute is not None
