"""What can be changed about one date of a program, for everybody or for one participant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy import select

from webapp.domain.access import Viewer
from webapp.domain.blocks import deciding
from webapp.domain.schedule import Schedule, ScheduleException
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.program import TopicRow
from webapp.queries import people, schedule, week_plan
from webapp.queries.people import Person
from webapp.queries.schedule import Dates
from webapp.queries.week_plan import RunsInto


@dataclass(frozen=True, slots=True)
class ChangePage:
    """The sessions of one date, those that could be added, and topics to choose from."""

    sessions: tuple[Session, ...]
    can_add: tuple[str, ...]
    topics: tuple[str, ...]
    version: str


def load(viewer: Viewer, day: date, participant_id: int | None = None) -> ChangePage:
    """That page, as the date is for everybody or for one. Two statements."""
    assert viewer.program_id is not None
    dates = dates_of(viewer.program_id, day, participant_id)
    sessions = dates.sessions_on(day)
    decide = deciding(dates.schedule.blocks, day)
    named = {block.session for block in decide if block.session and block.weekdays}
    can_add = tuple(sorted(named - {session.name for session in sessions}))
    return ChangePage(sessions, can_add, topics_of(viewer), version_of(dates, day))


def topics_of(viewer: Viewer) -> tuple[str, ...]:
    """The topics to choose from, in their order. One statement."""
    found = db.session.execute(
        select(TopicRow.title)
        .where(TopicRow.program_id == viewer.program_id)
        .order_by(TopicRow.position, TopicRow.id)
    ).scalars()
    return tuple(found)


def dates_of(program_id: int, day: date, participant_id: int | None) -> Dates:
    """The date as it is for everybody, or for one participant. One statement."""
    dates = schedule.of_program(program_id, day, day)
    return dates if participant_id is None else dates.of(participant_id, enrolled_from=date.min)


def version_of(dates: Dates, day: date) -> str:
    """A short name for exactly what was said about that date."""
    said = [each for each in dates.schedule.exceptions if each.day == day]
    topics = [each for each in dates.schedule.topics if each.day == day]
    return sha256(repr((said, topics)).encode()).hexdigest()[:16]


def runs_into(
    viewer: Viewer, change: ScheduleException, now: Instant, only: Person | None = None
) -> tuple[RunsInto, ...]:
    """Whose daytime the change would hit, of the participants that the viewer may see, or of
    one. Three statements."""
    persons = [only] if only else people.everybody(viewer, now)

    def changed(own: Schedule) -> Schedule:
        return replace(own, exceptions=(*own.exceptions, change))

    return week_plan.whom_it_hits(viewer, persons, changed, change.day, change.day)
