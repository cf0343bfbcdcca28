"""Change one date of a program, for all or for one, or say what its session is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from webapp.actions import audit
from webapp.domain.errors import DaylineError, InvalidTime
from webapp.domain.schedule import Change, ScheduleException, Topic
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant
from webapp.models.base import db, transaction
from webapp.models.program import BlockRow, ExceptionRow, Program, SessionTopicRow
from webapp.queries.change import dates_of, version_of
from webapp.queries.schedule import Dates

ADDED = frozenset({Change.EXTRA, Change.MAKE_UP})
EXPECTED_THEN = frozenset({Change.MOVED, Change.EXTRA})
"""After these somebody is expected at the new time."""


class UnfitException(DaylineError):
    """A change to a date that cannot be shown."""


class TooLate(UnfitException):
    """What is over, or a time that has passed, cannot become another."""


class ChangedMeanwhile(DaylineError):
    """Somebody else changed that date since it was looked at: nothing was overwritten."""


class UnknownProgram(DaylineError):
    """No program, or no session of it, has that name."""


def program_named(name: str) -> tuple[int, str]:
    """The id and zone of a program. Raises `UnknownProgram`, naming those there are."""
    found = db.session.execute(
        select(Program.id, Program.zone).where(Program.name == name)
    ).one_or_none()
    if found is None:
        names = ", ".join(db.session.execute(select(Program.name)).scalars()) or "none yet"
        raise UnknownProgram(f"no program is called {name!r}; there are: {names}")
    return found.id, found.zone


def _check_session(program_id: int, session_name: str | None) -> None:
    names = db.session.execute(
        select(BlockRow.session)
        .where(BlockRow.program_id == program_id, BlockRow.session.is_not(None))
        .distinct()
    ).scalars()
    known = sorted(name for name in names if name)
    if session_name is not None and session_name not in known:
        raise UnknownProgram(f"no session is called {session_name!r}; there are: {known}")


def add_exception(
    program_id: int,
    exception: ScheduleException,
    now: Instant,
    *,
    by: int | None = None,
    participant_id: int | None = None,
    seen: str | None = None,
) -> None:
    """Add a holiday, or cancel, move or add a session; `by` is the account that does it.

    It is for everybody, or for one participant alone. `seen` is the version of the date that
    was looked at (`queries.change.version_of`). Raises `UnknownProgram`, `ChangedMeanwhile`, or
    `UnfitException` for a change that no page could show.
    """
    _check_session(program_id, exception.session)
    with transaction() as session:
        session.execute(select(Program.id).where(Program.id == program_id).with_for_update())
        _check_seen(program_id, exception.day, participant_id, seen)
        _check_fits(program_id, exception, participant_id, now)
        session.add(
            ExceptionRow(
                program_id=program_id,
                participant_id=participant_id,
                day=exception.day,
                change=exception.change,
                session=exception.session,
                arrive=exception.arrive,
                note=exception.note,
                recorded_at=now,
                recorded_by=by,
            )
        )
        audit.record(
            session,
            now,
            f"schedule_{exception.change}",
            actor_id=by,
            participant_id=participant_id,
            detail=str(exception.day),
        )


def _check_seen(program_id: int, day: date, participant_id: int | None, seen: str | None) -> None:
    if seen is not None and seen != version_of(dates_of(program_id, day, participant_id), day):
        raise ChangedMeanwhile


def _check_fits(
    program_id: int, exception: ScheduleException, participant_id: int | None, now: Instant
) -> None:
    """Try the change on that date before it is kept: later it would be too late to refuse."""
    if exception.change is Change.MOVED and exception.arrive is None:
        raise UnfitException("a moved session needs its new arrival time")
    dates = dates_of(program_id, exception.day, participant_id)
    before = _of_that_name(dates, exception)
    if exception.change in ADDED and before:
        raise UnfitException("there is a session of that name on that day already")
    last = replace(exception, for_one=participant_id is not None)
    schedule = replace(dates.schedule, exceptions=(*dates.schedule.exceptions, last))
    try:
        after = _of_that_name(replace(dates, schedule=schedule), exception)
    except InvalidTime as error:
        raise UnfitException(f"the session does not fit into that day: {error}") from error
    if exception.change in ADDED and not after:
        raise UnfitException("they have no session of that name in their week")
    if exception.change in EXPECTED_THEN:
        is_over = any(session.closes_at < now for session in before)
        if is_over or any(session.arrive_by < now for session in after):
            raise TooLate("nobody can come to a time that has passed")


def _of_that_name(dates: Dates, exception: ScheduleException) -> list[Session]:
    """The sessions that it is about: without a name, all of that date."""
    every = dates.sessions_on(exception.day)
    return [s for s in every if exception.session in (None, s.name)]


def set_topic(
    program_id: int,
    topic: Topic,
    now: Instant,
    *,
    by: int | None = None,
    seen: str | None = None,
) -> None:
    """Say what a session is about; a later word counts. Raises `UnknownProgram` or
    `ChangedMeanwhile`."""
    _check_session(program_id, topic.session)
    with transaction() as session:
        session.execute(select(Program.id).where(Program.id == program_id).with_for_update())
        _check_seen(program_id, topic.day, None, seen)
        session.add(
            SessionTopicRow(
                program_id=program_id,
                day=topic.day,
                session=topic.session,
                title=topic.title,
                facilitator=topic.facilitator,
                recorded_at=now,
            )
        )
        audit.record(session, now, "set_topic", actor_id=by, detail=str(topic.day))
