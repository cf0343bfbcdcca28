"""What can be changed about one date of a program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.domain.access import Viewer
from webapp.domain.session import Session
from webapp.models.base import db
from webapp.models.program import TopicRow
from webapp.queries import schedule


@dataclass(frozen=True, slots=True)
class ChangePage:
    """The sessions of one date, those that could be added, and topics to choose from."""

    sessions: tuple[Session, ...]
    can_add: tuple[str, ...]
    topics: tuple[str, ...]


def load(viewer: Viewer, day: date) -> ChangePage:
    """That page. Two statements."""
    assert viewer.program_id is not None
    dates = schedule.of_program(viewer.program_id, day, day)
    sessions = dates.sessions_on(day)
    named = {block.session for block in dates.schedule.blocks if block.session}
    topics = db.session.execute(
        select(TopicRow.title)
        .where(TopicRow.program_id == viewer.program_id)
        .order_by(TopicRow.position)
    ).scalars()
    can_add = tuple(sorted(named - {session.name for session in sessions}))
    return ChangePage(sessions, can_add, tuple(topics))
