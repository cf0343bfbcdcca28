"""An owner changes the phases of the program from a date on; staff move somebody to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.actions.change_settings import hold
from webapp.domain.access import Viewer
from webapp.domain.phase import SET_BY_PHASE
from webapp.domain.settings import AHEAD, ProgramSettings
from webapp.domain.wall_clock import Instant
from webapp.models.base import new_key, settle
from webapp.models.program import PhaseMoveRow, PhaseRow
from webapp.queries import phases as query
from webapp.queries.people import Person

MOST_WEEKS = 104


class PhaseRefusal(StrEnum):
    """Why nothing was changed."""

    WHEN = "when"
    SAME = "same"
    BEFORE_ANOTHER = "before_another"
    IN_USE = "in_use"
    """Somebody is in a phase that would be gone."""
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class NewPhase:
    """A phase as it was typed; `key` is empty for one that is new."""

    key: str
    name: str
    weeks: int | None
    values: Mapping[str, int]


def why_not(
    page: query.PhasesPage, wanted: Sequence[NewPhase], effective_from: date
) -> PhaseRefusal | None:
    """Why these cannot be the program's phases from that date on, or None."""
    tomorrow = page.today + timedelta(days=1)
    if not tomorrow <= effective_from <= tomorrow + AHEAD:
        return PhaseRefusal.WHEN
    if any(each.effective_from > effective_from for each in page.to_come):
        return PhaseRefusal.BEFORE_ANOTHER
    held = [(p.key, p.name, p.weeks, dict(p.values)) for p in page.on(effective_from)]
    if held == [(new.key, new.name, new.weeks, dict(new.values)) for new in wanted]:
        return PhaseRefusal.SAME
    kept = {new.key for new in wanted}
    if any(each.key not in kept for each in page.in_use_on(effective_from)):
        return PhaseRefusal.IN_USE
    return None


def change(
    viewer: Viewer,
    wanted: Sequence[NewPhase],
    effective_from: date,
    seen: str,
    *,
    now: Instant,
    true_now: Instant,
) -> PhaseRefusal | None:
    """Let these be the program's phases from that date on, in this order, or say why not.

    Raises `SettingOutOfRange` for a value that no program has.
    """
    for new in wanted:
        for name, value in new.values.items():
            assert name in SET_BY_PHASE
            ProgramSettings.check(name, value)

    def attempt(session: Session) -> PhaseRefusal | None:
        hold(session, viewer)
        page = query.load(viewer, now)
        if page.version != seen:
            return PhaseRefusal.CHANGED_MEANWHILE
        refused = why_not(page, wanted, effective_from)
        if refused is not None:
            return refused
        _forget(session, viewer, effective_from)
        session.add_all(
            PhaseRow(
                program_id=viewer.program_id,
                effective_from=effective_from,
                key=new.key or new_key(),
                name=new.name,
                position=position,
                weeks=new.weeks,
                values=dict(new.values),
                recorded_at=now,
                recorded_by=viewer.account_id,
            )
            for position, new in enumerate(wanted)
        )
        _record(session, viewer, "phases_changed", str(effective_from), true_now)
        return None

    return settle(attempt)


def take_back(viewer: Viewer, effective_from: date, *, now: Instant, true_now: Instant) -> bool:
    """Take back a change of the phases that is still to come. False if there is none."""

    def attempt(session: Session) -> bool:
        hold(session, viewer)
        page = query.load(viewer, now)
        if effective_from not in {each.effective_from for each in page.to_come}:
            return False
        _forget(session, viewer, effective_from)
        _record(session, viewer, "phases_taken_back", str(effective_from), true_now)
        return True

    return settle(attempt)


def move(
    viewer: Viewer,
    person: Person,
    key: str,
    since: date,
    seen: str,
    *,
    now: Instant,
    true_now: Instant,
) -> PhaseRefusal | None:
    """Say that somebody is in this phase from that date on, today at the earliest."""

    def attempt(session: Session) -> PhaseRefusal | None:
        hold(session, viewer)
        page = query.of_person(viewer, person, now)
        if page.version != seen:
            return PhaseRefusal.CHANGED_MEANWHILE
        known = {phase.key for phase in page.offered_on(since)}
        if key not in known or not page.today <= since <= page.today + AHEAD:
            return PhaseRefusal.WHEN
        there = page.on(since)
        if there is not None and there.phase.key == key:
            return PhaseRefusal.SAME
        session.add(
            PhaseMoveRow(
                participant_id=person.participant_id,
                program_id=viewer.program_id,
                key=key,
                since=since,
                recorded_at=now,
                recorded_by=viewer.account_id,
            )
        )
        _record(session, viewer, "phase_moved", str(since), true_now, person.participant_id)
        return None

    return settle(attempt)


def take_back_move(
    viewer: Viewer, person: Person, since: date, *, now: Instant, true_now: Instant
) -> bool:
    """Take back a move that is still to come. False if there is none."""

    def attempt(session: Session) -> bool:
        hold(session, viewer)
        page = query.of_person(viewer, person, now)
        if since <= page.today:
            return False
        gone = session.execute(
            delete(PhaseMoveRow)
            .where(
                PhaseMoveRow.participant_id == person.participant_id, PhaseMoveRow.since == since
            )
            .returning(PhaseMoveRow.id)
        ).all()
        if not gone:
            return False
        _record(
            session, viewer, "phase_move_taken_back", str(since), true_now, person.participant_id
        )
        return True

    return settle(attempt)


def _forget(session: Session, viewer: Viewer, effective_from: date) -> None:
    """A plan that has not begun is no history yet."""
    session.execute(
        delete(PhaseRow).where(
            PhaseRow.program_id == viewer.program_id, PhaseRow.effective_from == effective_from
        )
    )


def _record(
    session: Session,
    viewer: Viewer,
    what: str,
    detail: str,
    true_now: Instant,
    participant_id: int | None = None,
) -> None:
    audit.record(
        session,
        true_now,
        what,
        actor_id=viewer.account_id,
        participant_id=participant_id,
        detail=detail,
    )
