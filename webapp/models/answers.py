"""What participants say before a session. Rows are added, never changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.answers import Answer, Reason
from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, Named, RowId
from webapp.models.encrypted import EncryptedText


class ArrivalAnswerRow(Base):
    """One answer of one participant about one session; the latest row counts.

    `at` is when it was said, `recorded_at` when it came: later, if a phone had no signal.
    `words` are the participant's own, for staff only.
    """

    __tablename__ = "arrival_answer"
    __table_args__ = (
        UniqueConstraint("participant_id", "key"),
        Index("ix_arrival_answer_program_id_day", "program_id", "day"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    day: Mapped[date]
    session: Mapped[str] = mapped_column(String(40))
    answer: Mapped[Answer] = mapped_column(Named(Answer))
    reason: Mapped[Reason | None] = mapped_column(Named(Reason))
    words: Mapped[str | None] = mapped_column(EncryptedText)
    at: Mapped[Instant]
    recorded_at: Mapped[Instant | None]
