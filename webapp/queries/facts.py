"""What happened, without what was voided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, select

from webapp.domain.attendance import Attendance, CheckIn, Evidence, VoidedCheckIn, derive
from webapp.domain.marks import DayMark
from webapp.domain.meetings import MeetingEntry
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import CheckInRow, CheckInVoid, DayMarkRow, DayMarkVoid
from webapp.models.base import db
from webapp.models.meetings import MeetingEntryRow, MeetingEntryVoid
from webapp.models.people import Account

Key = tuple[int, date, str]
T = TypeVar("T")


def check_ins(*where: ColumnElement[bool]) -> dict[Key, CheckIn]:
    """Standing check-ins by participant, date and session. One statement."""
    return {
        (row.participant_id, row.day, row.session): _check_in(row)
        for row in db.session.execute(_standing_check_ins().where(*where))
    }


def _standing_check_ins() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CheckInRow.participant_id,
            CheckInRow.day,
            CheckInRow.session,
            CheckInRow.public_key,
            CheckInRow.at,
            CheckInRow.evidence,
            Account.name,
        )
        .join(Account, Account.id == CheckInRow.recorded_by)
        .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .where(CheckInVoid.id.is_(None))
    )


def voided_check_ins(participant_id: int, first: date, last: date) -> tuple[VoidedCheckIn, ...]:
    """Check-ins of those dates that were voided, with the reason. One statement."""
    rows = db.session.execute(
        select(CheckInRow.day, CheckInRow.session, CheckInRow.at, Account.name, CheckInVoid.reason)
        .join(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .join(Account, Account.id == CheckInVoid.by)
        .where(CheckInRow.participant_id == participant_id, CheckInRow.day.between(first, last))
        .order_by(CheckInVoid.id)
    )
    return tuple(VoidedCheckIn(*row) for row in rows)


def _check_in(row: Row[Any]) -> CheckIn:
    by = row.name if row.evidence is Evidence.STAFF else ""
    return CheckIn(row.public_key, row.at, row.evidence, by)


def attendances(
    participant_id: int,
    sessions: Sequence[Session],
    now: Instant,
    enrolled_at: Instant | None = None,
) -> tuple[Attendance, ...]:
    """The derived attendance of one participant at these sessions. One statement."""
    if not sessions:
        return ()
    first, last = min(s.day for s in sessions), max(s.day for s in sessions)
    found = check_ins(
        CheckInRow.participant_id == participant_id, CheckInRow.day.between(first, last)
    )
    return tuple(
        derive(s, found.get((participant_id, s.day, s.name)), now, enrolled_at) for s in sessions
    )


def day_marks(participant_id: int, first: date, last: date) -> tuple[DayMark, ...]:
    """Standing taps of those dates. One statement."""
    return day_marks_of([participant_id], first, last).get(participant_id, ())


def day_marks_of(
    participant_ids: Iterable[int], first: date, last: date
) -> dict[int, tuple[DayMark, ...]]:
    """The same for several participants. One statement."""
    rows = db.session.execute(
        select(
            DayMarkRow.participant_id,
            DayMarkRow.public_key,
            DayMarkRow.day,
            DayMarkRow.mark,
            DayMarkRow.at,
        )
        .outerjoin(DayMarkVoid, DayMarkVoid.day_mark_id == DayMarkRow.id)
        .where(
            DayMarkVoid.id.is_(None),
            DayMarkRow.participant_id.in_(participant_ids),
            DayMarkRow.day.between(first, last),
        )
    )
    return _grouped((row.participant_id, DayMark(*row[1:])) for row in rows)


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = {}
    for participant_id, each in pairs:
        found.setdefault(participant_id, []).append(each)
    return {participant_id: tuple(each) for participant_id, each in found.items()}


def meeting_entries(participant_id: int, first: date, last: date) -> tuple[MeetingEntry, ...]:
    """Standing meeting entries of those dates, the latest meeting first. One statement."""
    return meeting_entries_of([participant_id], first, last).get(participant_id, ())


def meeting_entries_of(
    participant_ids: Iterable[int], first: date, last: date
) -> dict[int, tuple[MeetingEntry, ...]]:
    """The same for several participants. One statement."""
    rows = db.session.execute(
        select(
            MeetingEntryRow.participant_id,
            MeetingEntryRow.public_key,
            MeetingEntryRow.fellowship,
            MeetingEntryRow.name,
            MeetingEntryRow.day,
            MeetingEntryRow.starts,
            MeetingEntryRow.mode,
            MeetingEntryRow.town,
            MeetingEntryRow.logged_at,
        )
        .outerjoin(MeetingEntryVoid, MeetingEntryVoid.meeting_entry_id == MeetingEntryRow.id)
        .where(
            MeetingEntryVoid.id.is_(None),
            MeetingEntryRow.participant_id.in_(participant_ids),
            MeetingEntryRow.day.between(first, last),
        )
        .order_by(MeetingEntryRow.day.desc(), MeetingEntryRow.starts.desc())
    )
    return _grouped((row.participant_id, MeetingEntry(*row[1:])) for row in rows)
