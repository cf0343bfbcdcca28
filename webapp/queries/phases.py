"""The program's phases through time, and who is in which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import select

from webapp.domain.access import Viewer
from webapp.domain.phase import InPhase, Phase, PhaseMove, phases_on
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.people import Account
from webapp.models.program import PhaseRow
from webapp.queries import people, schedule
from webapp.queries.people import Person
from webapp.queries.schedule import Dates

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Since:
    """The phases from a date on, and who said so."""

    effective_from: date
    phases: tuple[Phase, ...]
    by: str


@dataclass(frozen=True, slots=True)
class PhasesPage:
    """Every change of the phases, the earliest first, and everybody's own dates."""

    today: date
    changes: tuple[Since, ...]
    dates: Dates
    people: tuple[Person, ...]

    def on(self, day: date) -> tuple[Phase, ...]:
        """The phases of that date, in their order."""
        return phases_on(self.dates.phases, day)

    @property
    def in_force(self) -> tuple[Phase, ...]:
        return self.on(self.today)

    @property
    def to_come(self) -> tuple[Since, ...]:
        return tuple(each for each in self.changes if each.effective_from > self.today)

    @property
    def last(self) -> tuple[Phase, ...]:
        """Those that hold after all that is to come."""
        return self.changes[-1].phases if self.changes else ()

    @property
    def settings(self) -> ProgramSettings:
        """What the program itself has: it counts where a phase says nothing."""
        return self.dates.settings_on(self.today)

    @property
    def version(self) -> str:
        """A short name for exactly these phases."""
        return _version(self.dates.phases)

    def who_is_in(self, key: str) -> tuple[Person, ...]:
        """Those who are in that phase today, by name."""
        found = {p: _of(self.dates, p).phase_on(self.today) for p in self.people}
        return tuple(p for p, there in found.items() if there and there.phase.key == key)

    def in_use_on(self, day: date) -> tuple[Phase, ...]:
        """The phases that somebody is in on the day before that date, or was moved to later."""
        there = {p: _of(self.dates, p).phase_on(day - DAY) for p in self.people}
        used = {each.phase.key for each in there.values() if each is not None}
        used |= {m.key for own in self.dates.own.values() for m in own.moves if m.since >= day}
        return tuple(phase for phase in self.on(day) if phase.key in used)


def load(viewer: Viewer, now: Instant) -> PhasesPage:
    """The viewer's program. Three statements."""
    today = local_date(now, viewer.zone)
    dates = _dates(viewer, today)
    by = {
        row.effective_from: row.name
        for row in db.session.execute(
            select(PhaseRow.effective_from, Account.name)
            .join(Account, Account.id == PhaseRow.recorded_by)
            .where(PhaseRow.program_id == viewer.program_id)
        )
    }
    starts = sorted({phase.effective_from for phase in dates.phases})
    changes = tuple(Since(day, phases_on(dates.phases, day), by.get(day, "")) for day in starts)
    here = tuple(p for p in people.everybody(viewer, now) if not p.is_over(today))
    return PhasesPage(today, changes, dates, here)


@dataclass(frozen=True, slots=True)
class PersonsPhase:
    """The phase of one participant, and what is to come for them."""

    today: date
    dates: Dates

    def on(self, day: date) -> InPhase | None:
        """The phase that they are in on that date."""
        return self.dates.phase_on(day)

    @property
    def now(self) -> InPhase | None:
        return self.on(self.today)

    @property
    def moves(self) -> tuple[PhaseMove, ...]:
        """What staff said, those to come among it."""
        return self.dates.moves or ()

    @property
    def to_come(self) -> tuple[tuple[date, str], ...]:
        """The moves to come, with the name of the phase."""
        last = {move.since: move.key for move in self.moves if move.since > self.today}
        names = {phase.key: phase.name for phase in self.dates.phases}
        return tuple((since, names.get(key, "")) for since, key in sorted(last.items()))

    def offered_on(self, day: date) -> tuple[Phase, ...]:
        """The phases that the program has on that date."""
        return phases_on(self.dates.phases, day)

    @property
    def offered(self) -> tuple[Phase, ...]:
        return self.offered_on(self.today)

    @property
    def version(self) -> str:
        """A short name for exactly these phases and moves."""
        return _version((*self.dates.phases, *self.moves))


def of_person(viewer: Viewer, person: Person, now: Instant) -> PersonsPhase:
    """One participant of the viewer's program. One statement."""
    today = local_date(now, viewer.zone)
    return PersonsPhase(today, _of(_dates(viewer, today), person))


def _dates(viewer: Viewer, today: date) -> Dates:
    assert viewer.program_id is not None
    return schedule.of_program(viewer.program_id, today, today)


def _of(dates: Dates, person: Person) -> Dates:
    return dates.of(person.participant_id, enrolled_from=person.starts_on, ended_on=person.ended_on)


def _version(said: Iterable[object]) -> str:
    return sha256(repr(tuple(said)).encode()).hexdigest()[:16]
