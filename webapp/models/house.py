"""A house, who manages it, and its own record of its residents. Nothing here knows a program."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.house import Reason, RollWord
from webapp.domain.wall_clock import Instant
from webapp.models.base import Base, Named, RowId, new_key
from webapp.models.encrypted import EncryptedText


class House(Base):
    """A sober-living house: one zone, one organisation, which is not the program's."""

    __tablename__ = "house"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    zone: Mapped[str] = mapped_column(String(64))
    phone: Mapped[str] = mapped_column(String(40), default="")
    organisation: Mapped[str] = mapped_column(String(120), default="")
    town: Mapped[str] = mapped_column(String(120), default="", server_default="")
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id"), index=True)
    created_at: Mapped[Instant]


class HouseManager(Base):
    """An account manages a house, until it is taken away again."""

    __tablename__ = "house_manager"
    __table_args__ = (Index("ix_house_manager_account_id_removed_at", "account_id", "removed_at"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    house_id: Mapped[int] = mapped_column(ForeignKey("house.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[Instant]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[Instant | None]


class Resident(Base):
    """Somebody as the house knows them."""

    __tablename__ = "resident"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    house_id: Mapped[int] = mapped_column(ForeignKey("house.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(EncryptedText, default="")
    created_at: Mapped[Instant]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Residency(Base):
    """One stay of a resident. `code` is what the resident types to say "that is me".

    `moved_out` is the first date that is no day in the house any more.
    """

    __tablename__ = "residency"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"), index=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    moved_in: Mapped[date]
    moved_out: Mapped[date | None]
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[Instant | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ResidencyLevel(Base):
    """The house level of a stay; for a night the latest that was set before its evening."""

    __tablename__ = "residency_level"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    residency_id: Mapped[int] = mapped_column(ForeignKey("residency.id"), index=True)
    level: Mapped[int]
    set_at: Mapped[Instant]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ResidencyLink(Base):
    """A participant said with the code that this residency is theirs. No manager page reads it:
    it shares nothing, and only a consent lets anything through.

    More than one may have said so: a code that is refused once it was used would tell that.
    """

    __tablename__ = "residency_link"
    __table_args__ = (UniqueConstraint("residency_id", "participant_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    residency_id: Mapped[int] = mapped_column(ForeignKey("residency.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    linked_at: Mapped[Instant]


class HouseLeave(Base):
    """Somebody left the house, perhaps with a time to be back."""

    __tablename__ = "house_leave"
    __table_args__ = (
        UniqueConstraint("residency_id", "key"),
        Index("ix_house_leave_residency_id_left_at", "residency_id", "left_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[str] = mapped_column(String(20), unique=True, default=new_key)
    residency_id: Mapped[int] = mapped_column(ForeignKey("residency.id"))
    reason: Mapped[Reason] = mapped_column(Named(Reason))
    left_at: Mapped[Instant]
    due_at: Mapped[Instant | None]
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class HouseReturn(Base):
    """They came back."""

    __tablename__ = "house_return"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    leave_id: Mapped[int] = mapped_column(ForeignKey("house_leave.id"), unique=True)
    returned_at: Mapped[Instant]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class HouseRulesRow(Base):
    """A house's rules from a date on (see `domain.curfew.HouseRules`)."""

    __tablename__ = "house_rules"
    __table_args__ = (UniqueConstraint("house_id", "effective_from"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    house_id: Mapped[int] = mapped_column(ForeignKey("house.id"))
    effective_from: Mapped[date]
    values: Mapped[dict[str, int]] = mapped_column(JSON)
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class RollCallRow(Base):
    """One word for one resident and night. The latest counts; taking back is a word too."""

    __tablename__ = "roll_call"
    __table_args__ = (
        UniqueConstraint("residency_id", "key"),
        Index("ix_roll_call_residency_id_night", "residency_id", "night"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    residency_id: Mapped[int] = mapped_column(ForeignKey("residency.id"))
    night: Mapped[date]
    word: Mapped[RollWord] = mapped_column(Named(RollWord))
    at: Mapped[Instant]
    by: Mapped[int] = mapped_column(ForeignKey("account.id"))
