"""The meeting directory of a program, as it stands: what is on its lists now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, select

from webapp.domain.directory import Listing
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


def load(program_id: int) -> tuple[Listing, ...]:
    """The whole directory, in the order of the week. One statement."""
    return tuple(map(listing_in, rows(_ALL, program_id=program_id)))


def one(program_id: int, key: str) -> Listing | None:
    """One line of the program's own lists, or None. One statement."""
    found = rows(_ONE, program_id=program_id, key=key)
    return next(map(listing_in, found), None)


def listing_in(row: Any) -> Listing:
    """The listing that a row of `COLUMNS` holds."""
    values = dict(zip(NAMES, row, strict=True))
    return Listing(
        **values | {"languages": tuple(values["languages"]), "tags": tuple(values["tags"])}
    )
