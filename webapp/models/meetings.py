"""The participant's own meeting log."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import Base, Named, RowId, new_key


class MeetingEntryRow(Base):
    """One meeting somebody says they went to. Date and start are wall time."""

    __tablename__ = "meeting_entry"
    __table_args__ = (
        UniqueConstraint("participant_id", "key"),
        Index("ix_meeting_entry_participant_id_day", "participant_id", "day"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    fellowship: Mapped[Fellowship] = mapped_column(Named(Fellowship))
    name: Mapped[str] = mapped_column(String(120), default="")
    day: Mapped[date]
    starts: Mapped[WallTime]
    mode: Mapped[Mode] = mapped_column(Named(Mode))
    town: Mapped[str] = mapped_column(String(120), default="")
    logged_at: Mapped[Instant]


class MeetingEntryVoid(Base):
    """The participant took an entry back. The entry itself stays."""

    __tablename__ = "meeting_entry_void"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    meeting_entry_id: Mapped[int] = mapped_column(ForeignKey("meeting_entry.id"), unique=True)
    at: Mapped[Instant]
