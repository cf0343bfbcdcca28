"""The rows that a record is made of: one select for each table, and what one row says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from webapp.domain.answers import ArrivalAnswer
from webapp.domain.record import CheckIn, Entry, Evidence, Recorded, SessionName, Void
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.people import Account
from webapp.models.record import Outage, RecordRow, RecordVoid
from webapp.queries.together import Statement, whose

BY_CODE = frozenset({Evidence.CODE, Evidence.SENT_LATER, Evidence.OWN_TAP})
"""These are the participant's own: nobody else wrote them down."""


def parts(by: str) -> dict[str, Statement]:
    """What is on record `by` whom (see `together.whose`), from `first` through `last`, and when
    Dayline was away between `opens_at` and `closes_at`."""
    return {
        "check_ins": _check_ins(by),
        "entries": _entries(by),
        "said": _said(by),
        "outages": select(Outage.began_at, Outage.ended_at).where(
            Outage.ended_at >= bindparam("opens_at"),
            Outage.began_at <= bindparam("closes_at"),
        ),
    }


def in_the_span(day: Any) -> ColumnElement[bool]:
    """Whether the date is one from `first` through `last`."""
    inside: ColumnElement[bool] = day.between(bindparam("first"), bindparam("last"))
    return inside


def _check_ins(by: str) -> Statement:
    author, voided_by = aliased(Account), aliased(Account)
    return (
        select(
            CheckInRow.id,
            CheckInRow.participant_id,
            CheckInRow.day,
            CheckInRow.session,
            CheckInRow.public_key,
            CheckInRow.at,
            CheckInRow.evidence,
            CheckInRow.recorded_at,
            CheckInRow.claimed_at,
            CheckInRow.sent_at,
            *_by_whom(author, voided_by, CheckInVoid),
        )
        .join(author, author.id == CheckInRow.recorded_by)
        .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .outerjoin(voided_by, voided_by.id == CheckInVoid.by)
        .where(whose(by, CheckInRow), in_the_span(CheckInRow.day))
    )


def check_in(row: Any) -> CheckIn:
    """What a row of "check_ins" says."""
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


def _entries(by: str) -> Statement:
    """Those of the dates, and those that make up for one of them later."""
    author, voided_by, owner = aliased(Account), aliased(Account), aliased(Account)
    return (
        select(
            RecordRow.id,
            RecordRow.participant_id,
            RecordRow.day,
            RecordRow.session,
            RecordRow.public_key,
            RecordRow.kind,
            RecordRow.at,
            RecordRow.recorded_at,
            RecordRow.words,
            RecordRow.evidence,
            RecordRow.emergency,
            RecordRow.about_day,
            RecordRow.about_session,
            RecordRow.due_on,
            owner.name.label("owner"),
            *_by_whom(author, voided_by, RecordVoid),
        )
        .join(author, author.id == RecordRow.recorded_by)
        .outerjoin(owner, owner.id == RecordRow.owner_id)
        .outerjoin(RecordVoid, RecordVoid.entry_id == RecordRow.id)
        .outerjoin(voided_by, voided_by.id == RecordVoid.by)
        .where(
            whose(by, RecordRow),
            or_(
                in_the_span(RecordRow.day),
                and_(RecordRow.kind == Entry.MAKE_UP, in_the_span(RecordRow.about_day)),
            ),
        )
    )


def recorded(row: Any) -> Recorded:
    """What a row of "entries" says."""
    about = None
    if row.about_day is not None and row.about_session is not None:
        about = SessionName(row.about_day, row.about_session)
    return Recorded(
        id=row.public_key,
        kind=row.kind,
        at=row.at,
        recorded_at=row.recorded_at,
        by="" if row.evidence in BY_CODE else row.by,
        words=row.words or "",
        evidence=row.evidence,
        emergency=row.emergency,
        about=about,
        owner=row.owner or "",
        due_on=row.due_on,
        void=_void(row),
    )


def _by_whom(author: Any, voided_by: Any, void: Any) -> tuple[Any, ...]:
    return (
        author.name.label("by"),
        voided_by.name.label("voided_by"),
        void.at.label("voided_at"),
        void.reason.label("voided_why"),
    )


def _void(row: Any) -> Void | None:
    if row.voided_at is None:
        return None
    return Void(row.voided_by, row.voided_at, row.voided_why)


def _said(by: str) -> Statement:
    return select(
        ArrivalAnswerRow.id,
        ArrivalAnswerRow.participant_id,
        ArrivalAnswerRow.day,
        ArrivalAnswerRow.session,
        ArrivalAnswerRow.answer,
        ArrivalAnswerRow.reason,
        ArrivalAnswerRow.at,
        ArrivalAnswerRow.words,
        ArrivalAnswerRow.recorded_at,
    ).where(whose(by, ArrivalAnswerRow), in_the_span(ArrivalAnswerRow.day))


def answer(row: Any) -> ArrivalAnswer:
    """What a row of "said" says."""
    return ArrivalAnswer(
        row.day, row.session, row.answer, row.reason, row.at, row.words or "", row.recorded_at
    )
