"""The meeting directory of a program, as it stands: what is on its lists now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from webapp.domain.directory import FeedKind, Listing
from webapp.domain.wall_clock import Instant
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.queries.together import rows

NAMES = (
    "uid",
    "fellowship",
    "name",
    "zone",
    "weekday",
    "starts",
    "duration",
    "duration_said",
    "zone_said",
    "venue",
    "group_name",
    "location_name",
    "address_line",
    "city",
    "state",
    "postal_code",
    "location_hint",
    "lat",
    "lon",
    "precision",
    "openness",
    "languages",
    "tags",
    "types_raw",
    "gives_proof",
    "online_url",
    "online_phone",
    "notes",
    "irregular",
    "key",
)
"""The fields of a `Listing`, each a column of the same name."""
COLUMNS = tuple(getattr(ListedMeeting, name) for name in NAMES)


@dataclass(frozen=True, slots=True)
class ListInUse:
    """A list that was brought in, and when it was last as its source has it: None for the one
    that staff keep by hand."""

    name: str
    attribution: str
    updated_at: Instant | None


def on_lists() -> Select[Any]:
    """Everything on the lists of `program_id` now: to be narrowed down."""
    return (
        select(*COLUMNS)
        .join(MeetingSource, MeetingSource.id == ListedMeeting.source_id)
        .where(
            MeetingSource.program_id == bindparam("program_id"),
            MeetingSource.removed_at.is_(None),
            ListedMeeting.gone_at.is_(None),
        )
    )


_ALL = on_lists().order_by(ListedMeeting.week_min, ListedMeeting.id)
_ONE = on_lists().where(ListedMeeting.key == bindparam("key"))
_OF_PROGRAM = (
    MeetingSource.program_id == bindparam("program_id"),
    MeetingSource.removed_at.is_(None),
)
_IN_USE = (
    select(MeetingSource.name, MeetingSource.attribution, MeetingSource.updated_at)
    .where(
        *_OF_PROGRAM,
        or_(MeetingSource.updated_at.is_not(None), MeetingSource.kind == FeedKind.HAND),
    )
    .order_by(MeetingSource.name, MeetingSource.id)
)
_VERSION = (
    select(MeetingSource.id, MeetingSource.version)
    .where(*_OF_PROGRAM, MeetingSource.version > 0)
    .order_by(MeetingSource.id)
)


def load(program_id: int) -> tuple[Listing, ...]:
    """The whole directory, in the order of the week. One statement."""
    return tuple(map(listing_in, rows(_ALL, program_id=program_id)))


def one(program_id: int, key: str) -> Listing | None:
    """One line of the program's own lists, or None. One statement."""
    found = rows(_ONE, program_id=program_id, key=key)
    return next(map(listing_in, found), None)


def lists_in_use(program_id: int) -> tuple[ListInUse, ...]:
    """The program's lists by name. One statement, on no meeting."""
    return tuple(ListInUse(*row) for row in rows(_IN_USE, program_id=program_id))


def oldest(lists: Iterable[ListInUse]) -> Instant | None:
    """The one date that is true of them all: one that is not read any more must not hide behind
    the others. None without a list that others keep."""
    return min((each.updated_at for each in lists if each.updated_at), default=None)


def version(program_id: int) -> str:
    """A short name for exactly what `load` gives: another as soon as anything on the lists is.
    One statement, on no meeting."""
    found = [tuple(row) for row in rows(_VERSION, program_id=program_id)]
    return sha256(repr(found).encode()).hexdigest()[:20]


def listing_in(row: Any) -> Listing:
    """The listing that a row of `COLUMNS` holds."""
    values = dict(zip(NAMES, row, strict=True))
    return Listing(
        **values | {"languages": tuple(values["languages"]), "tags": tuple(values["tags"])}
    )
