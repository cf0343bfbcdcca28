"""Bring a reading of a list in, as a person saw it; or put it aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.actions.keep_meeting_list import held
from webapp.domain.access import Viewer
from webapp.domain.directory import Listing
from webapp.domain.directory_change import NAMES, Change, content_hash, unpacked
from webapp.domain.directory_import import WAITING, ImportState
from webapp.domain.wall_clock import Instant
from webapp.models.base import db, new_key, table_of, transaction
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.models.meeting_import import MeetingImportRow
from webapp.queries import meeting_import

LISTED = table_of(ListedMeeting)
_ON_IT = LISTED.c.source_id == bindparam("of_source")
_THIS = LISTED.c.uid == bindparam("of_uid")
_NEW: dict[str, Any] = {
    name: bindparam(f"new_{name}", type_=LISTED.c[name].type)
    for name in (*NAMES, "week_min", "content_hash", "gone_at")
}


class Settled(StrEnum):
    """What became of a person's yes or no."""

    DONE = "done"
    NOT_WAITING = "not_waiting"
    """Somebody else was first, or a later reading took its place."""
    LIST_CHANGED = "list_changed"
    """The list is not what the reading was compared with any more."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A change as rows of its list: made ready before anybody has to wait for them."""

    new: Sequence[Mapping[str, Any]]
    again: Sequence[Mapping[str, Any]]
    gone: Sequence[Mapping[str, Any]]


def confirm(by: int | None, key: str, true_now: Instant) -> Settled:
    """Bring it in, all of it in one transaction, or say why not. Nothing is ever deleted."""
    kept = db.session.execute(
        select(MeetingImportRow.source_id, MeetingImportRow.plan).where(MeetingImportRow.key == key)
    ).one_or_none()
    if kept is None or kept.plan is None:
        return Settled.NOT_WAITING
    lines = lines_of(unpacked(kept.plan), kept.source_id, true_now)
    with transaction() as session:
        row, source = _waiting(session, key)
        if row is None or source is None:
            return Settled.NOT_WAITING
        if meeting_import.version(source.id) != row.seen:
            return Settled.LIST_CHANGED
        row.settled_by = by
        write(session, row, source, lines, true_now)
        row.state = ImportState.APPLIED
        audit.record(session, true_now, "meeting_list_brought_in", actor_id=by, detail=source.key)
        return Settled.DONE


def put_aside(viewer: Viewer, key: str, true_now: Instant) -> Settled:
    """Change nothing, and let go of the reading."""
    with transaction() as session:
        row, source = _waiting(session, key)
        if row is None or source is None:
            return Settled.NOT_WAITING
        row.state, row.settled_at, row.settled_by = (
            ImportState.PUT_ASIDE,
            true_now,
            viewer.account_id,
        )
        row.plan = None
        who = viewer.account_id
        audit.record(session, true_now, "meeting_list_put_aside", actor_id=who, detail=source.key)
        return Settled.DONE


def _waiting(session: Session, key: str) -> tuple[MeetingImportRow | None, MeetingSource | None]:
    """The reading, if it waits for a person, and its list, held for this writer."""
    found = session.execute(
        select(MeetingImportRow.source_id).where(MeetingImportRow.key == key)
    ).scalar()
    if found is None:
        return None, None
    source = held(session, found)
    row = session.execute(
        select(MeetingImportRow)
        .where(MeetingImportRow.key == key, MeetingImportRow.state.in_(WAITING))
        .execution_options(populate_existing=True)
    ).scalar()
    return row, source


def lines_of(change: Change, source_id: int, true_now: Instant) -> Lines:
    """The rows of a change."""
    again = [(each.before, each.after) for each in change.changed]
    again += [(each, each) for each in change.back]
    return Lines(
        [new_line(each, source_id, true_now) for each in change.new],
        [_as_new(after) | _which(before, source_id) for before, after in again],
        [_which(each, source_id) for each in change.vanishes],
    )


def write(
    session: Session,
    row: MeetingImportRow,
    source: MeetingSource,
    lines: Lines,
    true_now: Instant,
) -> None:
    """Write a change into the list, in the caller's transaction."""
    session.flush()
    put(session, lines.new)
    this = update(LISTED).where(_ON_IT, _THIS)
    if lines.again:
        session.connection().execute(this.values(_NEW), lines.again)
    if lines.gone:
        session.connection().execute(this.values(gone_at=true_now), lines.gone)
    count_change(session, source.id)
    row.settled_at = true_now
    remember(row, source)
    seen_again(session, source, true_now)


def count_change(session: Session, source_id: int) -> None:
    """Say that what is on the list changed, in the caller's transaction: phones fetch it anew."""
    session.execute(
        update(MeetingSource)
        .where(MeetingSource.id == source_id)
        .values(version=MeetingSource.version + 1)
    )


def put(session: Session, new: Sequence[Mapping[str, Any]]) -> None:
    """New lines on a list, in the caller's transaction."""
    if new:
        session.connection().execute(insert(LISTED), new)


def new_line(listing: Listing, source_id: int, true_now: Instant) -> dict[str, Any]:
    """The row of a meeting that is new on a list."""
    seen = {"source_id": source_id, "first_seen": true_now, "last_seen": true_now}
    return values(listing) | seen | {"key": new_key()}


def _as_new(listing: Listing) -> dict[str, Any]:
    """The values for `_NEW`: it is listed, whether it was gone or not."""
    return {f"new_{name}": value for name, value in values(listing).items()} | {"new_gone_at": None}


def _which(listing: Listing, source_id: int) -> dict[str, Any]:
    return {"of_source": source_id, "of_uid": listing.uid}


def values(listing: Listing) -> dict[str, Any]:
    """A meeting as its columns have it."""
    return {
        **{name: getattr(listing, name) for name in NAMES},
        "languages": list(listing.languages),
        "tags": list(listing.tags),
        "week_min": listing.week_minute,
        "content_hash": content_hash(listing),
    }


def remember(row: MeetingImportRow, source: MeetingSource) -> None:
    """What to ask the feed with the next time."""
    source.etag, source.last_modified = row.etag, row.last_modified


def seen_again(session: Session, source: MeetingSource, true_now: Instant) -> int:
    """The list stands as its source has it, now. Returns how many are on it."""
    source.updated_at = true_now
    session.flush()
    result = session.connection().execute(
        update(LISTED)
        .where(LISTED.c.source_id == source.id, LISTED.c.gone_at.is_(None))
        .values(last_seen=true_now)
    )
    return result.rowcount
