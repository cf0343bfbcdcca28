"""Facts about sessions and days. Facts are added, never changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.marks import Mark
from webapp.domain.record import Evidence
from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, Named, RowId, new_key


class CheckInRow(Base):
    """Somebody read the door's code, or staff ticked them in.

    `nth` counts the recordings for one participant and session: a void opens the next one,
    and the unique constraint lets no two stand side by side, whatever runs at once. `key`
    comes with the form, so a form sent twice makes one row. One that was sent later has what
    the phone's own clock showed at the door and when it sent (`claimed_at`, `sent_at`).
    """

    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("participant_id", "day", "session", "nth"),
        UniqueConstraint("participant_id", "key"),
        Index("ix_check_in_program_id_day", "program_id", "day"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    day: Mapped[date]
    session: Mapped[str] = mapped_column(String(40))
    nth: Mapped[int]
    at: Mapped[Instant]
    evidence: Mapped[Evidence] = mapped_column(Named(Evidence))
    claimed_at: Mapped[Instant | None]
    sent_at: Mapped[Instant | None]
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class CheckInVoid(Base):
    """A check-in was wrong: who says so, when and why. The check-in itself stays."""

    __tablename__ = "check_in_void"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    check_in_id: Mapped[int] = mapped_column(ForeignKey("check_in.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[Instant]
    by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class DayMarkRow(Base):
    """One tap of a participant on one date (wake-up, daytime, lights out)."""

    __tablename__ = "day_mark"
    __table_args__ = (
        UniqueConstraint("participant_id", "day", "mark", "nth"),
        UniqueConstraint("participant_id", "key"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    day: Mapped[date]
    mark: Mapped[Mark] = mapped_column(Named(Mark))
    nth: Mapped[int]
    at: Mapped[Instant]


class DayMarkVoid(Base):
    """The participant took a tap back."""

    __tablename__ = "day_mark_void"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    day_mark_id: Mapped[int] = mapped_column(ForeignKey("day_mark.id"), unique=True)
    at: Mapped[Instant]
