"""What became of a template that was applied to a running program."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, RowId, new_key


class TemplateUseRow(Base):
    """A template that was applied to a running program from a date on.

    `version` names what was planned right after it, and `before` holds what it replaced: until
    the date comes it can be taken back, unless somebody changed something since.
    """

    __tablename__ = "template_use"
    __table_args__ = (
        Index("ix_template_use_program_id_effective_from", "program_id", "effective_from"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    template: Mapped[str] = mapped_column(String(40))
    effective_from: Mapped[date]
    version: Mapped[str] = mapped_column(String(16))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    taken_back_at: Mapped[Instant | None]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
