"""Meetings of a program's directory around an instant, and around a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from webapp.domain import nearby
from webapp.domain.directory import Listing, Precision, Venue
from webapp.domain.nearby import Box, Found, Minutes, Point
from webapp.domain.wall_clock import Instant, later, zone_named
from webapp.models.base import db
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.queries.directory import listing_in, on_lists
from webapp.queries.together import rows

LONGEST = 24 * 60
"""No meeting is taken to last longer, in minutes."""

FROM_AFAR = frozenset({Venue.ONLINE, Venue.HYBRID})
"""Those that one can join from wherever one is."""
_ANYWHERE = (
    ListedMeeting.venue.in_(sorted(FROM_AFAR)),
    ListedMeeting.precision != Precision.EXACT,
)
_OF_PROGRAM = (
    MeetingSource.program_id == bindparam("program_id"),
    MeetingSource.removed_at.is_(None),
)


def _zones() -> Any:
    """The zones of a program's lists: from one to the next in the index, however long they are."""

    def smallest(source_id: Any, *beyond: ColumnElement[bool]) -> Any:
        return (
            select(func.min(ListedMeeting.zone))
            .where(ListedMeeting.source_id == source_id, *beyond)
            .scalar_subquery()
        )

    first = select(MeetingSource.id.label("source_id"), smallest(MeetingSource.id).label("zone"))
    walk = first.where(*_OF_PROGRAM).cte("walk", recursive=True)
    following = smallest(walk.c.source_id, ListedMeeting.zone > walk.c.zone)
    walk = walk.union_all(select(walk.c.source_id, following).where(walk.c.zone.is_not(None)))
    return select(walk.c.zone).where(walk.c.zone.is_not(None)).distinct()


_ZONES = _zones()
_TOWN = (
    select(func.avg(ListedMeeting.lat), func.avg(ListedMeeting.lon))
    .join(MeetingSource, MeetingSource.id == ListedMeeting.source_id)
    .where(
        *_OF_PROGRAM,
        ListedMeeting.gone_at.is_(None),
        ListedMeeting.precision == Precision.EXACT,
        func.lower(ListedMeeting.city) == bindparam("town"),
    )
)


def between(
    program_id: int,
    first: Instant,
    last: Instant,
    origin: Point | None = None,
    radius: float | None = None,
    *,
    anywhere: bool = False,
) -> tuple[Found, ...]:
    """All meetings that begin from the first instant through the last, the soonest first. Two
    statements.

    With a radius in miles only those whose place is known and within it; with `anywhere` also
    those that nobody has to go to, and those of which only the town is known.
    """
    found = [
        replace(each, miles=nearby.far(each.listing, origin))
        for listing in _listings(program_id, first, last, origin, radius, anywhere)
        for each in nearby.begins_between(listing, first, last)
    ]
    return tuple(nearby.by_time(_within(found, radius, anywhere)))


def lately(
    program_id: int,
    now: Instant,
    origin: Point | None = None,
    radius: float | None = None,
    hours: int = 24,
) -> tuple[Found, ...]:
    """All meetings that have begun and did not end more hours ago, the nearest first, then the
    latest. Two statements.

    With a radius in miles only those whose place is known and within it.
    """
    first = later(now, -60 * hours - LONGEST)
    found = []
    for listing in _listings(program_id, first, now, origin, radius):
        each = nearby.lately(listing, now, hours)
        if each is not None:
            found.append(replace(each, miles=nearby.far(listing, origin)))
    return tuple(nearby.by_distance(_within(found, radius)))


def zones(program_id: int) -> tuple[str, ...]:
    """The zones of a program's lists. One statement."""
    return tuple(zone for (zone,) in rows(_ZONES, program_id=program_id))


def town(program_id: int, name: str) -> Point | None:
    """The middle of the meetings that are listed in a town; None if none is. One statement."""
    wanted = name.strip().lower()
    if not wanted:
        return None
    ((lat, lon),) = rows(_TOWN, program_id=program_id, town=wanted)
    return None if lat is None else Point(lat, lon)


def _within(found: Iterable[Found], radius: float | None, anywhere: bool = False) -> list[Found]:
    if radius is None:
        return list(found)
    return [
        each
        for each in found
        if (anywhere if each.miles is None else each.miles <= radius)
        or (anywhere and each.listing.venue in FROM_AFAR)
    ]


def _listings(
    program_id: int,
    first: Instant,
    last: Instant,
    origin: Point | None,
    radius: float | None,
    anywhere: bool = False,
) -> Iterable[Listing]:
    named = zones(program_id)
    if not named:
        return ()
    # Many zones, few walls: those that show the same time are asked for together.
    alike: dict[Minutes, list[str]] = {}
    for zone in named:
        for span in nearby.week_minutes(first, last, zone_named(zone)):
            alike.setdefault(span, []).append(zone)
    where = [
        or_(
            *(
                and_(ListedMeeting.zone.in_(walls), ListedMeeting.week_min.between(*span))
                for span, walls in alike.items()
            )
        )
    ]
    if origin is not None and radius is not None:
        inside = and_(*_inside(nearby.box_around(origin, radius)))
        where.append(or_(inside, *_ANYWHERE) if anywhere else inside)
    statement = on_lists().where(*where)
    return map(listing_in, db.session.execute(statement, {"program_id": program_id}))


def _inside(box: Box) -> list[ColumnElement[bool]]:
    """The conditions; a box that reaches over the line of dates goes on at its other side."""
    around = [
        ListedMeeting.lon.between(box.west + turn, box.east + turn)
        for turn in (0, 360, -360)
        if box.west + turn <= 180 and box.east + turn >= -180
    ]
    return [ListedMeeting.lat.between(box.south, box.north), or_(*around)]
