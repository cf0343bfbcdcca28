"""The participant's meeting log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain import meetings
from webapp.domain.access import Viewer
from webapp.domain.daytime import is_full_time
from webapp.domain.meetings import MeetingCount, MeetingEntry, MeetingRules
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import facts, schedule
from webapp.queries.schedule import Dates

SHOWN_WEEKS = 8
USUAL_ONES = 5


@dataclass(frozen=True, slots=True)
class Usual:
    """A meeting logged before, and the last date on which it can have begun.

    Meetings keep to their weekdays: one of Thursdays is offered for the last Thursday.
    """

    entry: MeetingEntry
    day: date


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """This week's count, last week's while it is still due, the entries of the last weeks, and
    the usual meetings to pick from."""

    count: MeetingCount
    before: MeetingCount | None
    this_week: tuple[MeetingEntry, ...]
    earlier: tuple[MeetingEntry, ...]
    usual: tuple[Usual, ...]
    today: date
    since: date
    """The first date of the entries that are shown."""

    @property
    def entries(self) -> tuple[MeetingEntry, ...]:
        """All of them, the latest meeting first."""
        return (*self.this_week, *self.earlier)

    def entry(self, key: str) -> MeetingEntry | None:
        """The entry of that key, if it stands and is shown."""
        return next((e for e in self.entries if e.id == key), None)


def first_shown(viewer: Viewer, now: Instant) -> date:
    """The first date of the log as it is shown; older entries are on their own week."""
    return local_date(now, viewer.zone) - timedelta(weeks=SHOWN_WEEKS)


def load(viewer: Viewer, now: Instant) -> MeetingsPage:
    """The log of the last eight weeks. Two statements."""
    assert viewer.participant_id is not None
    today = local_date(now, viewer.zone)
    dates = schedule.of_participant(viewer, today - timedelta(days=7), today)
    settings = dates.settings_on(today)
    first, _ = meetings.week_of(today, settings.week_start)
    since = first - timedelta(weeks=SHOWN_WEEKS)
    entries = facts.meeting_entries(viewer.participant_id, since, today)
    return MeetingsPage(
        count=meetings.count(entries, today, _rules(dates, today)),
        before=_still_due(dates, entries, first - timedelta(days=1), today),
        this_week=tuple(entry for entry in entries if entry.day >= first),
        earlier=tuple(entry for entry in entries if entry.day < first),
        usual=_offered(entries, today, viewer, now),
        today=today,
        since=since,
    )


def _rules(dates: Dates, day: date) -> MeetingRules:
    return dates.settings_on(day).meeting_rules(is_full_time(dates.schedule.plans, day))


def _still_due(
    dates: Dates, entries: tuple[MeetingEntry, ...], day: date, today: date
) -> MeetingCount | None:
    """The week before's count, by the rules of its last date, if papers may come until today."""
    found = meetings.count(entries, day, _rules(dates, day))
    return found if today <= found.due and dates.schedule.is_enrolled(day) else None


def usual(viewer: Viewer, key: str, now: Instant) -> Usual | None:
    """One named entry of the last weeks at its latest beginning, whether or not that is logged
    already: a tap that is sent again means the same. Two statements."""
    assert viewer.participant_id is not None
    today = local_date(now, viewer.zone)
    settings = schedule.of_participant(viewer, today, today).settings_on(today)
    first, _ = meetings.week_of(today, settings.week_start)
    since = first - timedelta(weeks=SHOWN_WEEKS)
    entries = facts.meeting_entries(viewer.participant_id, since, today)
    picked = next((entry for entry in entries if entry.id == key and entry.name), None)
    return _latest(picked, _weekdays(entries, picked), today, viewer, now) if picked else None


def _usual(entries: tuple[MeetingEntry, ...]) -> tuple[MeetingEntry, ...]:
    """The latest entry of each different named meeting, a few of them."""
    different: dict[tuple[str, str, str, str], MeetingEntry] = {}
    for entry in entries:
        if entry.name:
            same = (entry.fellowship, entry.name.casefold(), str(entry.starts), entry.mode)
            different.setdefault(same, entry)
    return tuple(list(different.values())[:USUAL_ONES])


def _offered(
    entries: tuple[MeetingEntry, ...], today: date, viewer: Viewer, now: Instant
) -> tuple[Usual, ...]:
    """The usual meetings at their latest beginning, without those that are logged already."""
    logged = {(entry.name.casefold(), entry.day, entry.starts) for entry in entries}
    latest = (
        _latest(entry, _weekdays(entries, entry), today, viewer, now) for entry in _usual(entries)
    )
    return tuple(
        usual
        for usual in latest
        if (usual.entry.name.casefold(), usual.day, usual.entry.starts) not in logged
    )


def _weekdays(entries: tuple[MeetingEntry, ...], entry: MeetingEntry) -> set[int]:
    same = (entry.name.casefold(), entry.starts)
    return {e.day.weekday() for e in entries if (e.name.casefold(), e.starts) == same}


def _latest(
    entry: MeetingEntry, weekdays: set[int], today: date, viewer: Viewer, now: Instant
) -> Usual:
    begun = entry.starts.on(today, viewer.zone) <= now
    latest = today if begun else today - timedelta(days=1)
    days = (latest - timedelta(days=back) for back in range(7))
    return Usual(entry, next(day for day in days if day.weekday() in weekdays))
