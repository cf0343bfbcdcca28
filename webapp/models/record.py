"""What is on record beside the check-ins. Rows are added, never changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.record import Entry, Evidence
from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, Named, RowId, new_key
from webapp.models.encrypted import EncryptedText


class RecordRow(Base):
    """One thing that somebody wrote down about one participant at one session.

    `at` is what it is about (when they left, when they say they were there), else when it was
    written down. `about_day` and `about_session` name the missed session that this one makes
    up for. `owner_id` answers a dispute, by `due_on`. `key` comes with the form, so a form
    sent twice makes one row.
    """

    __tablename__ = "record_entry"
    __table_args__ = (
        UniqueConstraint("participant_id", "key"),
        Index("ix_record_entry_participant_id_day", "participant_id", "day"),
        Index("ix_record_entry_program_id_day", "program_id", "day"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    day: Mapped[date]
    session: Mapped[str] = mapped_column(String(40))
    kind: Mapped[Entry] = mapped_column(Named(Entry))
    at: Mapped[Instant]
    evidence: Mapped[Evidence | None] = mapped_column(Named(Evidence))
    words: Mapped[str | None] = mapped_column(EncryptedText)
    emergency: Mapped[bool] = mapped_column(default=False)
    about_day: Mapped[date | None]
    about_session: Mapped[str | None] = mapped_column(String(40))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    due_on: Mapped[date | None]
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class RecordVoid(Base):
    """A row of the record was wrong: who says so, when and why. The row itself stays."""

    __tablename__ = "record_void"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("record_entry.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[Instant]
    by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class Outage(Base):
    """Dayline could not be reached in this time, so nobody could be seen by it."""

    __tablename__ = "outage"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    began_at: Mapped[Instant]
    ended_at: Mapped[Instant] = mapped_column(index=True)
