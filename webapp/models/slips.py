"""Paper slips that staff saw, and who shares their meeting log with staff. Rows are added, never
changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import Base, Named, RowId, new_key


class MeetingSlip(Base):
    """One slip that staff saw, with what it says: date and start are wall time.

    It names no entry of the log, and says nothing about there being one. `key` comes with the
    form; `nth` counts the slips of one participant, date and start: two cannot stand side by
    side, and after a void the next one takes the next number.
    """

    __tablename__ = "meeting_slip"
    __table_args__ = (
        UniqueConstraint("participant_id", "key"),
        UniqueConstraint("participant_id", "day", "starts", "nth"),
        Index("ix_meeting_slip_program_id_day", "program_id", "day"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    day: Mapped[date]
    starts: Mapped[WallTime]
    nth: Mapped[int]
    fellowship: Mapped[Fellowship | None] = mapped_column(Named(Fellowship))
    name: Mapped[str] = mapped_column(String(120))
    seen_at: Mapped[Instant]
    seen_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class MeetingSlipVoid(Base):
    """A slip was ticked wrongly: who says so, when and why. The row itself stays."""

    __tablename__ = "meeting_slip_void"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    meeting_slip_id: Mapped[int] = mapped_column(ForeignKey("meeting_slip.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[Instant]
    by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class LogSharing(Base):
    """The participant lets staff of that program read their meeting log, or stops that. The
    latest row counts; without one nothing is shared."""

    __tablename__ = "log_sharing"
    __table_args__ = (
        Index("ix_log_sharing_participant_id", "participant_id"),
        Index("ix_log_sharing_program_id", "program_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    is_on: Mapped[bool]
    at: Mapped[Instant]
