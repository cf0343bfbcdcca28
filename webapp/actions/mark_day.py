"""The three taps of a day: wake-up, daytime, lights out. Made, and taken back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from webapp.domain.access import Viewer
from webapp.domain.day import MARK_OF, Mark, can_tap, mark_day
from webapp.domain.schedule import expand
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import DayMarkRow, DayMarkVoid
from webapp.models.base import transaction
from webapp.queries import facts, schedule


def mark(viewer: Viewer, what: Mark, key: str, now: Instant) -> bool:
    """Record a tap for the date it belongs to. False if it cannot be made now.

    A tap that is already there stays as it is, with its first time.
    """
    assert viewer.participant_id is not None
    day = mark_day(what, now, viewer.zone)
    dates = schedule.of_participant(viewer, day - timedelta(days=1), day)
    occurrences = [o for o in expand(dates.schedule, day) if MARK_OF.get(o.kind) is what]
    if not any(can_tap(what, occurrence, now, viewer.zone) for occurrence in occurrences):
        return False
    try:
        with transaction() as session:
            standing = facts.day_marks(viewer.participant_id, day, day)
            if any(each.mark is what for each in standing):
                return True
            before = session.execute(
                select(func.count())
                .select_from(DayMarkRow)
                .where(
                    DayMarkRow.participant_id == viewer.participant_id,
                    DayMarkRow.day == day,
                    DayMarkRow.mark == what,
                )
            ).scalar_one()
            session.add(
                DayMarkRow(
                    key=key[:64],
                    participant_id=viewer.participant_id,
                    day=day,
                    mark=what,
                    nth=before + 1,
                    at=now,
                )
            )
    except IntegrityError:
        return True
    return True


def take_back(viewer: Viewer, mark_key: str, now: Instant) -> bool:
    """Take back one of the participant's own taps. False if they have no such tap."""
    with transaction() as session:
        found = session.execute(
            select(DayMarkRow.id, DayMarkVoid.id.label("voided"))
            .outerjoin(DayMarkVoid, DayMarkVoid.day_mark_id == DayMarkRow.id)
            .where(
                DayMarkRow.public_key == mark_key,
                DayMarkRow.participant_id == viewer.participant_id,
            )
        ).one_or_none()
        if found is None:
            return False
        if found.voided is None:
            session.add(DayMarkVoid(day_mark_id=found.id, at=now))
        return True
