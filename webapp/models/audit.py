"""Who did or saw what. The database itself refuses to change or delete these rows."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, RowId


class AuditEvent(Base):
    """One line of history: an account did something, perhaps to a participant's data.

    `detail` names things (a role, a scope, a row's key), never what they say.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_actor_id_at", "actor_id", "at"),
        Index("ix_audit_event_participant_id_at", "participant_id", "at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[Instant]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(40))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))
    detail: Mapped[str] = mapped_column(String(200), default="")


APPEND_ONLY = (
    "appointment",
    "arrival_answer",
    "audit_event",
    "check_in",
    "check_in_void",
    "day_mark",
    "day_mark_void",
    "earlier_enrollment",
    "imported_line",
    "meeting_entry",
    "meeting_entry_void",
    "meeting_slip",
    "meeting_slip_void",
    "log_sharing",
    "record_entry",
    "record_void",
    "outage",
    "participant_contacts",
    "consent",
    "consent_revocation",
    "disclosure",
    "notice_seen",
    "reminder_contact",
    "house_leave",
    "house_return",
    "roll_call",
)
