"""What is on record about participants and sessions, voided rows among it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import aliased

from webapp.domain.answers import ArrivalAnswer
from webapp.domain.attendance import Attendance, derive
from webapp.domain.outage import Outage, hides
from webapp.domain.record import (
    DECISIONS,
    NOTHING,
    CheckIn,
    Entry,
    Evidence,
    Facts,
    Recorded,
    SessionName,
    Void,
)
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.base import db
from webapp.models.people import Account
from webapp.models.record import Outage as OutageRow
from webapp.models.record import RecordRow, RecordVoid

Key = tuple[int, date, str]
"""Participant, date and session."""
Whose = Callable[[Any], ColumnElement[bool]]
"""Whose rows of a table: of some participants, or of a program."""
T = TypeVar("T")
BY_CODE = frozenset({Evidence.CODE, Evidence.SENT_LATER, Evidence.OWN_TAP})
"""These are the participant's own: nobody else wrote them down."""


def of(participant_ids: Collection[int]) -> Whose:
    """The rows of these participants."""
    return lambda table: table.participant_id.in_(participant_ids)


def in_program(program_id: int) -> Whose:
    """The rows of everybody in a program."""
    return lambda table: table.program_id == program_id


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

    def attendances(
        self,
        participant_id: int,
        sessions: Iterable[Session],
        now: Instant,
        enrolled_at: Instant | None = None,
    ) -> tuple[Attendance, ...]:
        """The same for several sessions."""
        return tuple(self.attendance(participant_id, s, now, enrolled_at) for s in sessions)


def load(whose: Whose, sessions: Collection[Session]) -> Record:
    """What is on record about these sessions. Four statements."""
    if not sessions:
        return Record()
    first, last = min(s.day for s in sessions), max(s.day for s in sessions)
    check_ins = _check_ins(whose, first, last)
    written = rows(whose, first, last)
    said = _said(whose, first, last)
    made_up = {
        (participant_id, *row.about): SessionName(day, name)
        for (participant_id, day, name), found in written.items()
        for row in found
        if row.kind is Entry.MAKE_UP and row.void is None and row.about is not None
    }
    facts = {
        key: Facts(check_ins.get(key, ()), written.get(key, ()), said.get(key), made_up.get(key))
        for key in {*check_ins, *written, *said, *made_up}
    }
    return Record(facts, _outages(sessions))


def checked_in(whose: Whose, first: date, last: date) -> frozenset[Key]:
    """Who has a check-in that stands. One statement."""
    rows = db.session.execute(
        select(CheckInRow.participant_id, CheckInRow.day, CheckInRow.session)
        .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .where(CheckInVoid.id.is_(None), whose(CheckInRow), CheckInRow.day.between(first, last))
    )
    return frozenset((row.participant_id, row.day, row.session) for row in rows)


def excused(whose: Whose, first: date, last: date) -> frozenset[Key]:
    """Who is excused from what. One statement."""
    rows = db.session.execute(
        select(RecordRow.participant_id, RecordRow.day, RecordRow.session, RecordRow.kind)
        .outerjoin(RecordVoid, RecordVoid.entry_id == RecordRow.id)
        .where(
            RecordVoid.id.is_(None),
            RecordRow.kind.in_(DECISIONS),
            whose(RecordRow),
            RecordRow.day.between(first, last),
        )
        .order_by(RecordRow.id)
    )
    decided = {(row.participant_id, row.day, row.session): row.kind for row in rows}
    return frozenset(key for key, kind in decided.items() if kind is Entry.EXCUSED)


def _check_ins(whose: Whose, first: date, last: date) -> dict[Key, tuple[CheckIn, ...]]:
    by, voided_by = aliased(Account), aliased(Account)
    rows = db.session.execute(
        select(
            CheckInRow.participant_id,
            CheckInRow.day,
            CheckInRow.session,
            CheckInRow.public_key,
            CheckInRow.at,
            CheckInRow.evidence,
            CheckInRow.recorded_at,
            CheckInRow.claimed_at,
            CheckInRow.sent_at,
            *_by_whom(by, voided_by, CheckInVoid),
        )
        .join(by, by.id == CheckInRow.recorded_by)
        .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .outerjoin(voided_by, voided_by.id == CheckInVoid.by)
        .where(whose(CheckInRow), CheckInRow.day.between(first, last))
        .order_by(CheckInRow.id)
    )
    return _grouped(((row.participant_id, row.day, row.session), _check_in(row)) for row in rows)


def _check_in(row: Row[Any]) -> CheckIn:
    return CheckIn(
        row.public_key,
        row.at,
        row.evidence,
        "" if row.evidence in BY_CODE else row.by,
        row.recorded_at,
        row.claimed_at,
        row.sent_at,
        _void(row),
    )


def rows(whose: Whose, first: date, last: date) -> dict[Key, tuple[Recorded, ...]]:
    """The rows beside the check-ins: those of the dates, and those that make up for one of
    them later. One statement."""
    by, voided_by, owner = aliased(Account), aliased(Account), aliased(Account)
    found = db.session.execute(
        select(RecordRow, owner.name.label("owner"), *_by_whom(by, voided_by, RecordVoid))
        .join(by, by.id == RecordRow.recorded_by)
        .outerjoin(owner, owner.id == RecordRow.owner_id)
        .outerjoin(RecordVoid, RecordVoid.entry_id == RecordRow.id)
        .outerjoin(voided_by, voided_by.id == RecordVoid.by)
        .where(
            whose(RecordRow),
            or_(
                RecordRow.day.between(first, last),
                and_(
                    RecordRow.kind == Entry.MAKE_UP,
                    RecordRow.about_day.between(first, last),
                ),
            ),
        )
        .order_by(RecordRow.id)
    )
    return _grouped(
        (
            (each.RecordRow.participant_id, each.RecordRow.day, each.RecordRow.session),
            _recorded(each),
        )
        for each in found
    )


def _recorded(found: Row[Any]) -> Recorded:
    row: RecordRow = found.RecordRow
    about = None
    if row.about_day is not None and row.about_session is not None:
        about = SessionName(row.about_day, row.about_session)
    return Recorded(
        id=row.public_key,
        kind=row.kind,
        at=row.at,
        recorded_at=row.recorded_at,
        by="" if row.evidence in BY_CODE else found.by,
        words=row.words or "",
        evidence=row.evidence,
        emergency=row.emergency,
        about=about,
        owner=found.owner or "",
        due_on=row.due_on,
        void=_void(found),
    )


def _by_whom(by: Any, voided_by: Any, void: Any) -> tuple[Any, ...]:
    return (
        by.name.label("by"),
        voided_by.name.label("voided_by"),
        void.at.label("voided_at"),
        void.reason.label("voided_why"),
    )


def _void(row: Row[Any]) -> Void | None:
    if row.voided_at is None:
        return None
    return Void(row.voided_by, row.voided_at, row.voided_why)


def _said(whose: Whose, first: date, last: date) -> dict[Key, ArrivalAnswer]:
    rows = db.session.execute(
        select(
            ArrivalAnswerRow.participant_id,
            ArrivalAnswerRow.day,
            ArrivalAnswerRow.session,
            ArrivalAnswerRow.answer,
            ArrivalAnswerRow.reason,
            ArrivalAnswerRow.at,
            ArrivalAnswerRow.words,
        )
        .where(whose(ArrivalAnswerRow), ArrivalAnswerRow.day.between(first, last))
        .order_by(ArrivalAnswerRow.id)
    )
    return {
        (row.participant_id, row.day, row.session): ArrivalAnswer(
            row.day, row.session, row.answer, row.reason, row.at, row.words or ""
        )
        for row in rows
    }


def _outages(sessions: Collection[Session]) -> tuple[Outage, ...]:
    rows = db.session.execute(
        select(OutageRow.began_at, OutageRow.ended_at).where(
            OutageRow.ended_at >= min(s.opens_at for s in sessions),
            OutageRow.began_at <= max(s.closes_at for s in sessions),
        )
    )
    return tuple(Outage(*row) for row in rows)


def _grouped(pairs: Iterable[tuple[Key, T]]) -> dict[Key, tuple[T, ...]]:
    found: dict[Key, list[T]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return {key: tuple(each) for key, each in found.items()}
