"""An owner takes back a template before its first day, if nobody changed anything since."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.actions import audit, change_settings
from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.models.program import BlockRow, Program, ProgramSettingsRow, TopicRow
from webapp.models.template import TemplateUseRow
from webapp.queries import template as query


class NotTakenBack(StrEnum):
    """Why it stays."""

    GONE = "gone"
    CHANGED_SINCE = "changed_since"


def take_back(viewer: Viewer, key: str, *, now: Instant, true_now: Instant) -> NotTakenBack | None:
    """Restore what held before a template that has not begun yet, or say why not."""

    def attempt(session: Session) -> NotTakenBack | None:
        change_settings.hold(session, viewer)
        running = query.load(viewer, now)
        if key not in {use.key for use in running.to_come}:
            return NotTakenBack.GONE
        use = session.execute(
            select(TemplateUseRow).where(
                TemplateUseRow.key == key, TemplateUseRow.program_id == viewer.program_id
            )
        ).scalar_one()
        if running.version != use.version:
            return NotTakenBack.CHANGED_SINCE
        _restore(session, use)
        use.taken_back_at, use.taken_back_by = now, viewer.account_id
        audit.record(
            session,
            true_now,
            "template_taken_back",
            actor_id=viewer.account_id,
            detail=f"{use.template} from {use.effective_from}",
        )
        return None

    return settle(attempt)


def _restore(session: Session, use: TemplateUseRow) -> None:
    before = use.before
    for row_id, last in before["until"].items():
        session.execute(
            update(BlockRow)
            .where(BlockRow.id == int(row_id))
            .values(effective_until=date.fromisoformat(last) if last else None)
        )
    session.execute(delete(BlockRow).where(BlockRow.id.in_(before["begun"])))
    session.execute(delete(TopicRow).where(TopicRow.id.in_(before["topics"])))
    if "settings" in before:
        _restore_settings(session, use, before["settings"])
    _restore_what_began_at_once(session.get_one(Program, use.program_id), before)


def _restore_what_began_at_once(program: Program, before: dict[str, Any]) -> None:
    """Unless somebody said otherwise since."""
    if "place" in before:
        old, new = before["place"]
        program.place = old if program.place == new else program.place
    if "weeks" in before:
        old, new = before["weeks"]
        if [program.weeks_least, program.weeks_most] == new:
            program.weeks_least, program.weeks_most = old


def _restore_settings(session: Session, use: TemplateUseRow, kept: dict[str, Any] | None) -> None:
    session.execute(
        delete(ProgramSettingsRow).where(
            ProgramSettingsRow.program_id == use.program_id,
            ProgramSettingsRow.effective_from == use.effective_from,
        )
    )
    if kept is not None:
        at = kept["at"]
        session.add(
            ProgramSettingsRow(
                program_id=use.program_id,
                effective_from=use.effective_from,
                values=kept["values"],
                recorded_at=Instant(datetime.fromisoformat(at)) if at else None,
                recorded_by=kept["by"],
            )
        )
