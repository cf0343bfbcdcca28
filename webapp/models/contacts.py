"""Whom to call: a participant's own phone, and somebody for an emergency."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, RowId
from webapp.models.encrypted import EncryptedText


class ContactsRow(Base):
    """All of it as somebody said it then; the latest row counts. What is not known is empty."""

    __tablename__ = "participant_contacts"
    __table_args__ = (Index("ix_participant_contacts_participant_id", "participant_id", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    phone: Mapped[str] = mapped_column(EncryptedText)
    emergency_name: Mapped[str] = mapped_column(EncryptedText)
    emergency_relation: Mapped[str] = mapped_column(EncryptedText)
    emergency_phone: Mapped[str] = mapped_column(EncryptedText)
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
