"""Ask for a list to be read: the worker does it, and shows what it would change."""

from __future__ import annotations

import zlib

from sqlalchemy import select, update

from webapp.actions import audit
from webapp.actions.keep_meeting_list import held
from webapp.domain.directory_import import How, ImportState
from webapp.domain.wall_clock import Instant
from webapp.models.base import new_key, transaction
from webapp.models.meeting_import import MeetingImportRow


def ask(source_id: int, *, by: int | None, true_now: Instant, body: bytes | None = None) -> str:
    """Ask for the list behind its address to be read, or the one in `body`. Returns the key of
    the reading.

    While one is asked for and not begun, asking again is the same reading; another file takes
    its place.
    """
    with transaction() as session:
        source = held(session, source_id)
        asked = MeetingImportRow.source_id == source_id, MeetingImportRow.state == ImportState.ASKED
        if body is not None:
            session.execute(
                update(MeetingImportRow)
                .where(*asked)
                .values(state=ImportState.PUT_ASIDE, settled_at=true_now, body=None)
            )
        waiting = session.execute(select(MeetingImportRow.key).where(*asked)).scalars().first()
        if waiting is not None:
            return waiting
        made = MeetingImportRow(
            key=new_key(),
            source_id=source_id,
            how=How.PERSON if body is None else How.FILE,
            asked_at=true_now,
            asked_by=by,
            body=None if body is None else zlib.compress(body, 1),
        )
        session.add(made)
        audit.record(session, true_now, "meeting_list_asked", actor_id=by, detail=source.key)
        return made.key
