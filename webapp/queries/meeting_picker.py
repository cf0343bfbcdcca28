"""What a participant picks from when they log a meeting: just now and near, or searched for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, or_, select

from webapp.domain import meeting_search, nearby
from webapp.domain.access import Viewer
from webapp.domain.directory import MINUTES_A_WEEK, Listing
from webapp.domain.meeting_search import Asked
from webapp.domain.meetings import Fellowship, MeetingEntry, Mode
from webapp.domain.nearby import Found
from webapp.domain.wall_clock import Instant, WallTime, later, local, local_date, zone_named
from webapp.models.base import db
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.queries import facts, home
from webapp.queries import nearby as near_query
from webapp.queries.directory import COLUMNS, listing_in, on_lists
from webapp.queries.together import rows

MOST_SHOWN = 8
MOST_FOUND = 20
SHORT_KEY = 8
"""So many signs of a line's key tell it from all others of a program, and take less of a phone's
data: 31 to the power of that are possible."""
LONGEST = "z" * 20
MOST_READ = 2000
"""Lines that are looked at for a time of the day."""
TEXTS = (
    ListedMeeting.name,
    ListedMeeting.group_name,
    ListedMeeting.location_name,
    ListedMeeting.address_line,
    ListedMeeting.city,
    ListedMeeting.postal_code,
)
_OF_PROGRAM = (
    select(*COLUMNS, ListedMeeting.gone_at)
    .join(MeetingSource, MeetingSource.id == ListedMeeting.source_id)
    .where(MeetingSource.program_id == bindparam("program_id"))
)
_ONE = _OF_PROGRAM.where(ListedMeeting.key.between(bindparam("first"), bindparam("last"))).limit(2)


@dataclass(frozen=True, slots=True)
class Pick:
    """A listed meeting on one of its dates, by the participant's wall; by appointment it has
    none. `been`: they have logged it before."""

    listing: Listing
    day: date | None = None
    starts: WallTime | None = None
    miles: float | None = None
    been: bool = False

    @property
    def key(self) -> str:
        """What names it in a form and on the phone."""
        return self.listing.key[:SHORT_KEY]

    @property
    def names(self) -> tuple[object, ...]:
        """By what an entry is known to be the same one: its key, or its name and start."""
        return self.listing.key, (self.listing.name.casefold(), self.starts)

    def is_of(self, entry: MeetingEntry) -> bool:
        """Whether an entry is of the same meeting, whatever its date."""
        return any(name in self.names for name in _names(entry))


@dataclass(frozen=True, slots=True)
class JustNow:
    """Some to pick from, and the town from which they were measured, "" if from none."""

    picks: tuple[Pick, ...] = ()
    town: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the program's lists, and the instant since when it is on none, if it is gone."""

    listing: Listing
    gone_at: Instant | None


def just_now(viewer: Viewer, entries: Collection[MeetingEntry], now: Instant) -> JustNow:
    """What has begun and did not end more than a day ago: those that they meant to go to, then
    those that they go to, then the nearest to the town of their house or of the last meeting. Five
    statements at most.
    `entries`: their log, the latest meeting first."""
    assert viewer.program_id is not None
    assert viewer.participant_id is not None
    town = home.town(viewer, now) or _town(entries)
    origin = near_query.town(viewer.program_id, town)
    found = near_query.lately(viewer.program_id, now, origin)
    known = {name for entry in entries for name in _names(entry)}
    logged = {(name, entry.day) for entry in entries for name in _names(entry)}
    picks = [
        replace(pick, been=any(name in known for name in pick.names))
        for pick in (_pick(each, viewer) for each in found)
        if not any((name, pick.day) in logged for name in pick.names)
    ]
    today = local_date(now, viewer.zone)
    meant = facts.planned_meetings(viewer.participant_id, today - timedelta(days=2), today)
    planned = {(each.listed_key, each.day) for each in meant}

    def first(pick: Pick) -> tuple[bool, bool]:
        return (pick.listing.key, pick.day) not in planned, not pick.been

    shown = sorted(picks, key=first)[:MOST_SHOWN]
    return JustNow(tuple(shown), town if origin else "")


def search(
    viewer: Viewer, asked: Asked, now: Instant, kinds: Mapping[Fellowship, str]
) -> tuple[Pick, ...]:
    """The lines of the program's lists that say all of it, each on its latest date, the latest
    first. `kinds` are the words on screen, which are looked through too. Two statements."""
    assert viewer.program_id is not None
    zones = near_query.zones(viewer.program_id)
    if not zones:
        return ()
    narrowed = on_lists().where(*(_says(word, kinds) for word in asked.words))
    narrowed = narrowed.order_by(*_latest_first(zones, now), ListedMeeting.name)
    most = MOST_READ if asked.starts else 10 * MOST_FOUND
    found = db.session.execute(narrowed.limit(most), {"program_id": viewer.program_id})
    picks = [latest(listing_in(row), viewer, now) for row in found]
    fitting = [pick for pick in picks if not asked.starts or pick.starts in asked.starts]
    return tuple(sorted(fitting, key=_when, reverse=True)[:MOST_FOUND])


def latest(listing: Listing, viewer: Viewer, now: Instant) -> Pick:
    """A listed meeting on the latest date on which it has begun."""
    since = later(now, -MINUTES_A_WEEK - nearby.CLOCK_CHANGE)
    begun = nearby.begins_between(listing, since, now)
    return _pick(begun[-1], viewer) if begun else Pick(listing)


def listed(viewer: Viewer, key: str) -> Listed | None:
    """A line that is, or was, on the program's lists: somebody may have picked it before it went.
    `key` may be a short one. One statement."""
    if len(key) < SHORT_KEY:
        return None
    last = key + LONGEST[len(key) :]
    found = rows(_ONE, program_id=viewer.program_id, first=key, last=last)
    return Listed(listing_in(found[0][:-1]), found[0][-1]) if len(found) == 1 else None


def _names(entry: MeetingEntry) -> tuple[object, ...]:
    typed = (entry.name.casefold(), entry.starts)
    return (entry.listed_key, typed) if entry.listed_key else (typed,)


def _town(entries: Iterable[MeetingEntry]) -> str:
    """The town of the last meeting that they went to in person."""
    there = (e.town for e in entries if e.mode is Mode.IN_PERSON and e.town)
    return next(there, "")


def _pick(found: Found, viewer: Viewer) -> Pick:
    begun = local(found.starts_at, viewer.zone)
    day = local_date(found.starts_at, viewer.zone)
    return Pick(found.listing, day, WallTime.of(begun.time()), found.miles)


def _latest_first(zones: Iterable[str], now: Instant) -> tuple[ColumnElement[Any], ...]:
    """By the minutes since they began, on the walls of their own zones; last by appointment."""
    alike: dict[int, list[str]] = {}
    for zone in zones:
        alike.setdefault(nearby.week_minute(now, zone_named(zone)), []).append(zone)
    there = case(*((ListedMeeting.zone.in_(walls), minute) for minute, walls in alike.items()))
    since = (there - ListedMeeting.week_min + MINUTES_A_WEEK) % MINUTES_A_WEEK
    return ListedMeeting.week_min.is_(None), since


def _says(word: str, kinds: Mapping[Fellowship, str]) -> ColumnElement[bool]:
    said = [text.icontains(word, autoescape=True) for text in TEXTS]
    named = [kind for kind, words in kinds.items() if word in words.casefold()]
    said.append(ListedMeeting.fellowship.in_(named))
    weekday = meeting_search.weekday(word)
    return or_(*said, ListedMeeting.weekday == weekday) if weekday is not None else or_(*said)


def _when(pick: Pick) -> tuple[date, int]:
    return pick.day or date.min, pick.starts.minutes if pick.starts else 0
