"""Reminders that are planned, what became of them, and the worker's signs of life."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.reached import Contact
from webapp.domain.reminders import NotWanted, ReminderKind
from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, Named, RowId


class ReminderRow(Base):
    """A message planned for one participant (see `domain.reminders.Reminder`).

    Planned twice it is still one row. `cancelled_at` says since when nobody needs it; it is
    taken back when the reason falls away, so it is a note, never the decision.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("participant_id", "day", "session", "kind", "lead", "event_at", "nth"),
        Index("ix_reminder_program_id_day", "program_id", "day"),
        Index("ix_reminder_due_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    day: Mapped[date]
    session: Mapped[str] = mapped_column(String(40))
    kind: Mapped[ReminderKind] = mapped_column(Named(ReminderKind))
    lead: Mapped[int]
    event_at: Mapped[Instant]
    nth: Mapped[int]
    due_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    planned_at: Mapped[Instant]
    cancelled_at: Mapped[Instant | None]
    cancelled_why: Mapped[NotWanted | None] = mapped_column(Named(NotWanted))


class DeliveryState(StrEnum):
    """What became of one reminder on one phone."""

    WAITING = "waiting"
    """To be tried, or tried and to be tried again."""
    SENT = "sent"
    """The push service took it. Whether the phone showed it, it does not say."""
    GONE = "gone"
    """The push service does not know the phone any more."""
    SUBSCRIBE_AGAIN = "subscribe_again"
    """The phone subscribed with another key of ours."""
    REFUSED = "refused"
    """The push service wants no such message, and trying again would not help."""
    DROPPED = "dropped"
    """The event came first."""
    NOT_WANTED = "not_wanted"
    """Checked in, cancelled, moved … before it was sent."""


class DeliveryRow(Base):
    """One reminder on its way to one phone: at most one row, however often it is tried.

    Whoever sends it holds a lease; when that runs out, whoever comes next tries again. The
    lease and the tries go by the machine's time (`next_try_at`, `lease_until`, `settled_at`).
    `attempts` counts how often it was handed to a push service, the try under way included.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("reminder_id", "subscription_id"),
        Index("ix_delivery_state_next_try_at", "state", "next_try_at"),
        Index("ix_delivery_subscription_id", "subscription_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id"))
    subscription_id: Mapped[int] = mapped_column(ForeignKey("push_subscription.id"))
    state: Mapped[DeliveryState] = mapped_column(Named(DeliveryState))
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[Instant]
    lease_until: Mapped[Instant | None]
    leased_by: Mapped[str | None] = mapped_column(String(32))
    settled_at: Mapped[Instant | None]
    status: Mapped[int | None]


class ContactRow(Base):
    """Staff called or told somebody whom no reminder had reached. Rows are added, never changed."""

    __tablename__ = "reminder_contact"
    __table_args__ = (
        UniqueConstraint("participant_id", "key"),
        Index("ix_reminder_contact_program_id_day", "program_id", "day"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    day: Mapped[date]
    session: Mapped[str] = mapped_column(String(40))
    how: Mapped[Contact] = mapped_column(Named(Contact))
    at: Mapped[Instant]
    by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class Heartbeat(Base):
    """When a process of ours was last known to be alive."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    at: Mapped[Instant]
