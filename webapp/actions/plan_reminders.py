"""Write down which reminders a program's participants need next, and which no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.domain.reminders import BY_TIME_ALONE, NotWanted, Reminder, plan, why_not
from webapp.domain.wall_clock import Instant
from webapp.models.base import insert_new, transaction
from webapp.models.reminders import DeliveryRow, DeliveryState, ReminderRow
from webapp.queries import reminders
from webapp.queries.reminders import AHEAD, Key, Outlook

AT_ONCE = 500
"""Rows in one transaction, so that a check-in never waits long for its turn."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is planned, against what is needed: rows to add, to take up again, to cancel."""

    new: tuple[tuple[Key, Reminder], ...]
    wanted_again: tuple[int, ...]
    cancelled: tuple[tuple[NotWanted, int], ...]


def plan_reminders(program_id: int, *, now: Instant, true_now: Instant) -> Difference:
    """Plan one program's reminders anew and return what changed, which is mostly nothing.

    Safe to run at any time, by several workers at once and after a crash in the middle: it
    reads, decides, and writes only the difference, in short transactions.
    """
    found = difference(reminders.outlook(program_id, now), now)
    for new in _portions(found.new):
        with transaction() as session:
            session.execute(insert_new(ReminderRow), [_row(program_id, *each, now) for each in new])
    for again in _portions(found.wanted_again):
        with transaction() as session:
            _take_up_again(session, again, true_now)
    for why in dict.fromkeys(why for why, _ in found.cancelled):
        for ids in _portions([row_id for its, row_id in found.cancelled if its is why]):
            with transaction() as session:
                free = _free(session, ids)
                cancelled = update(ReminderRow).where(ReminderRow.id.in_(free))
                session.execute(cancelled.values(cancelled_at=now, cancelled_why=why))
    return found


def difference(outlook: Outlook, now: Instant) -> Difference:
    """Compare what is needed with what is planned."""
    new: list[tuple[Key, Reminder]] = []
    again: list[int] = []
    cancelled: list[tuple[NotWanted, int]] = []
    for key, standing in outlook.standings.items():
        known = {each.reminder.name: each for each in outlook.known.get(key, ())}
        for reminder in plan(standing, now, AHEAD):
            row = known.get(reminder.name)
            if row is None:
                new.append((key, reminder))
            elif row.is_set_aside:
                again.append(row.id)
        for row in known.values():
            why = None if row.is_cancelled else why_not(row.reminder, standing, now)
            if why is not None and why not in BY_TIME_ALONE:
                cancelled.append((why, row.id))
    # Always in the same order, so that two planners never wait for each other in a circle.
    new.sort(key=lambda each: (each[0], each[1].due_at, each[1].name))
    return Difference(tuple(new), tuple(sorted(again)), tuple(sorted(cancelled)))


def _row(program_id: int, key: Key, reminder: Reminder, now: Instant) -> dict[str, object]:
    return {
        "participant_id": key[0],
        "program_id": program_id,
        "day": reminder.day,
        "session": reminder.session,
        "kind": reminder.kind,
        "lead": reminder.lead,
        "event_at": reminder.event_at,
        "nth": reminder.nth,
        "due_at": reminder.due_at,
        "expires_at": reminder.expires_at,
        "planned_at": now,
    }


def _take_up_again(session: Session, ids: Sequence[int], true_now: Instant) -> None:
    """The reason to cancel fell away: the rows count again, and so do their deliveries."""
    free = _free(session, ids)
    session.execute(
        update(ReminderRow)
        .where(ReminderRow.id.in_(free))
        .values(cancelled_at=None, cancelled_why=None)
    )
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.reminder_id.in_(free), DeliveryRow.state == DeliveryState.NOT_WANTED)
        .values(state=DeliveryState.WAITING, settled_at=None, next_try_at=true_now)
    )


def _free(session: Session, ids: Sequence[int]) -> list[int]:
    """Those that no check-in is changing right now; the next tick sees to the rest."""
    chosen = select(ReminderRow.id).where(ReminderRow.id.in_(ids)).order_by(ReminderRow.id)
    return list(session.execute(chosen.with_for_update(skip_locked=True)).scalars())


Each = TypeVar("Each")


def _portions(everything: Sequence[Each]) -> Iterator[Sequence[Each]]:
    for start in range(0, len(everything), AT_ONCE):
        yield everything[start : start + AT_ONCE]
