"""Taps and logged meetings, without what was voided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from webapp.domain.marks import DayMark
from webapp.domain.meetings import MeetingEntry
from webapp.models.attendance import DayMarkRow, DayMarkVoid
from webapp.models.base import db
from webapp.models.meetings import MeetingEntryRow, MeetingEntryVoid

T = TypeVar("T")


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
