"""What the planner and the sender of reminders have to know, a program at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.domain.reminders import Choice, Reminder, ReminderKind, Standing, leads, offered
from webapp.domain.session import Session
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, later, local_date, zone_named
from webapp.models.base import UtcInstant, db
from webapp.models.people import Enrollment
from webapp.models.program import Program, zone_then
from webapp.models.push import ReminderChoiceRow
from webapp.models.reminders import DeliveryRow, DeliveryState, ReminderRow
from webapp.queries import record, schedule

AHEAD = 120
"""Minutes: reminders that are due within them are planned, so that a row is there in time."""
LONGEST_LEAD = 24 * 60
NEVER_ARRIVED = (DeliveryState.GONE, DeliveryState.REFUSED, DeliveryState.SUBSCRIBE_AGAIN)

Key = record.Key
"""Participant, date and session."""


@dataclass(frozen=True, slots=True)
class Known:
    """A reminder as it stands in the database. `is_set_aside` if it is cancelled, or was found
    not wanted just before it was sent to some phone."""

    id: int
    reminder: Reminder
    is_cancelled: bool
    is_set_aside: bool
    may_be_told: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """The sessions just ahead of one program, participant by participant."""

    program_id: int
    program: str
    zone: ZoneInfo
    standings: Mapping[Key, Standing]
    known: Mapping[Key, tuple[Known, ...]]


@dataclass(frozen=True, slots=True)
class _Person:
    participant_id: int
    starts_on: date
    ended_on: date | None
    chosen: Choice | None

    def is_enrolled(self, day: date) -> bool:
        return self.starts_on <= day and (self.ended_on is None or day <= self.ended_on)


def program_ids() -> tuple[int, ...]:
    """All programs. One statement."""
    return tuple(db.session.execute(select(Program.id).order_by(Program.id)).scalars())


def outlook(program_id: int, now: Instant, only: Collection[int] | None = None) -> Outlook:
    """Everything that decides a program's reminders now. Six statements.

    `only` these participants, or everybody of the program.
    """
    program = db.session.execute(
        select(Program.name, zone_then(literal(now, UtcInstant()))).where(Program.id == program_id)
    ).one()
    zone = zone_named(program.zone)
    first = local_date(now, zone) - timedelta(days=1)
    last = local_date(later(now, AHEAD + LONGEST_LEAD), zone)
    dates = schedule.of_program(program_id, first, last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    people = {person.participant_id: person for person in _people(program_id, only)}
    ahead = _Ahead(dates, days, people)
    known = _known(program_id, first, last, only)
    whose = record.in_program(program_id) if only is None else record.of(only)
    here = record.checked_in(whose, first, last)
    excused = record.excused(whose, first, last)
    standings = {
        key: _standing(
            people.get(key[0]),
            key[1],
            ahead.sessions(key[0]).get(key[1:]),
            ahead.settings(key[0])[key[1]],
            key in here,
            key in excused,
            known.get(key, ()),
        )
        for key in {*known, *_expected(people, ahead, now)}
    }
    return Outlook(program_id, program.name, zone, standings, known)


class _Ahead:
    """The sessions and settings of the next days: mostly the same for everybody."""

    def __init__(
        self, dates: schedule.Dates, days: Sequence[date], people: Mapping[int, _Person]
    ) -> None:
        self._days = days
        self._for_all = self._made(dates)
        self._own = {
            person.participant_id: self._made(
                dates.of(
                    person.participant_id,
                    enrolled_from=person.starts_on,
                    ended_on=person.ended_on,
                )
            )
            for person in people.values()
            if dates.phases or dates.own.get(person.participant_id, schedule.NOBODYS).has_own_days
        }

    def _made(
        self, dates: schedule.Dates
    ) -> tuple[dict[tuple[date, str], Session], dict[date, ProgramSettings]]:
        sessions = {(s.day, s.name): s for day in self._days for s in dates.sessions_on(day)}
        return sessions, {day: dates.settings_on(day) for day in self._days}

    def sessions(self, participant_id: int) -> Mapping[tuple[date, str], Session]:
        """A participant's sessions by date and name."""
        return self._own.get(participant_id, self._for_all)[0]

    def settings(self, participant_id: int) -> Mapping[date, ProgramSettings]:
        """The settings of each date as they are for a participant."""
        return self._own.get(participant_id, self._for_all)[1]


def _expected(people: Mapping[int, _Person], ahead: _Ahead, now: Instant) -> Iterator[Key]:
    """Who is expected at the sessions for which a reminder can be due by now or soon."""
    for person in people.values():
        settings = ahead.settings(person.participant_id)
        for (day, name), session in ahead.sessions(person.participant_id).items():
            until = later(now, AHEAD + offered(settings[day])[0])
            is_on = not session.cancelled and not session.is_make_up and person.is_enrolled(day)
            if is_on and now < session.arrive_by <= until:
                yield person.participant_id, day, name


def _standing(
    person: _Person | None,
    day: date,
    session: Session | None,
    settings: ProgramSettings,
    checked_in: bool,
    excused: bool,
    known: tuple[Known, ...],
) -> Standing:
    told = [each.reminder for each in known if each.may_be_told]
    changes = [e.reminder for e in known if e.reminder.kind is not ReminderKind.BEFORE]
    chosen = person.chosen if person else None
    return Standing(
        session,
        leads(settings, chosen.leads if chosen else None) if person else (),
        since=chosen.since if chosen else {},
        enrolled=person is not None and person.is_enrolled(day),
        checked_in=checked_in,
        excused=excused,
        told=max(told, key=lambda each: (each.due_at, each.nth), default=None),
        change=max(changes, key=lambda each: each.nth, default=None),
    )


def _among(
    column: InstrumentedAttribute[int], only: Collection[int] | None
) -> tuple[ColumnElement[bool], ...]:
    return () if only is None else (column.in_(only),)


def _people(program_id: int, only: Collection[int] | None) -> Iterator[_Person]:
    """Everybody who was ever enrolled, with their latest choice of leads. One statement."""
    latest = (
        select(ReminderChoiceRow.participant_id, func.max(ReminderChoiceRow.id).label("choice_id"))
        .group_by(ReminderChoiceRow.participant_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Enrollment.participant_id,
            Enrollment.starts_on,
            Enrollment.ended_on,
            ReminderChoiceRow.leads,
            ReminderChoiceRow.since,
        )
        .outerjoin(latest, latest.c.participant_id == Enrollment.participant_id)
        .outerjoin(ReminderChoiceRow, ReminderChoiceRow.id == latest.c.choice_id)
        .where(Enrollment.program_id == program_id, *_among(Enrollment.participant_id, only))
    )
    for participant_id, starts_on, ended_on, chosen, since in rows:
        choice = None if chosen is None else Choice(tuple(chosen), since)
        yield _Person(participant_id, starts_on, ended_on, choice)


def _known(
    program_id: int, first: date, last: date, only: Collection[int] | None
) -> dict[Key, tuple[Known, ...]]:
    """The reminders of those dates, cancelled ones included. One statement."""
    tried = exists().where(
        DeliveryRow.reminder_id == ReminderRow.id,
        DeliveryRow.attempts > 0,
        DeliveryRow.state.not_in(NEVER_ARRIVED),
    )
    not_wanted = exists().where(
        DeliveryRow.reminder_id == ReminderRow.id,
        DeliveryRow.state == DeliveryState.NOT_WANTED,
    )
    rows = db.session.execute(
        select(
            *COLUMNS,
            ReminderRow.participant_id,
            ReminderRow.cancelled_at.is_not(None).label("is_cancelled"),
            not_wanted.label("is_not_wanted"),
            tried.label("may_be_told"),
        ).where(
            ReminderRow.program_id == program_id,
            ReminderRow.day.between(first, last),
            *_among(ReminderRow.participant_id, only),
        )
    )
    found: dict[Key, list[Known]] = {}
    for row in rows:
        aside = row.is_cancelled or row.is_not_wanted
        each = Known(row.id, reminder_in(row), row.is_cancelled, aside, row.may_be_told)
        found.setdefault((row.participant_id, row.day, row.session), []).append(each)
    return {key: tuple(each) for key, each in found.items()}


COLUMNS = (
    ReminderRow.id,
    ReminderRow.day,
    ReminderRow.session,
    ReminderRow.kind,
    ReminderRow.lead,
    ReminderRow.event_at,
    ReminderRow.due_at,
    ReminderRow.expires_at,
    ReminderRow.nth,
)


def reminder_in(row: Sequence[Any]) -> Reminder:
    """The reminder in a row that begins with `COLUMNS`."""
    return Reminder(*row[1 : len(COLUMNS)])
