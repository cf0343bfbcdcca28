"""Screens at the door."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, RowId, new_key
from webapp.models.encrypted import EncryptedBytes


class FrontDesk(Base):
    """A screen that staff paired: a device and not a person. It reads nothing.

    Its cookie holds a token, the row the token's SHA-256. `secret` makes its codes and is no
    other screen's. `unpaired_at` is by the clock that codes are judged by: from then on they
    are refused, and one typed before it counts even if it arrives later.
    """

    __tablename__ = "front_desk"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    secret: Mapped[bytes] = mapped_column(EncryptedBytes)
    paired_at: Mapped[Instant]
    paired_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    last_seen_at: Mapped[Instant]
    unpaired_at: Mapped[Instant | None]
    unpaired_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
