"""The lists of meetings that a program takes: where each comes from, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, func, select

from webapp.domain.cut import Cut
from webapp.domain.directory import FeedKind, Listing
from webapp.domain.directory_import import Import
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.queries import directory, meeting_import


@dataclass(frozen=True, slots=True)
class Facts:
    """What staff say about a list. `kind` None: found out when it is read. `access_key` is
    never shown again."""

    name: str
    kind: FeedKind | None
    fellowship: Fellowship
    zone: str
    url: str = ""
    access_key: str = ""
    attribution: str = ""

    @property
    def version(self) -> str:
        """A short name for exactly these facts."""
        return sha256(repr(self).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Source:
    """A list and how it stands: how many meetings are on it, when it was last as its source has
    it, the last reading that ended, the one that is under way, the one that waits for a person."""

    id: int
    key: str
    facts: Facts
    updated_at: Instant | None
    listed: int = 0
    last: Import | None = None
    under_way: Import | None = None
    waiting: Import | None = None

    @property
    def is_by_hand(self) -> bool:
        return self.facts.kind is FeedKind.HAND


FACTS = (
    MeetingSource.name,
    MeetingSource.kind,
    MeetingSource.fellowship,
    MeetingSource.zone,
    MeetingSource.url,
    MeetingSource.access_key,
    MeetingSource.attribution,
)


def facts_in(source: MeetingSource) -> Facts:
    """What a row says."""
    return Facts(*(getattr(source, column.key) for column in FACTS))


def load(program_id: int | None) -> tuple[Source, ...]:
    """The program's lists by name, the one that staff keep themselves last. Two statements."""
    return _sources(program_id)


def find(program_id: int | None, key: str) -> Source | None:
    """The program's list of that key, or None: another program's is not there. Two statements."""
    return next(iter(_sources(program_id, MeetingSource.key == key)), None)


def page(source_id: int, number: int, listed: int) -> tuple[Cut, tuple[Listing, ...]]:
    """That page of what is on a list now, in the order of the week. One statement."""
    cut = Cut.nearest(number, listed)
    found = db.session.execute(
        select(*directory.COLUMNS)
        .where(ListedMeeting.source_id == source_id, ListedMeeting.gone_at.is_(None))
        .order_by(ListedMeeting.week_min.is_(None), ListedMeeting.week_min, ListedMeeting.id)
        .offset(cut.first - 1)
        .limit(cut.size)
    )
    return cut, tuple(map(directory.listing_in, found))


def _sources(program_id: int | None, *narrowed: Any) -> tuple[Source, ...]:
    listed = func.count(ListedMeeting.id)
    on_it = and_(ListedMeeting.source_id == MeetingSource.id, ListedMeeting.gone_at.is_(None))
    found = db.session.execute(
        select(MeetingSource.id, MeetingSource.key, MeetingSource.updated_at, listed, *FACTS)
        .outerjoin(ListedMeeting, on_it)
        .where(
            MeetingSource.program_id == program_id, MeetingSource.removed_at.is_(None), *narrowed
        )
        .group_by(MeetingSource.id)
        .order_by(
            # Not found out yet is not by hand, and PostgreSQL would put the unknown last.
            MeetingSource.kind.is_not_distinct_from(FeedKind.HAND),
            MeetingSource.name,
            MeetingSource.id,
        )
    ).all()
    readings = meeting_import.latest(row.id for row in found)
    return tuple(_source(row, readings.get(row[0], ())) for row in found)


def _source(row: Any, readings: Iterable[Import]) -> Source:
    """`readings`: the latest of each state, the newest first."""
    source_id, key, updated_at, listed, *facts = row
    return Source(
        source_id,
        key,
        Facts(*facts),
        updated_at,
        listed,
        next((each for each in readings if each.is_done), None),
        next((each for each in readings if each.is_under_way), None),
        next((each for each in readings if each.waits), None),
    )


def hand_id(program_id: int | None) -> int | None:
    """The row of the list that the program's staff keep themselves, if they have one."""
    return db.session.execute(
        select(MeetingSource.id).where(
            MeetingSource.program_id == program_id,
            MeetingSource.kind == FeedKind.HAND,
            MeetingSource.removed_at.is_(None),
        )
    ).scalar()


def hand_key(program_id: int | None) -> str:
    """The key of that list. Raises `NoResultFound` if they have none."""
    return db.session.execute(
        select(MeetingSource.key).where(MeetingSource.id == hand_id(program_id))
    ).scalar_one()


def by_hand(program_id: int | None, key: str) -> Listing | None:
    """A meeting on the program's own list, or None: what others list is not theirs to change."""
    row = db.session.execute(
        directory.on_lists().where(MeetingSource.kind == FeedKind.HAND, ListedMeeting.key == key),
        {"program_id": program_id},
    ).one_or_none()
    return None if row is None else directory.listing_in(row)


def everywhere() -> tuple[tuple[int, str, str], ...]:
    """Row, key and name of every list of every program that is read, for the command line."""
    found = db.session.execute(
        select(MeetingSource.id, MeetingSource.key, MeetingSource.name)
        .where(
            MeetingSource.removed_at.is_(None),
            MeetingSource.kind.is_distinct_from(FeedKind.HAND),
        )
        .order_by(MeetingSource.id)
    )
    return tuple((source_id, key, name) for source_id, key, name in found)
