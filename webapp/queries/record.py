"""What is on record about participants and sessions, voided rows among it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import select

from webapp.domain.attendance import Attendance, derive
from webapp.domain.outage import Outage, hides
from webapp.domain.record import (
    DECISIONS,
    NOTHING,
    Entry,
    Facts,
    Recorded,
    SessionName,
)
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.record import RecordRow, RecordVoid
from webapp.queries.record_rows import answer, check_in, in_the_span, parts, recorded
from webapp.queries.together import Found, Statement, Together, by_id, rows, whose

Key = tuple[int, date, str]
"""Participant, date and session."""
T = TypeVar("T")
NEVER = Instant(datetime.max.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose rows: `by` as in `together.whose`, and the value."""

    by: str
    value: Any


def of(participant_ids: Collection[int]) -> Whose:
    """The rows of these participants."""
    return Whose("participant_ids", list(participant_ids))


def of_one(participant_id: int) -> Whose:
    """The rows of this participant."""
    return Whose("participant_id", participant_id)


def in_program(program_id: int) -> Whose:
    """The rows of everybody in a program."""
    return Whose("program_id", program_id)


@dataclass(frozen=True, slots=True)
class Record:
    """All that is on record in a span of dates, and when Dayline itself was not there."""

    facts: Mapping[Key, Facts] = field(default_factory=dict)
    outages: tuple[Outage, ...] = ()

    def attendance(
        self,
        participant_id: int,
        session: Session,
        now: Instant,
        enrolled_at: Instant | None = None,
    ) -> Attendance:
        """The derived attendance of one participant at one session."""
        found = self.facts.get((participant_id, session.day, session.name), NOTHING)
        if any(hides(outage, session) for outage in self.outages):
            found = replace(found, could_not_know=True)
        return derive(session, found, now, enrolled_at)

    def is_about(self, participant_id: int, session: Session) -> bool:
        """Whether anything at all is on record about the participant at the session."""
        return (participant_id, session.day, session.name) in self.facts

    def attendances(
        self,
        participant_id: int,
        sessions: Iterable[Session],
        now: Instant,
        enrolled_at: Instant | None = None,
    ) -> tuple[Attendance, ...]:
        """The same for several sessions."""
        return tuple(self.attendance(participant_id, s, now, enrolled_at) for s in sessions)


def load(of_whom: Whose, sessions: Collection[Session]) -> Record:
    """What is on record about these sessions. One statement."""
    if not sessions:
        return Record()
    asked = {**asking(sessions), of_whom.by: of_whom.value}
    return made(_together(of_whom.by).read(**asked))


@cache
def _together(by: str) -> Together:
    return Together(**parts(by))


def asking(sessions: Collection[Session]) -> dict[str, Any]:
    """What `record_rows.parts` need to know of these sessions. Of none there is nothing."""
    return {
        "first": min((s.day for s in sessions), default=date.max),
        "last": max((s.day for s in sessions), default=date.min),
        "opens_at": min((s.opens_at for s in sessions), default=NEVER),
        "closes_at": max((s.closes_at for s in sessions), default=NEVER),
    }


def made(found: Found) -> Record:
    """The record in what `record_rows.parts` brought."""
    check_ins = _grouped(found["check_ins"], check_in)
    entries = entries_in(found)
    # One that waited on a phone may come after another that was said later.
    said = {
        key: max(answers, key=attrgetter("at"))
        for key, answers in _grouped(found["said"], answer).items()
    }
    made_up = {
        (participant_id, *entry.about): SessionName(day, name)
        for (participant_id, day, name), written in entries.items()
        for entry in written
        if entry.kind is Entry.MAKE_UP and entry.void is None and entry.about is not None
    }
    facts = {
        key: Facts(check_ins.get(key, ()), entries.get(key, ()), said.get(key), made_up.get(key))
        for key in {*check_ins, *entries, *said, *made_up}
    }
    return Record(facts, tuple(Outage(*row) for row in found["outages"]))


def entries_in(found: Found) -> dict[Key, tuple[Recorded, ...]]:
    """What is written down beside the check-ins, in what `record_rows.parts` brought."""
    return _grouped(found["entries"], recorded)


def checked_in(of_whom: Whose, first: date, last: date) -> frozenset[Key]:
    """Who has a check-in that stands. One statement."""
    asked = {"first": first, "last": last, of_whom.by: of_whom.value}
    return frozenset(tuple(row) for row in rows(_standing(of_whom.by), **asked))


@cache
def _standing(by: str) -> Statement:
    return (
        select(CheckInRow.participant_id, CheckInRow.day, CheckInRow.session)
        .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .where(CheckInVoid.id.is_(None), whose(by, CheckInRow), in_the_span(CheckInRow.day))
    )


def excused(of_whom: Whose, first: date, last: date) -> frozenset[Key]:
    """Who is excused from what. One statement."""
    asked = {"first": first, "last": last, of_whom.by: of_whom.value}
    found = rows(_decided(of_whom.by), **asked)
    decided = {(row.participant_id, row.day, row.session): row.kind for row in found}
    return frozenset(key for key, kind in decided.items() if kind is Entry.EXCUSED)


@cache
def _decided(by: str) -> Statement:
    return (
        select(RecordRow.participant_id, RecordRow.day, RecordRow.session, RecordRow.kind)
        .outerjoin(RecordVoid, RecordVoid.entry_id == RecordRow.id)
        .where(
            RecordVoid.id.is_(None),
            RecordRow.kind.in_(DECISIONS),
            whose(by, RecordRow),
            in_the_span(RecordRow.day),
        )
        .order_by(RecordRow.id)
    )


def _grouped(found: Iterable[Any], made_of: Callable[[Any], T]) -> dict[Key, tuple[T, ...]]:
    """By participant and session, in the order in which they were written down."""
    grouped: dict[Key, list[T]] = {}
    for row in sorted(found, key=by_id):
        key = (row.participant_id, row.day, row.session)
        grouped.setdefault(key, []).append(made_of(row))
    return {key: tuple(each) for key, each in grouped.items()}
