"""The code that lets somebody set up an empty Dayline."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, RowId


class SetupCode(Base):
    """Printed once where Dayline runs, kept as a hash. At most one is there: the latest."""

    __tablename__ = "setup_code"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant]
