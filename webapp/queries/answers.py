"""What participants said before a session; the latest answer counts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, select

from webapp.domain.answers import ArrivalAnswer
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.base import db


def of_participant(participant_id: int, day: date) -> dict[str, ArrivalAnswer]:
    """The latest answer of one participant on that date, by session. One statement."""
    found = _latest(ArrivalAnswerRow.participant_id == participant_id, ArrivalAnswerRow.day == day)
    return {session: answer for (_, session), answer in found.items()}


def of_program(program_id: int, day: date) -> dict[tuple[int, str], ArrivalAnswer]:
    """The latest answers of everybody on that date, by participant and session. One statement."""
    return _latest(ArrivalAnswerRow.program_id == program_id, ArrivalAnswerRow.day == day)


def _latest(*where: ColumnElement[bool]) -> dict[tuple[int, str], ArrivalAnswer]:
    rows = db.session.execute(
        select(
            ArrivalAnswerRow.participant_id,
            ArrivalAnswerRow.day,
            ArrivalAnswerRow.session,
            ArrivalAnswerRow.answer,
            ArrivalAnswerRow.reason,
            ArrivalAnswerRow.at,
        )
        .where(*where)
        .order_by(ArrivalAnswerRow.id)
    )
    return {
        (row.participant_id, row.session): ArrivalAnswer(
            row.day, row.session, row.answer, row.reason, row.at
        )
        for row in rows
    }
