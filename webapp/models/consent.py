"""Consents, their revocations, who was shown what, and the notice. None of it ever changes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Dialect, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from webapp.domain.consent import Scope
from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, RowId, new_key
from webapp.models.encrypted import EncryptedText


class Scopes(TypeDecorator[frozenset[Scope]]):
    """A set of scopes, stored as their words in the order of the enum."""

    impl = String
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(length=200)

    def process_bind_param(self, value: frozenset[Scope] | None, dialect: Dialect) -> str | None:
        return None if value is None else " ".join(each for each in Scope if each in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[Scope] | None:
        return None if value is None else frozenset(Scope(word) for word in value.split())


class ConsentRow(Base):
    """What a participant signed, with the text exactly as they read it."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    house_id: Mapped[int] = mapped_column(ForeignKey("house.id"))
    residency_id: Mapped[int] = mapped_column(ForeignKey("residency.id"), index=True)
    scopes: Mapped[frozenset[Scope]] = mapped_column(Scopes)
    purposes: Mapped[str] = mapped_column(String(100))
    travel_minutes: Mapped[int]
    typed_name: Mapped[str] = mapped_column(EncryptedText)
    text: Mapped[str] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(10))
    version: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[Instant]
    signed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    expires_on: Mapped[date]


class ConsentRevocation(Base):
    """The participant stopped it, or signed a new one in its place."""

    __tablename__ = "consent_revocation"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"), unique=True)
    revoked_at: Mapped[Instant]
    revoked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    is_replaced: Mapped[bool]


class Disclosure(Base):
    """Somebody was shown something of a participant under a consent.

    `shown` is a hash of what it was, so that an open page is not written down again until it
    changes.
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        Index("ix_disclosure_participant_id_at", "participant_id", "at"),
        Index("ix_disclosure_sign_in_id_page", "sign_in_id", "page"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[Instant]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_in.id"))
    organisation: Mapped[str] = mapped_column(String(120))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"))
    scopes: Mapped[frozenset[Scope]] = mapped_column(Scopes)
    purposes: Mapped[str] = mapped_column(String(100))
    channel: Mapped[str] = mapped_column(String(20))
    page: Mapped[str] = mapped_column(String(40))
    shown: Mapped[str] = mapped_column(String(64))


class NoticeSeen(Base):
    """A participant acknowledged the notice of 42 CFR 2.22, in this version."""

    __tablename__ = "notice_seen"
    __table_args__ = (UniqueConstraint("participant_id", "version"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    version: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(10))
    at: Mapped[Instant]
