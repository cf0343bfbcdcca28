"""Appointments as they were made. What became of each is in the record."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.appointment import AppointmentKind
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import Base, Named, RowId, new_key
from webapp.models.encrypted import EncryptedText


class AppointmentRow(Base):
    """One visit or test of one participant, by the wall of the program.

    A row is never changed: whoever moves an appointment calls this one off and makes another.
    `key` comes with the form, so a form sent twice makes one.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("participant_id", "key"),
        Index("ix_appointment_participant_id_day", "participant_id", "day"),
        Index("ix_appointment_program_id_day", "program_id", "day"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    kind: Mapped[AppointmentKind] = mapped_column(Named(AppointmentKind))
    with_whom: Mapped[str] = mapped_column(EncryptedText)
    day: Mapped[date]
    starts: Mapped[WallTime]
    minutes: Mapped[int]
    made_at: Mapped[Instant]
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
