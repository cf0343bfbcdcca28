"""Readings of meeting lists: what is to be done, how one stands, what it would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from webapp.domain.directory import Listing
from webapp.domain.directory_change import Change, unpacked
from webapp.domain.directory_import import LEASE, Counts, Import, ImportState
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.models.meeting_import import MeetingImportRow
from webapp.models.people import Account
from webapp.queries import directory

_ASKER, _SETTLER = aliased(Account), aliased(Account)
COLUMNS = (
    MeetingImportRow.key,
    MeetingImportRow.how,
    MeetingImportRow.state,
    MeetingImportRow.asked_at,
    func.coalesce(_ASKER.name, ""),
    MeetingImportRow.finished_at,
    MeetingImportRow.trouble,
    MeetingImportRow.new,
    MeetingImportRow.changed,
    MeetingImportRow.back,
    MeetingImportRow.vanishes,
    MeetingImportRow.refused,
    MeetingImportRow.stays,
    MeetingImportRow.settled_at,
    func.coalesce(_SETTLER.name, ""),
)


@dataclass(frozen=True, slots=True)
class Preview:
    """One reading, of which list, and what it would change or changed."""

    reading: Import
    source_key: str
    source_name: str
    change: Change | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A list as it stands: what is on it, what once was, and a short name for exactly that."""

    here: tuple[Listing, ...]
    gone: tuple[Listing, ...]
    version: str


def _select(*more: Any) -> Any:
    return (
        select(*COLUMNS, *more)
        .outerjoin(_ASKER, _ASKER.id == MeetingImportRow.asked_by)
        .outerjoin(_SETTLER, _SETTLER.id == MeetingImportRow.settled_by)
    )


def import_in(row: Any) -> Import:
    """The reading that a row of `COLUMNS` holds."""
    key, how, state, asked_at, asked_by, finished_at, trouble, *counts, settled_at, by = row
    return Import(
        key,
        how,
        state,
        asked_at,
        asked_by,
        finished_at,
        trouble,
        Counts(*counts),
        settled_at,
        by,
    )


def latest(source_ids: Iterable[int]) -> dict[int, tuple[Import, ...]]:
    """The latest reading of each state of these lists, the newest first. One statement."""
    newest = (
        select(func.max(MeetingImportRow.id))
        .where(MeetingImportRow.source_id.in_(tuple(source_ids)))
        .group_by(MeetingImportRow.source_id, MeetingImportRow.state)
    )
    found = db.session.execute(
        _select(MeetingImportRow.source_id)
        .where(MeetingImportRow.id.in_(newest))
        .order_by(MeetingImportRow.id.desc())
    )
    readings: dict[int, tuple[Import, ...]] = {}
    for *row, source_id in found:
        readings[source_id] = (*readings.get(source_id, ()), import_in(row))
    return readings


def reading(key: str) -> Import:
    """The reading of that key, whoever's it is. One statement."""
    return import_in(db.session.execute(_select().where(MeetingImportRow.key == key)).one())


def preview(program_id: int | None, key: str) -> Preview | None:
    """That reading of one of the program's lists, or None. One statement."""
    row = db.session.execute(
        _select(MeetingSource.key, MeetingSource.name, MeetingImportRow.plan)
        .join(MeetingSource, MeetingSource.id == MeetingImportRow.source_id)
        .where(
            MeetingImportRow.key == key,
            MeetingSource.program_id == program_id,
            MeetingSource.removed_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    *reading, source_key, source_name, plan = row
    change = unpacked(plan) if plan is not None else None
    return Preview(import_in(reading), source_key, source_name, change)


def standing(source_id: int) -> Standing:
    """A list as it stands. One statement."""
    found = db.session.execute(
        select(*directory.COLUMNS, ListedMeeting.gone_at, ListedMeeting.content_hash)
        .where(ListedMeeting.source_id == source_id)
        .order_by(ListedMeeting.id)
    ).all()
    here: list[Listing] = []
    gone: list[Listing] = []
    seen = sha256()
    for *columns, gone_at, content_hash in found:
        each = directory.listing_in(columns)
        (here if gone_at is None else gone).append(each)
        seen.update(_named(each.uid, gone_at is None, content_hash))
    return Standing(tuple(here), tuple(gone), seen.hexdigest())


def version(source_id: int) -> str:
    """`Standing.version` by itself. One statement."""
    seen = sha256()
    for uid, is_here, content_hash in db.session.execute(
        select(ListedMeeting.uid, ListedMeeting.gone_at.is_(None), ListedMeeting.content_hash)
        .where(ListedMeeting.source_id == source_id)
        .order_by(ListedMeeting.id)
    ):
        seen.update(_named(uid, bool(is_here), content_hash))
    return seen.hexdigest()


def _named(uid: str, is_here: bool, content_hash: str) -> bytes:
    return f"{uid}\0{is_here}\0{content_hash}\0".encode()


def to_read(true_now: Instant) -> Any:
    """Which readings can begin now: asked for, or left behind by a process that is gone."""
    lapsed = Instant(true_now - LEASE)
    return or_(
        MeetingImportRow.state == ImportState.ASKED,
        and_(MeetingImportRow.state == ImportState.READING, MeetingImportRow.started_at <= lapsed),
    )


def due(true_now: Instant) -> Any:
    """Which lists are to be read by themselves now."""
    return and_(MeetingSource.due_at <= true_now, MeetingSource.removed_at.is_(None))


def is_due(true_now: Instant) -> bool:
    """Whether there is anything to read. One statement on two small indexes, asked often."""
    asked = select(literal(1)).where(to_read(true_now)).limit(1).subquery()
    by_night = select(literal(1)).where(due(true_now)).limit(1).subquery()
    both = union_all(select(asked), select(by_night))
    return db.session.execute(both).first() is not None
