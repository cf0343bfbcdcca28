"""The process that reads lists: take what is to be read, and keep what came of it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.actions import bring_in
from webapp.actions.keep_meeting_list import HOW_IT_IS_READ, begin_anew, held
from webapp.domain.directory import FeedKind
from webapp.domain.directory_change import Change, packed, plan
from webapp.domain.directory_import import (
    GAVE_UP,
    MOST_TRIES,
    WAITING,
    How,
    ImportState,
    next_night,
)
from webapp.domain.feed import Reading
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import Instant, zone_named
from webapp.models.base import transaction
from webapp.models.directory import MeetingSource
from webapp.models.meeting_import import MeetingImportRow
from webapp.models.program import Program
from webapp.queries import meeting_import

COUNTS = ("new", "changed", "back", "vanishes", "refused")


@dataclass(frozen=True, slots=True)
class Claim:
    """A reading that is this process's to do, and all that it takes. `body` is an uploaded
    list; None: it is to be fetched."""

    id: int
    source_id: int
    how: How
    started_at: Instant
    kind: FeedKind | None
    fellowship: Fellowship
    zone: str
    url: str
    access_key: str
    etag: str
    last_modified: str
    body: bytes | None


def ask_by_night(true_now: Instant) -> None:
    """Ask for the lists whose time it is, each once a night."""
    with transaction() as session:
        found = session.execute(
            select(MeetingSource, Program.zone)
            .join(Program, Program.id == MeetingSource.program_id)
            .where(meeting_import.due(true_now))
            .with_for_update(of=MeetingSource)
        ).all()
        for source, zone in found:
            source.due_at = next_night(true_now, zone_named(zone), source.id)
            session.add(MeetingImportRow(source_id=source.id, how=How.NIGHT, asked_at=true_now))


def claim(true_now: Instant, only: str | None = None) -> Claim | None:
    """Take the reading that was asked for first, or the one of the key `only`; None if nothing
    is left. What ended its process too often is not begun again."""
    while True:
        with transaction() as session:
            row = session.execute(
                select(MeetingImportRow)
                .where(
                    meeting_import.to_read(true_now),
                    *([MeetingImportRow.key == only] if only else []),
                )
                .order_by(MeetingImportRow.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).scalar()
            if row is None:
                return None
            row.tries += 1
            if row.tries <= MOST_TRIES:
                row.state, row.started_at = ImportState.READING, true_now
                source = session.get_one(MeetingSource, row.source_id)
                return _claimed(row, source, true_now)
            _end(row, ImportState.TROUBLED, true_now)
            row.trouble = GAVE_UP


def _claimed(row: MeetingImportRow, source: MeetingSource, true_now: Instant) -> Claim:
    return Claim(
        row.id,
        source.id,
        row.how,
        true_now,
        source.kind,
        source.fellowship,
        source.zone,
        source.url,
        source.access_key,
        source.etag,
        source.last_modified,
        None if row.body is None else zlib.decompress(row.body),
    )


def troubled(claimed: Claim, trouble: str, true_now: Instant) -> bool:
    """The list could not be read: what is here stays. False if the reading is not this
    process's any more."""
    with transaction() as session:
        mine = _mine(session, claimed)
        if mine is None:
            return False
        row, _source = mine
        _end(row, ImportState.TROUBLED, true_now)
        row.trouble = trouble
        return True


def not_modified(claimed: Claim, true_now: Instant) -> bool:
    """The list is as it was when it was last brought in. False as above."""
    with transaction() as session:
        mine = _mine(session, claimed)
        if mine is None:
            return False
        row, source = mine
        _end(row, ImportState.UNCHANGED, true_now)
        row.stays = bring_in.seen_again(session, source, true_now)
        return True


def finished(
    claimed: Claim,
    reading: Reading,
    true_now: Instant,
    *,
    kind: FeedKind | None = None,
    etag: str = "",
    last_modified: str = "",
) -> ImportState | None:
    """Keep what the list would change. By night it is brought in as well, unless much would
    vanish or nobody ever said yes to this list. None if the reading is not this process's any
    more. `kind` is how the list turned out to be written.
    """
    asking_again = {"etag": etag[:200], "last_modified": last_modified[:60]}
    while True:
        stands = meeting_import.standing(claimed.source_id)
        change = plan(stands.here, stands.gone, reading.listings, reading.refused)
        kept = packed(change)
        lines = bring_in.lines_of(change, claimed.source_id, true_now)
        with transaction() as session:
            mine = _mine(session, claimed)
            if mine is None:
                return None
            row, source = mine
            if meeting_import.version(claimed.source_id) != stands.version:
                continue
            source.kind = source.kind or kind
            _keep(row, change, kept, stands.version, asking_again)
            return _decide(session, row, source, change, lines, true_now)


def _keep(
    row: MeetingImportRow,
    change: Change,
    kept: bytes,
    seen: str,
    asking_again: Mapping[str, Any],
) -> None:
    row.plan, row.seen, row.stays = kept, seen, change.stays
    for name in COUNTS:
        setattr(row, name, len(getattr(change, name)))
    for name, value in asking_again.items():
        setattr(row, name, value)


def _decide(
    session: Session,
    row: MeetingImportRow,
    source: MeetingSource,
    change: Change,
    lines: bring_in.Lines,
    true_now: Instant,
) -> ImportState:
    is_first = source.updated_at is None
    _replace(session, row, true_now, files=not change.is_nothing)
    if change.is_nothing and not is_first:
        _end(row, ImportState.UNCHANGED, true_now)
        bring_in.remember(row, source)
        bring_in.seen_again(session, source, true_now)
    elif change.is_held or (row.how is How.NIGHT and is_first):
        _end(row, ImportState.HELD, true_now)
    elif row.how is How.NIGHT:
        _end(row, ImportState.APPLIED, true_now)
        bring_in.write(session, row, source, lines, true_now)
    else:
        _end(row, ImportState.READY, true_now)
    return row.state


def _replace(session: Session, row: MeetingImportRow, true_now: Instant, *, files: bool) -> None:
    """The newest reading counts: earlier ones wait no longer. A file that somebody chose does
    wait, as long as the list behind the address is as it was."""
    session.execute(
        update(MeetingImportRow)
        .where(
            MeetingImportRow.source_id == row.source_id,
            MeetingImportRow.id != row.id,
            MeetingImportRow.state.in_(WAITING),
            *([] if files else [MeetingImportRow.how != How.FILE]),
        )
        .values(state=ImportState.PUT_ASIDE, settled_at=true_now, plan=None)
    )


def _mine(session: Session, claimed: Claim) -> tuple[MeetingImportRow, MeetingSource] | None:
    """The reading and its list, both held, if nobody took it over or put it aside since. Of a
    list that is meant in another way by now, what was read is worth nothing: it is asked for
    anew."""
    source = held(session, claimed.source_id)
    row = session.get(MeetingImportRow, claimed.id, with_for_update=True)
    if row is None or row.state is not ImportState.READING or row.started_at != claimed.started_at:
        return None
    if any(getattr(source, name) != getattr(claimed, name) for name in HOW_IT_IS_READ):
        begin_anew(row)
        return None
    return row, source


def _end(row: MeetingImportRow, state: ImportState, true_now: Instant) -> None:
    row.state, row.finished_at, row.body = state, true_now, None
