"""A participant's daytime plan through time, as staff see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from webapp.domain import free_time
from webapp.domain.access import Viewer
from webapp.domain.clashes import LOOK_AHEAD, Clash, clashes
from webapp.domain.daytime import DaytimePlan, Period, is_full_time, periods
from webapp.domain.free_time import Room
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.people import Account
from webapp.models.program import DaytimePlanRow
from webapp.queries import people, schedule
from webapp.queries.people import Person


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All that was, is and will be planned; and who said so, by the date from which it holds."""

    person: Person
    today: date
    plans: tuple[DaytimePlan, ...]
    by: dict[date, str]

    @property
    def periods(self) -> tuple[Period, ...]:
        return periods(self.plans)

    @property
    def now(self) -> Period | None:
        """The plan of today, or None if nothing was ever said."""
        return next((each for each in self.periods if each.holds_on(self.today)), None)

    @property
    def past(self) -> tuple[Period, ...]:
        """What held before, the latest first."""
        gone = [p for p in self.periods if p.until is not None and p.until <= self.today]
        return tuple(reversed(gone))

    @property
    def to_come(self) -> tuple[Period, ...]:
        return tuple(p for p in self.periods if p.starts_on > self.today)

    @property
    def version(self) -> str:
        """A short name for exactly these plans and dates."""
        return sha256(repr(self.plans).encode()).hexdigest()[:16]


def load(viewer: Viewer, key: str, now: Instant) -> PlanPage | None:
    """The page of one participant of the viewer's program, or None. Two statements."""
    person = people.find(viewer, key, now)
    if person is None:
        return None
    rows = db.session.execute(
        select(DaytimePlanRow, Account.name)
        .outerjoin(Account, Account.id == DaytimePlanRow.recorded_by)
        .where(DaytimePlanRow.participant_id == person.participant_id)
        .order_by(DaytimePlanRow.effective_from, DaytimePlanRow.id)
    ).all()
    return PlanPage(
        person,
        local_date(now, viewer.zone),
        tuple(_plan(row) for row, _by in rows),
        {row.effective_from: by for row, by in rows if by},
    )


def _plan(row: DaytimePlanRow) -> DaytimePlan:
    return DaytimePlan(
        row.activity,
        row.weekdays,
        row.starts,
        row.ends,
        row.place,
        row.full_time,
        row.effective_from,
    )


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against a plan: sessions that it runs into, and where it leaves room for the
    week's meetings."""

    clashes: tuple[Clash, ...]
    room: Room


def against(viewer: Viewer, person: Person, plan: Iterable[DaytimePlan], first: date) -> Against:
    """What that plan would run into from that date on. One statement."""
    assert viewer.program_id is not None
    dates = schedule.of_program(viewer.program_id, first, max(first, person.starts_on) + LOOK_AHEAD)
    own = dates.of(
        person.participant_id,
        enrolled_from=person.starts_on,
        ended_on=person.ended_on,
        plans=tuple(plan),
    )
    begins = max(first, person.starts_on)
    settings = own.settings_on(begins)
    quota = settings.quota(is_full_time(own.schedule.plans, begins))
    return Against(
        clashes(own.schedule, begins),
        free_time.usual_week(own.schedule, begins, quota, settings.travel),
    )
