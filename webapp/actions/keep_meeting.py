"""Meetings that staff add by hand, on the one list of the program that is their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit, bring_in
from webapp.domain.access import Viewer
from webapp.domain.directory import FeedKind, Listing
from webapp.domain.directory_change import content_hash
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import Instant
from webapp.models.base import LONGEST_KEY, settle, transaction
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.models.program import Program
from webapp.queries.meeting_sources import hand_id

LIST_NAME = "By hand"


class Kept(StrEnum):
    """What became of a change by hand."""

    DONE = "done"
    NOT_THERE = "not_there"
    CHANGED_MEANWHILE = "changed_meanwhile"


def add(viewer: Viewer, days: Sequence[Listing], form_key: str, true_now: Instant) -> None:
    """Add a meeting: one line for each of its days. The same form sent again adds nothing."""
    key = form_key[:LONGEST_KEY]
    named = [replace(each, uid=f"{key}#{each.weekday}") for each in days]

    def attempt(session: Session) -> None:
        source_id = _own_list(session, viewer, true_now)
        before = select(ListedMeeting.uid).where(
            ListedMeeting.source_id == source_id,
            ListedMeeting.uid.in_([each.uid for each in named]),
        )
        there = set(session.execute(before).scalars())
        new = [each for each in named if each.uid not in there]
        bring_in.put(session, [bring_in.new_line(each, source_id, true_now) for each in new])
        if new:
            bring_in.count_change(session, source_id)
            _note(session, viewer, "meeting_added_by_hand", str(len(new)), true_now)

    settle(attempt)


def change(viewer: Viewer, key: str, to: Listing, seen: str, true_now: Instant) -> Kept:
    """Say something else about one of these meetings. `seen` is the content hash of what the
    form showed."""
    with transaction() as session:
        row = _of(session, viewer, key)
        if row is None:
            return Kept.NOT_THERE
        if row.content_hash != seen:
            return Kept.CHANGED_MEANWHILE
        to = replace(to, uid=row.uid)
        if content_hash(to) != row.content_hash:
            for name, value in bring_in.values(to).items():
                setattr(row, name, value)
            row.last_seen = true_now
            bring_in.count_change(session, row.source_id)
            _note(session, viewer, "meeting_changed_by_hand", key, true_now)
        return Kept.DONE


def retire(viewer: Viewer, key: str, true_now: Instant) -> Kept:
    """It is listed no more. What was logged about it stays."""
    with transaction() as session:
        row = _of(session, viewer, key)
        if row is None:
            return Kept.NOT_THERE
        row.gone_at = true_now
        bring_in.count_change(session, row.source_id)
        _note(session, viewer, "meeting_retired_by_hand", key, true_now)
        return Kept.DONE


def _own_list(session: Session, viewer: Viewer, true_now: Instant) -> int:
    """The program's own list, made on first need, held for this writer."""
    assert viewer.program_id is not None
    session.execute(select(Program.id).where(Program.id == viewer.program_id).with_for_update())
    found = hand_id(viewer.program_id)
    if found is not None:
        return found
    made = MeetingSource(
        program_id=viewer.program_id,
        kind=FeedKind.HAND,
        fellowship=Fellowship.OTHER,
        name=LIST_NAME,
        zone=viewer.zone.key,
        created_at=true_now,
        created_by=viewer.account_id,
    )
    session.add(made)
    session.flush()
    return made.id


def _of(session: Session, viewer: Viewer, key: str) -> ListedMeeting | None:
    """The line of that key, if it is on the program's own list now, held for this writer."""
    return session.execute(
        select(ListedMeeting)
        .join(MeetingSource, MeetingSource.id == ListedMeeting.source_id)
        .where(
            ListedMeeting.key == key,
            ListedMeeting.gone_at.is_(None),
            MeetingSource.program_id == viewer.program_id,
            MeetingSource.kind == FeedKind.HAND,
            MeetingSource.removed_at.is_(None),
        )
        .with_for_update()
    ).scalar()


def _note(session: Session, viewer: Viewer, action: str, detail: str, true_now: Instant) -> None:
    audit.record(session, true_now, action, actor_id=viewer.account_id, detail=detail)
