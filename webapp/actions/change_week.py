"""Staff change a line of the week, or a session, from a date on that is still to come.

Before that date nothing changes: blocks end and begin on it. A line is one kind of the day
(wake-up, lights out) or one session with all its parts, of the program, of one of its houses
or of one participant.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.actions.change_settings import hold
from webapp.domain.access import Viewer
from webapp.domain.blocks import SESSION_KINDS, Block, Kind, Level
from webapp.domain.schedule_change import transition
from webapp.domain.settings import AHEAD
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.models.program import BlockRow
from webapp.queries import week_plan
from webapp.queries.week_plan import About, WeekPlan, Whose

AT_HOME = frozenset({Kind.WAKE_UP, Kind.LIGHTS_OUT})
"""The lines that a house can have of its own: its sessions are none of the program's."""


class WeekRefusal(StrEnum):
    """Why nothing was changed."""

    WHEN = "when"
    SAME = "same"
    BEFORE_ANOTHER = "before_another"
    """This line changes again on a later date, by a plan made before."""
    NOT_OF_A_HOUSE = "not_of_a_house"
    CHANGED_MEANWHILE = "changed_meanwhile"


def why_not(
    plan: WeekPlan, about: About, wanted: Sequence[Block], effective_from: date
) -> WeekRefusal | None:
    """Why these blocks cannot be what the line is from that date on, or None."""
    tomorrow = plan.today + timedelta(days=1)
    if not tomorrow <= effective_from <= tomorrow + AHEAD:
        return WeekRefusal.WHEN
    if plan.whose.level is Level.HOUSE and about[0] not in AT_HOME:
        return WeekRefusal.NOT_OF_A_HOUSE
    if any(day > effective_from for day in plan.planned_for(about)):
        return WeekRefusal.BEFORE_ANOTHER
    change = transition(_of(plan, about), wanted, effective_from)
    return None if change.until or change.begin else WeekRefusal.SAME


def change(
    viewer: Viewer,
    whose: Whose,
    about: About,
    wanted: Sequence[Block],
    effective_from: date,
    seen: str,
    *,
    now: Instant,
    true_now: Instant,
) -> WeekRefusal | None:
    """Let the line be these blocks from that date on, or say why not.

    No block at all leaves it to the program (or takes it out of the program's week). `seen` is
    the version of the week that was shown: if somebody changed it since, nothing is
    overwritten.
    """
    assert all(block.about == about and block.level is whose.level for block in wanted)

    def attempt(session: Session) -> WeekRefusal | None:
        hold(session, viewer)
        plan = week_plan.load(viewer, whose, now)
        if plan.version != seen:
            return WeekRefusal.CHANGED_MEANWHILE
        refused = why_not(plan, about, wanted, effective_from)
        if refused is not None:
            return refused
        change = transition(_of(plan, about), wanted, effective_from)
        for row_id, last in change.until.items():
            _until(session, row_id, last)
        session.add_all(_row(viewer, whose, block, now) for block in change.begin)
        _record(session, viewer, whose, "week_changed", effective_from, true_now)
        return None

    return settle(attempt)


def take_back(
    viewer: Viewer, whose: Whose, about: About, day: date, *, now: Instant, true_now: Instant
) -> bool:
    """Take back what was planned for the line from that date on. False if there is no such, it
    has begun, or a later plan builds on it."""

    def attempt(session: Session) -> bool:
        hold(session, viewer)
        plan = week_plan.load(viewer, whose, now)
        planned = plan.planned_for(about)
        if day <= plan.today or day not in planned or planned[-1] != day:
            return False
        for row_id, block in _of(plan, about).items():
            if block.effective_from == day:
                _until(session, row_id, day)
            elif block.effective_from < day and block.effective_until == day:
                _until(session, row_id, None)
        _record(session, viewer, whose, "week_change_taken_back", day, true_now)
        return True

    return settle(attempt)


def _of(plan: WeekPlan, about: About) -> dict[int, Block]:
    return {row_id: block for row_id, block in plan.held.items() if block.about == about}


def _until(session: Session, row_id: int, last: date | None) -> None:
    session.execute(update(BlockRow).where(BlockRow.id == row_id).values(effective_until=last))


def _row(viewer: Viewer, whose: Whose, block: Block, now: Instant) -> BlockRow:
    assert (block.kind in SESSION_KINDS) == (block.session is not None)
    assert viewer.program_id is not None
    row = BlockRow.of(viewer.program_id, block, now, viewer.account_id)
    row.house_id, row.participant_id = whose.house_id, whose.participant_id
    return row


def _record(
    session: Session, viewer: Viewer, whose: Whose, what: str, day: date, true_now: Instant
) -> None:
    audit.record(
        session,
        true_now,
        what,
        actor_id=viewer.account_id,
        participant_id=whose.participant_id,
        detail=f"{whose.level.name.lower()} {whose.house_id or ''} {day}",
    )
