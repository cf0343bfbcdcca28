"""Taps and logged meetings, without what was voided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import outerjoin

from webapp.domain.marks import DayMark
from webapp.domain.meetings import MeetingEntry
from webapp.domain.planned import PlannedMeeting
from webapp.models.attendance import DayMarkRow, DayMarkVoid
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.models.meetings import MeetingEntryRow, MeetingEntryVoid, PlannedMeetingRow
from webapp.queries.together import Statement, rows, whose

T = TypeVar("T")


def _marks(by: str) -> Statement:
    """From `marks_from` through `marks_until`."""
    return (
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
            whose(by, DayMarkRow),
            DayMarkRow.day.between(bindparam("marks_from"), bindparam("marks_until")),
        )
    )


def _entries(by: str) -> Statement:
    """From `entries_from` through `entries_until`."""
    return (
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
            MeetingEntryRow.place,
            MeetingEntryRow.listed_key,
            MeetingEntryRow.fits_list,
        )
        .outerjoin(MeetingEntryVoid, MeetingEntryVoid.meeting_entry_id == MeetingEntryRow.id)
        .where(
            MeetingEntryVoid.id.is_(None),
            whose(by, MeetingEntryRow),
            MeetingEntryRow.day.between(bindparam("entries_from"), bindparam("entries_until")),
        )
    )


_STILL_LISTED = and_(
    ListedMeeting.key == PlannedMeetingRow.listed_key,
    ListedMeeting.gone_at.is_(None),
    ListedMeeting.source_id.in_(select(MeetingSource.id).where(MeetingSource.removed_at.is_(None))),
)
PLANNED = (
    select(
        PlannedMeetingRow.public_key,
        PlannedMeetingRow.listed_key,
        PlannedMeetingRow.fellowship,
        PlannedMeetingRow.name,
        PlannedMeetingRow.day,
        PlannedMeetingRow.starts,
        PlannedMeetingRow.duration,
        PlannedMeetingRow.venue,
        PlannedMeetingRow.place,
        ListedMeeting.weekday.label("listed_weekday"),
        ListedMeeting.starts.label("listed_starts"),
        ListedMeeting.zone.label("listed_zone"),
    )
    .select_from(outerjoin(PlannedMeetingRow, ListedMeeting, _STILL_LISTED))
    .where(
        whose("participant_id", PlannedMeetingRow),
        PlannedMeetingRow.day.between(bindparam("planned_from"), bindparam("planned_until")),
    )
)
"""Meetings that a participant put on their days from `planned_from` through `planned_until`,
each with what its list says now; nothing, if it is on none any more."""
MARKS, ENTRIES = _marks("participant_id"), _entries("participant_id")
_MARKS_OF_MANY, _ENTRIES_OF_MANY = _marks("participant_ids"), _entries("participant_ids")


def day_marks(participant_id: int, first: date, last: date) -> tuple[DayMark, ...]:
    """Standing taps of those dates. One statement."""
    asked = {"participant_id": participant_id, "marks_from": first, "marks_until": last}
    return marks_in(rows(MARKS, **asked))


def day_marks_of(
    participant_ids: Iterable[int], first: date, last: date
) -> dict[int, tuple[DayMark, ...]]:
    """The same for several participants. One statement."""
    asked = {"participant_ids": list(participant_ids), "marks_from": first, "marks_until": last}
    return _grouped(rows(_MARKS_OF_MANY, **asked), marks_in)


def marks_in(found: Iterable[Any]) -> tuple[DayMark, ...]:
    """The taps that `MARKS` brought."""
    return tuple(DayMark(*row[1:]) for row in found)


def planned_meetings(participant_id: int, first: date, last: date) -> tuple[PlannedMeeting, ...]:
    """Meetings that a participant put on their days. One statement."""
    asked = {"participant_id": participant_id, "planned_from": first, "planned_until": last}
    return planned_in(rows(PLANNED, **asked))


def planned_in(found: Iterable[Any]) -> tuple[PlannedMeeting, ...]:
    """The meetings that `PLANNED` brought."""
    return tuple(PlannedMeeting(*row) for row in found)


def meeting_entries(participant_id: int, first: date, last: date) -> tuple[MeetingEntry, ...]:
    """Standing meeting entries of those dates, the latest meeting first. One statement."""
    asked = {"participant_id": participant_id, "entries_from": first, "entries_until": last}
    return entries_in(rows(ENTRIES, **asked))


def meeting_entries_of(
    participant_ids: Iterable[int], first: date, last: date
) -> dict[int, tuple[MeetingEntry, ...]]:
    """The same for several participants. One statement."""
    asked = {"participant_ids": list(participant_ids)}
    span = {"entries_from": first, "entries_until": last}
    return _grouped(rows(_ENTRIES_OF_MANY, **asked, **span), entries_in)


def entries_in(found: Iterable[Any]) -> tuple[MeetingEntry, ...]:
    """The entries that `ENTRIES` brought, the latest meeting first."""
    latest_first = sorted(found, key=lambda row: (row.day, row.starts), reverse=True)
    return tuple(MeetingEntry(*row[1:]) for row in latest_first)


def _grouped(
    found: Iterable[Any], made: Callable[[list[Any]], tuple[T, ...]]
) -> dict[int, tuple[T, ...]]:
    by_participant: dict[int, list[Any]] = {}
    for row in found:
        by_participant.setdefault(row.participant_id, []).append(row)
    return {participant_id: made(each) for participant_id, each in by_participant.items()}
