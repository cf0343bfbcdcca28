"""A program and the data that makes its days."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.blocks import Block, Kind
from webapp.domain.daytime import Activity
from webapp.domain.schedule import Change
from webapp.domain.texts import Text
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import Base, Named, RowId, new_key
from webapp.models.encrypted import EncryptedBytes


class Program(Base):
    """An Intensive Outpatient Program: one zone, one place, one front desk."""

    __tablename__ = "program"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    weeks_least: Mapped[int]
    weeks_most: Mapped[int]
    front_desk_secret: Mapped[bytes] = mapped_column(EncryptedBytes)
    created_at: Mapped[Instant]


class ProgramSettingsRow(Base):
    """A program's thresholds from a date on. The latest row up to a date is in force."""

    __tablename__ = "program_settings"
    __table_args__ = (UniqueConstraint("program_id", "effective_from"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    effective_from: Mapped[date]
    values: Mapped[dict[str, int]] = mapped_column(JSON)
    recorded_at: Mapped[Instant | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ProgramTextRow(Base):
    """Words that a program chose itself (see `domain.texts`). The latest row of each counts."""

    __tablename__ = "program_text"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    text: Mapped[Text] = mapped_column(Named(Text))
    language: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class ProgramZoneRow(Base):
    """The program is in another zone from a date on; `begins_at` is its first midnight there."""

    __tablename__ = "program_zone"
    __table_args__ = (UniqueConstraint("program_id", "effective_from"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    effective_from: Mapped[date]
    zone: Mapped[str] = mapped_column(String(64))
    begins_at: Mapped[Instant]
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


def zone_then(now: ColumnElement[Instant]) -> ColumnElement[str]:
    """The name of the zone of the `Program` that a statement is about, at that instant."""
    moved = (
        select(ProgramZoneRow.zone)
        .where(ProgramZoneRow.program_id == Program.id, ProgramZoneRow.begins_at <= now)
        .order_by(ProgramZoneRow.begins_at.desc())
        .limit(1)
        .correlate(Program)
        .scalar_subquery()
    )
    return func.coalesce(moved, Program.zone).label("zone")


def zone_on(row: Any) -> ColumnElement[str]:
    """The name of the zone in which the wall times of that row's `day` are meant, in the program
    of its `program_id`: `domain.schedule.Schedule.zone_on`, for the database."""
    moved = (
        select(ProgramZoneRow.zone)
        .where(
            ProgramZoneRow.program_id == row.program_id, ProgramZoneRow.effective_from <= row.day
        )
        .order_by(ProgramZoneRow.effective_from.desc())
        .limit(1)
        .correlate(row)
        .scalar_subquery()
    )
    first = select(Program.zone).where(Program.id == row.program_id).correlate(row)
    return func.coalesce(moved, first.scalar_subquery()).label("zone")


class BlockRow(Base):
    """A repeating line of the week (see `domain.blocks.Block`): the program's, of one of its
    houses, or of one participant."""

    __tablename__ = "block"
    __table_args__ = (Index("ix_block_program_id_effective_from", "program_id", "effective_from"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    house_id: Mapped[int | None] = mapped_column(ForeignKey("house.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)
    kind: Mapped[Kind] = mapped_column(Named(Kind))
    title: Mapped[str] = mapped_column(String(120))
    weekdays: Mapped[frozenset[int]]
    starts: Mapped[WallTime]
    ends: Mapped[WallTime | None]
    session: Mapped[str | None] = mapped_column(String(40))
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(120), default="", server_default="")
    recorded_at: Mapped[Instant | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    @classmethod
    def of(cls, program_id: int, block: Block, now: Instant, by: int | None) -> BlockRow:
        """The program's own line as it is from `block.effective_from` on."""
        return cls(
            program_id=program_id,
            kind=block.kind,
            title=block.title,
            weekdays=block.weekdays,
            starts=block.starts,
            ends=block.ends,
            session=block.session,
            place=block.place,
            effective_from=block.effective_from,
            recorded_at=now,
            recorded_by=by,
        )


class DaytimePlanRow(Base):
    """One line of a participant's own daytime (see `domain.daytime.DaytimePlan`)."""

    __tablename__ = "daytime_plan"
    __table_args__ = (
        Index("ix_daytime_plan_participant_id_effective_from", "participant_id", "effective_from"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    activity: Mapped[Activity] = mapped_column(Named(Activity))
    place: Mapped[str] = mapped_column(String(120), default="")
    weekdays: Mapped[frozenset[int]]
    starts: Mapped[WallTime]
    ends: Mapped[WallTime]
    full_time: Mapped[bool]
    effective_from: Mapped[date]
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ExceptionRow(Base):
    """A change to one date (see `domain.schedule.ScheduleException`), for all or for one."""

    __tablename__ = "schedule_exception"
    __table_args__ = (Index("ix_schedule_exception_program_id_day", "program_id", "day"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))
    day: Mapped[date]
    change: Mapped[Change] = mapped_column(Named(Change))
    session: Mapped[str | None] = mapped_column(String(40))
    arrive: Mapped[WallTime | None]
    note: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class PhaseRow(Base):
    """A phase of a program as it is from a date on (see `domain.phase.Phase`)."""

    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("program_id", "effective_from", "key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    effective_from: Mapped[date]
    key: Mapped[str] = mapped_column(String(20), default=new_key)
    name: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    weeks: Mapped[int | None]
    values: Mapped[dict[str, int]] = mapped_column(JSON)
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class PhaseMoveRow(Base):
    """Staff said that somebody is in this phase from a date on; the latest row of a date counts."""

    __tablename__ = "phase_move"
    __table_args__ = (Index("ix_phase_move_participant_id_since", "participant_id", "since"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    key: Mapped[str] = mapped_column(String(20))
    since: Mapped[date]
    recorded_at: Mapped[Instant]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class TopicRow(Base):
    """A topic to choose from."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("program_id", "title"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]


class SessionTopicRow(Base):
    """What one session is about on one date; the latest row counts."""

    __tablename__ = "session_topic"
    __table_args__ = (Index("ix_session_topic_program_id_day", "program_id", "day"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    day: Mapped[date]
    session: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    facilitator: Mapped[str] = mapped_column(String(120), default="")
    recorded_at: Mapped[Instant]
