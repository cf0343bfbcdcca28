"""Who came into a program with a file."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, RowId


class ImportedRow(Base):
    """One line of a file that made a participant. `key` is that of the form that confirmed it,
    so a form sent twice enrolls nobody twice."""

    __tablename__ = "imported_line"
    __table_args__ = (UniqueConstraint("program_id", "key", "line"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    key: Mapped[str] = mapped_column(String(64))
    line: Mapped[int]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), unique=True)
    at: Mapped[Instant]
    by: Mapped[int] = mapped_column(ForeignKey("account.id"))
