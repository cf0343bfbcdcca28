"""The participant's own meeting log."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.directory import Venue
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import Base, Named, RowId, new_key
from webapp.models.encrypted import EncryptedText


class MeetingEntryRow(Base):
    """One meeting somebody says they went to. Date and start are wall time.

    One picked from the directory copies its facts, for lists change: `listed_key` names the line
    that it was, `fits_list` says whether date and start were that line's.
    """

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
    place: Mapped[str] = mapped_column(String(300), default="", server_default="")
    listed_key: Mapped[str] = mapped_column(String(20), default="", server_default="")
    fits_list: Mapped[bool] = mapped_column(default=False, server_default=false())


class PlannedMeetingRow(Base):
    """A meeting that a participant put on their own day, until they take it off again."""

    __tablename__ = "planned_meeting"
    __table_args__ = (
        UniqueConstraint("participant_id", "listed_key", "day"),
        Index("ix_planned_meeting_participant_id_day", "participant_id", "day"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    public_key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    listed_key: Mapped[str] = mapped_column(String(20))
    fellowship: Mapped[Fellowship] = mapped_column(Named(Fellowship))
    name: Mapped[str] = mapped_column(String(200))
    day: Mapped[date]
    starts: Mapped[WallTime]
    duration: Mapped[int]
    venue: Mapped[Venue] = mapped_column(Named(Venue))
    place: Mapped[str] = mapped_column(String(300))
    planned_at: Mapped[Instant]


class MeetingEntryVoid(Base):
    """The participant took an entry back. The entry itself stays."""

    __tablename__ = "meeting_entry_void"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    meeting_entry_id: Mapped[int] = mapped_column(ForeignKey("meeting_entry.id"), unique=True)
    at: Mapped[Instant]


class MeetingNote(Base):
    """What the participant keeps beside an entry for themselves. It is theirs alone: they change
    it, and it is gone when they empty it or take the entry back."""

    __tablename__ = "meeting_note"

    meeting_entry_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("meeting_entry.id"), primary_key=True, autoincrement=False
    )
    signer: Mapped[str] = mapped_column(EncryptedText)
    text: Mapped[str] = mapped_column(EncryptedText)
    written_at: Mapped[Instant]
