"""Staff say what somebody does by day, from a date on that has not passed.

What held on a date before it stays as it was: a plan is added, and only one that is still to
come, or of today, is ever taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.actions import audit, presence
from webapp.actions.end_enrollment import NoSuchParticipant
from webapp.domain.access import Viewer
from webapp.domain.daytime import DaytimePlan, is_full_time, plans_in_force, whole_plan
from webapp.domain.settings import AHEAD
from webapp.domain.wall_clock import Instant
from webapp.models.base import transaction
from webapp.models.program import DaytimePlanRow
from webapp.queries import daytime_plan as query


class PlanRefusal(StrEnum):
    """Why nothing was changed."""

    WHEN = "when"
    CHANGED_MEANWHILE = "changed_meanwhile"


def change(
    viewer: Viewer,
    key: str,
    lines: Iterable[DaytimePlan],
    effective_from: date,
    seen: str,
    *,
    full_time: bool,
    now: Instant,
    true_now: Instant,
) -> PlanRefusal | None:
    """Let these lines, or none, be the plan from that date on; or say why not.

    `seen` is the version of the plans that the viewer had before them. Raises
    `NoSuchParticipant`.
    """
    wanted = whole_plan(lines, effective_from, full_time=full_time)
    with transaction() as session:
        page = _held(session, viewer, key, now)
        if not page.today <= effective_from <= page.today + AHEAD:
            return PlanRefusal.WHEN
        if _is_so_already(page, wanted, effective_from):
            return None
        if page.version != seen:
            return PlanRefusal.CHANGED_MEANWHILE
        whose = page.person.participant_id
        _remove(session, whose, effective_from)
        session.add_all(
            DaytimePlanRow(
                participant_id=whose,
                activity=line.activity,
                place=line.place,
                weekdays=line.weekdays,
                starts=line.starts,
                ends=line.ends,
                full_time=line.full_time,
                effective_from=effective_from,
                recorded_at=true_now,
                recorded_by=viewer.account_id,
            )
            for line in wanted
        )
        _write_down(session, viewer, whose, f"from {effective_from}", true_now)
        return None


def take_back(
    viewer: Viewer, key: str, effective_from: date, *, now: Instant, true_now: Instant
) -> bool:
    """Take back a plan that is still to come. False if there is none, or it has begun.

    Raises `NoSuchParticipant`.
    """
    with transaction() as session:
        page = _held(session, viewer, key, now)
        whose = page.person.participant_id
        if effective_from <= page.today or not _remove(session, whose, effective_from):
            return False
        _write_down(session, viewer, whose, f"{effective_from} taken back", true_now)
        return True


def _held(session: Session, viewer: Viewer, key: str, now: Instant) -> query.PlanPage:
    presence.one_at_a_time(session, participant_key=key)
    page = query.load(viewer, key, now)
    if page is None:
        raise NoSuchParticipant("no such participant in this program")
    return page


def _is_so_already(
    page: query.PlanPage, wanted: tuple[DaytimePlan, ...], effective_from: date
) -> bool:
    """Whether exactly this was said for exactly that date: the same form, sent twice."""
    said = tuple(plan for plan in page.plans if plan.effective_from == effective_from)
    same_lines = plans_in_force(said, effective_from) == plans_in_force(wanted, effective_from)
    full_time = is_full_time(said, effective_from) == is_full_time(wanted, effective_from)
    return bool(said) and same_lines and full_time


def _remove(session: Session, participant_id: int, effective_from: date) -> bool:
    gone = session.execute(
        delete(DaytimePlanRow)
        .where(
            DaytimePlanRow.participant_id == participant_id,
            DaytimePlanRow.effective_from == effective_from,
        )
        .returning(DaytimePlanRow.id)
    ).all()
    return bool(gone)


def _write_down(
    session: Session, viewer: Viewer, participant_id: int, what: str, true_now: Instant
) -> None:
    audit.record(
        session,
        true_now,
        "daytime_plan",
        actor_id=viewer.account_id,
        participant_id=participant_id,
        detail=what,
    )
