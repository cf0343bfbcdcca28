"""Take a list of meetings, say something else about it, or take it no longer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.directory import FeedKind
from webapp.domain.directory_import import UNDER_WAY, WAITING, How, ImportState, next_night
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.directory import MeetingSource
from webapp.models.meeting_import import MeetingImportRow
from webapp.models.program import Program
from webapp.queries.meeting_sources import FACTS, Facts, facts_in

HOW_IT_IS_READ = ("url", "access_key", "kind", "zone", "fellowship")
"""Changed, what was read before means something else: the list is read as for the first time."""


def add(viewer: Viewer, facts: Facts, true_now: Instant) -> str:
    """Take a list into the program, and return its key. Nothing is read yet."""
    assert viewer.program_id is not None
    with transaction() as session:
        # Two who press twice go one after the other.
        session.execute(select(Program.id).where(Program.id == viewer.program_id).with_for_update())
        made = MeetingSource(
            program_id=viewer.program_id,
            created_at=true_now,
            created_by=viewer.account_id,
            **{column.key: getattr(facts, column.key) for column in FACTS},
        )
        session.add(made)
        session.flush()
        _next_night(viewer, made, true_now)
        _note(session, viewer, "meeting_list_added", made.key, true_now)
        return made.key


def change(viewer: Viewer, source_id: int, facts: Facts, seen: str, true_now: Instant) -> bool:
    """Say something else about a list. False if it is not what was `seen` any more."""
    with transaction() as session:
        source = held(session, source_id)
        before = facts_in(source)
        if source.removed_at is not None or before.version != seen:
            return False
        if before == facts:
            return True
        for column in FACTS:
            setattr(source, column.key, getattr(facts, column.key))
        _next_night(viewer, source, true_now)
        if any(getattr(before, name) != getattr(facts, name) for name in HOW_IT_IS_READ):
            _read_anew(session, viewer, source, true_now)
        _note(session, viewer, "meeting_list_changed", source.key, true_now)
        return True


def remove(viewer: Viewer, source_id: int, true_now: Instant) -> None:
    """Take a list no longer: its meetings are offered to nobody, and kept."""
    with transaction() as session:
        source = held(session, source_id)
        if source.removed_at is not None:
            return
        source.removed_at, source.due_at = true_now, None
        put_aside_all(session, source_id, true_now)
        _note(session, viewer, "meeting_list_removed", source.key, true_now)


def held(session: Session, source_id: int) -> MeetingSource:
    """The list's row, held for this writer: two people go one after the other."""
    return session.execute(
        select(MeetingSource).where(MeetingSource.id == source_id).with_for_update()
    ).scalar_one()


def put_aside_all(session: Session, source_id: int, true_now: Instant, *narrowed: Any) -> None:
    """Let go of every reading of a list that is under way or waits for a person."""
    session.execute(
        update(MeetingImportRow)
        .where(
            MeetingImportRow.source_id == source_id,
            MeetingImportRow.state.in_(UNDER_WAY | WAITING),
            *narrowed,
        )
        .values(state=ImportState.PUT_ASIDE, settled_at=true_now, body=None, plan=None)
    )


def begin_anew(row: MeetingImportRow) -> None:
    """Let a reading that is under way be taken by the next process, as if nobody ever had."""
    row.state, row.started_at, row.tries = ImportState.ASKED, None, 0


def _read_anew(session: Session, viewer: Viewer, source: MeetingSource, true_now: Instant) -> None:
    """Let go of what was read while the list was thought to be another, and ask for it at once:
    until then its meetings are on the wrong hour. A file that is not read yet is read as the list
    is meant now."""
    source.etag = source.last_modified = ""
    put_aside_all(session, source.id, true_now, MeetingImportRow.body.is_(None))
    of_this = MeetingImportRow.source_id == source.id
    files = select(MeetingImportRow).where(of_this, MeetingImportRow.state.in_(UNDER_WAY))
    under_way = session.execute(files).scalars().all()
    for row in under_way:
        begin_anew(row)
    if not under_way and _is_fetched(source):
        who = viewer.account_id
        asked = {"how": How.PERSON, "asked_at": true_now, "asked_by": who}
        session.add(MeetingImportRow(source_id=source.id, **asked))


def _is_fetched(source: MeetingSource) -> bool:
    return bool(source.url) and source.kind is not FeedKind.HAND


def _next_night(viewer: Viewer, source: MeetingSource, true_now: Instant) -> None:
    is_fetched = _is_fetched(source)
    source.due_at = next_night(true_now, viewer.zone, source.id) if is_fetched else None


def _note(session: Session, viewer: Viewer, action: str, key: str, true_now: Instant) -> None:
    audit.record(session, true_now, action, actor_id=viewer.account_id, detail=key)
