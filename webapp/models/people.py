"""Accounts, the people behind them, their sign-ins and invitations."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.access import Role
from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, Named, RowId, new_key


class Account(Base):
    """Somebody who can sign in. `passcode_hash` is null until an invitation is redeemed."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    role: Mapped[Role] = mapped_column(Named(Role))
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id"), index=True)
    passcode_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[Instant]
    closed_at: Mapped[Instant | None]


class Participant(Base):
    """The patient: what belongs to the person and outlives an enrollment.

    `number` is what somebody without a phone types at the front desk: six digits at random,
    nobody else's.
    """

    __tablename__ = "participant"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    number: Mapped[str] = mapped_column(String(6), unique=True, index=True)


class Enrollment(Base):
    """A participant's time in a program. Dates are the program's own."""

    __tablename__ = "enrollment"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), unique=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    starts_on: Mapped[date]
    planned_weeks: Mapped[int]
    ended_on: Mapped[date | None]
    enrolled_at: Mapped[Instant]
    enrolled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class EarlierEnrollment(Base):
    """An enrollment that ended before the participant came back: the row of `Enrollment` is
    about the one that counts now. `enrolled_at` stays there, from the very first."""

    __tablename__ = "earlier_enrollment"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    starts_on: Mapped[date]
    planned_weeks: Mapped[int]
    ended_on: Mapped[date]
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class SignIn(Base):
    """One signed-in browser. The cookie holds the token, the row its SHA-256."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    own_phone: Mapped[bool]
    browser: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[Instant]
    last_used_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]


class Invitation(Base):
    """A one-time way in: a link token and a short code, both stored as hashes only."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_account_id_redeemed_at", "account_id", "redeemed_at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Instant]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[Instant]
    redeemed_at: Mapped[Instant | None]
    withdrawn_at: Mapped[Instant | None]


class Throttle(Base):
    """Failures of one kind under one name (hashed): guessing gets slower for that name only."""

    __tablename__ = "throttle"
    __table_args__ = (UniqueConstraint("kind", "name_hash"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name_hash: Mapped[str] = mapped_column(String(64))
    failures: Mapped[int]
    last_at: Mapped[Instant]


class KnownDevice(Base):
    """A browser that has signed in to an account before: strangers' guesses do not slow it."""

    __tablename__ = "known_device"
    __table_args__ = (UniqueConstraint("account_id", "device_hash"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    device_hash: Mapped[str] = mapped_column(String(64))
    first_seen_at: Mapped[Instant]
