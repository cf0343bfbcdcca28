"""Each reading of a list: what was asked for, what it would change, and who decided."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.directory_import import How, ImportState
from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, Named, RowId, new_key


class MeetingImportRow(Base):
    """One reading (see `domain.directory_import.Import`).

    `body` is an uploaded list, compressed; `plan` what it would change. Both go once it is
    decided. `seen` names the list that the plan is about. `started_at` is the lease of the
    process that reads. `etag` and `last_modified` are the feed's own, for asking again.
    """

    __tablename__ = "meeting_import"
    __table_args__ = (
        Index("ix_meeting_import_state", "state"),
        Index("ix_meeting_import_source_id_asked_at", "source_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    source_id: Mapped[int] = mapped_column(ForeignKey("meeting_source.id"))
    how: Mapped[How] = mapped_column(Named(How))
    state: Mapped[ImportState] = mapped_column(Named(ImportState), default=ImportState.ASKED)
    asked_at: Mapped[Instant]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    tries: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[Instant | None]
    finished_at: Mapped[Instant | None]
    trouble: Mapped[str] = mapped_column(String(40), default="")
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    back: Mapped[int] = mapped_column(default=0)
    vanishes: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    stays: Mapped[int] = mapped_column(default=0)
    plan: Mapped[bytes | None] = mapped_column(LargeBinary)
    seen: Mapped[str] = mapped_column(String(64), default="")
    etag: Mapped[str] = mapped_column(String(200), default="")
    last_modified: Mapped[str] = mapped_column(String(60), default="")
    settled_at: Mapped[Instant | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
