"""Phones that can be reached, and what their people want to be reminded of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, Dialect, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from webapp.domain.wall_clock import Instant, instant
from webapp.models.base import Base, RowId, new_key
from webapp.models.encrypted import EncryptedBytes


class PushSubscription(Base):
    """One browser's push endpoint. It belongs to the sign-in on that device and goes with it.

    The endpoint is a capability: whoever knows it can send. So it is kept encrypted, found
    by its SHA-256, and named in logs by its host alone. `tried_at` is when a trial or a reminder
    last went there, by the time of the schedule, which its person reads. `detailed_since` is
    when they asked for detailed text on this phone, None on one that is discreet.
    """

    __tablename__ = "push_subscription"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_in.id"), index=True)
    endpoint: Mapped[bytes] = mapped_column(EncryptedBytes)
    endpoint_hash: Mapped[str] = mapped_column(String(64), unique=True)
    p256dh: Mapped[bytes] = mapped_column(LargeBinary)
    auth: Mapped[bytes] = mapped_column(EncryptedBytes)
    vapid_key_id: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    tried_at: Mapped[Instant | None]
    try_outcome: Mapped[str] = mapped_column(String(30), default="")
    detailed_since: Mapped[Instant | None]
    removed_at: Mapped[Instant | None]
    removed_why: Mapped[str] = mapped_column(String(30), default="")


class SinceWhen(TypeDecorator[Mapping[int, Instant]]):
    """Leads in minutes, and since when each of them is wanted."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: Mapping[int, Instant] | None, dialect: Dialect
    ) -> dict[str, str]:
        return {str(lead): at.isoformat() for lead, at in (value or {}).items()}

    def process_result_value(
        self, value: dict[str, str] | None, dialect: Dialect
    ) -> Mapping[int, Instant]:
        moments = (value or {}).items()
        return {int(lead): instant(datetime.fromisoformat(at)) for lead, at in moments}


class ReminderChoiceRow(Base):
    """What a participant chose about reminders: leads in minutes. The latest row counts.

    `since` and `chosen_at` go by the time of the schedule: they are compared with what was
    due when.
    """

    __tablename__ = "reminder_choice"
    __table_args__ = (Index("ix_reminder_choice_participant_id", "participant_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    leads: Mapped[list[int]] = mapped_column(JSON)
    since: Mapped[Mapping[int, Instant]] = mapped_column(SinceWhen, default=dict)
    chosen_at: Mapped[Instant]
