"""An owner changes the program's thresholds, from a date on that is still to come.

A threshold never changes for a day that has begun: what was decided by it stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain.access import Viewer
from webapp.domain.settings import AHEAD, ProgramSettings
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import settle
from webapp.models.program import Program, ProgramSettingsRow
from webapp.queries import settings as query
from webapp.queries.settings import SettingsPage


class SettingsRefusal(StrEnum):
    """Why nothing was changed."""

    WHEN = "when"
    SAME = "same"
    BEFORE_ANOTHER = "before_another"
    """A later change is planned already, and holds all values: it would undo this one."""
    MID_WEEK = "mid_week"
    """A week that begins on another day begins on such a day."""
    CHANGED_MEANWHILE = "changed_meanwhile"


def change(
    viewer: Viewer,
    values: Mapping[str, int],
    effective_from: date,
    seen: str,
    *,
    now: Instant,
    true_now: Instant,
) -> SettingsRefusal | None:
    """Let these thresholds hold from that date on, or say why not.

    `seen` is the version of the settings that the owner had before them: if somebody changed
    them since, nothing is overwritten. Raises `SettingOutOfRange`, naming the one.
    """
    wanted = ProgramSettings.from_values(values)

    def attempt(session: Session) -> SettingsRefusal | None:
        hold(session, viewer)
        page = query.load(viewer, now)
        if page.version != seen:
            return SettingsRefusal.CHANGED_MEANWHILE
        refused = why_not(page, wanted, effective_from)
        if refused is not None:
            return refused
        changed = [n for n, _old, _new in page.on(effective_from).differences(wanted)]
        write(session, viewer, wanted, effective_from, now)
        audit.record(
            session,
            true_now,
            "settings_changed",
            actor_id=viewer.account_id,
            detail=_in_a_line(effective_from, changed),
        )
        return None

    return settle(attempt)


def _in_a_line(effective_from: date, changed: list[str]) -> str:
    """What changed, by name; how many if they do not all fit."""
    named = f"{effective_from}: {', '.join(changed)}"
    return named if len(named) <= audit.LONGEST_DETAIL else f"{effective_from}: {len(changed)}"


def why_not(
    page: SettingsPage, wanted: ProgramSettings, effective_from: date
) -> SettingsRefusal | None:
    """Why these thresholds cannot hold from that date on, or None."""
    tomorrow = page.today + timedelta(days=1)
    if not tomorrow <= effective_from <= tomorrow + AHEAD:
        return SettingsRefusal.WHEN
    if any(row.effective_from > effective_from for row in page.to_come):
        return SettingsRefusal.BEFORE_ANOTHER
    in_force = page.on(effective_from)
    if in_force == wanted:
        return SettingsRefusal.SAME
    is_cut_anew = wanted.week_start != in_force.week_start
    if is_cut_anew and effective_from.weekday() != wanted.week_start:
        return SettingsRefusal.MID_WEEK
    return None


def write(
    session: Session,
    viewer: Viewer,
    wanted: ProgramSettings,
    effective_from: date,
    now: Instant,
) -> None:
    """Let them hold from that date on, in the caller's transaction."""
    session.execute(
        delete(ProgramSettingsRow).where(
            ProgramSettingsRow.program_id == viewer.program_id,
            ProgramSettingsRow.effective_from == effective_from,
        )
    )
    session.add(
        ProgramSettingsRow(
            program_id=viewer.program_id,
            effective_from=effective_from,
            values=wanted.values(),
            recorded_at=now,
            recorded_by=viewer.account_id,
        )
    )


def take_back(viewer: Viewer, effective_from: date, *, now: Instant, true_now: Instant) -> bool:
    """Take back a change that is still to come. False if there is none, or it has begun."""

    def attempt(session: Session) -> bool:
        program_id = hold(session, viewer)
        if effective_from <= local_date(now, viewer.zone):
            return False
        gone = session.execute(
            delete(ProgramSettingsRow)
            .where(
                ProgramSettingsRow.program_id == program_id,
                ProgramSettingsRow.effective_from == effective_from,
            )
            .returning(ProgramSettingsRow.id)
        ).first()
        if gone is None:
            return False
        audit.record(
            session,
            true_now,
            "settings_taken_back",
            actor_id=viewer.account_id,
            detail=str(effective_from),
        )
        return True

    return settle(attempt)


def change_place(viewer: Viewer, place: str, seen: str, *, true_now: Instant) -> bool:
    """Say where the program's sessions are, from now on. Nothing was ever derived from it.
    False if it is not what was `seen` any more."""

    def attempt(session: Session) -> bool:
        program = session.get_one(Program, hold(session, viewer))
        if program.place != seen:
            return False
        if program.place != place:
            program.place = place
            audit.record(session, true_now, "place_changed", actor_id=viewer.account_id)
        return True

    return settle(attempt)


def change_phone(viewer: Viewer, phone: str, seen: str, *, true_now: Instant) -> bool:
    """Say whom participants call, from now on. False if it is not what was `seen` any more."""

    def attempt(session: Session) -> bool:
        program = session.get_one(Program, hold(session, viewer))
        if program.phone != seen:
            return False
        if program.phone != phone:
            program.phone = phone
            audit.record(session, true_now, "on_call_changed", actor_id=viewer.account_id)
        return True

    return settle(attempt)


def hold(session: Session, viewer: Viewer) -> int:
    """The program, held for this writer: two owners change it one after the other."""
    assert viewer.program_id is not None
    session.execute(select(Program.id).where(Program.id == viewer.program_id).with_for_update())
    return viewer.program_id
