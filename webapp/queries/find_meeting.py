"""Meetings that fit the participant's own day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain import free_time, nearby
from webapp.domain.access import Viewer
from webapp.domain.directory import Listing, Openness, Venue
from webapp.domain.free_time import FreeDay, Span
from webapp.domain.meetings import Fellowship
from webapp.domain.nearby import Found
from webapp.domain.planned import AHEAD, PlannedMeeting
from webapp.domain.wall_clock import MIDNIGHT, Instant, later, local_date
from webapp.queries import directory, own_days
from webapp.queries import nearby as nearby_query
from webapp.queries.directory import ListInUse
from webapp.queries.own_days import OwnDays

RADIUS = 25.0
"""Miles around a town in which a meeting is near."""
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. Empty or None: anything. `venue` in person or online takes those
    that are both."""

    day: date | None = None
    town: str = ""
    fellowship: Fellowship | None = None
    venue: Venue | None = None
    openness: Openness | None = None
    language: str = ""
    any_time: bool = False
    nearest: bool = False

    def takes(self, listing: Listing) -> bool:
        """Whether a listing is of the kind that is looked for."""
        return (
            self.fellowship in (None, listing.fellowship)
            and (self.venue is None or listing.venue in (self.venue, Venue.HYBRID))
            and self.openness in (None, listing.openness)
            and (not self.language or self.language in listing.languages)
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """One date of a meeting. `planned` is the viewer's own, where it is on their day already."""

    found: Found
    fits: bool
    planned: PlannedMeeting | None = None


@dataclass(frozen=True, slots=True)
class FinderPage:
    """The offers of one date, and what is `left` free of it. `town` is around where they are,
    `knows_town` whether a meeting is listed there; `more` were left out to keep the page short;
    `others` do not fit the day."""

    own: OwnDays
    day: date
    left: tuple[Span, ...]
    offers: tuple[Offer, ...]
    more: int
    others: int
    town: str
    knows_town: bool
    languages: tuple[str, ...]
    lists: tuple[ListInUse, ...]


def load(viewer: Viewer, wanted: Wanted, now: Instant, *, everything: bool = False) -> FinderPage:
    """The meetings of a date that the participant can go to. Six statements."""
    assert viewer.program_id is not None
    own = own_days.load(viewer, now)
    day = wanted.day if wanted.day and own.on(wanted.day) else own.today
    town = wanted.town or own.town
    origin = nearby_query.town(viewer.program_id, town)
    first = max(later(now, -nearby.JUST_BEGUN), MIDNIGHT.on(day, viewer.zone))
    last = later(MIDNIGHT.on(day + timedelta(days=1), viewer.zone), -1)
    radius = RADIUS if origin else None
    on_day = nearby_query.between(viewer.program_id, first, last, origin, radius, anywhere=True)
    there = [each for each in on_day if each.listing.venue is not Venue.CLOSED]
    offers = [_offer(own, day, each, viewer, now) for each in there if wanted.takes(each.listing)]
    fitting = [each for each in offers if each.fits or each.planned or wanted.any_time]
    if wanted.nearest and origin:
        fitting.sort(key=lambda each: nearby.nearness(each.found))
    shown = fitting if everything else fitting[:SHOWN]
    return FinderPage(
        own,
        day,
        tuple(
            Span(max(span.starts_at, now), span.ends_at)
            for span in _left(own, day, now).free
            if span.ends_at > now
        ),
        tuple(shown),
        len(fitting) - len(shown),
        len(offers) - len(fitting),
        town,
        origin is not None,
        _languages(there),
        _lists(viewer.program_id),
    )


def on_date(viewer: Viewer, listing: Listing, day: date, now: Instant) -> Found | None:
    """That listing on a date of the viewer's own zone, or None if it does not begin then, or that
    is not one of the next days."""
    if abs(day - local_date(now, viewer.zone)) > AHEAD:
        return None
    first = MIDNIGHT.on(day, viewer.zone)
    last = later(MIDNIGHT.on(day + timedelta(days=1), viewer.zone), -1)
    return next(iter(nearby.begins_between(listing, first, last)), None)


def _offer(own: OwnDays, day: date, found: Found, viewer: Viewer, now: Instant) -> Offer:
    key = found.listing.key
    planned = next((p for p in own.planned if (p.listed_key, p.day) == (key, day)), None)
    way = own.way if found.listing.venue is Venue.IN_PERSON else 0
    fits = _left(own, day, now).fits(found.starts_at, found.ends_at, way)
    return Offer(found, fits, planned)


def _left(own: OwnDays, day: date, now: Instant) -> FreeDay:
    free = own.on(day)
    assert free is not None
    return free_time.still(free, now) if day == own.today else free


def _lists(program_id: int) -> tuple[ListInUse, ...]:
    """Each of whose lists they are once; of several the date of the oldest, so that one which is
    dead shows."""
    theirs: dict[str, ListInUse] = {}
    for each in directory.lists_in_use(program_id):
        name = each.attribution or each.name
        dated = [e for e in (theirs.get(name), each) if e is not None and e.updated_at]
        theirs[name] = min(dated, key=lambda e: str(e.updated_at), default=each)
    return tuple(theirs[name] for name in sorted(theirs))


def _languages(found: Iterable[Found]) -> tuple[str, ...]:
    return tuple(sorted({code for each in found for code in each.listing.languages}))
