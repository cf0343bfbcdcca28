"""The three taps of a day: wake-up, daytime, lights out. Made, and taken back."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.actions import presence
from webapp.domain.access import Viewer
from webapp.domain.marks import MARK_OF, Mark, can_tap, mark_day
from webapp.domain.schedule import expand
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import DayMarkRow, DayMarkVoid
from webapp.models.base import LONGEST_KEY, settle
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
    settle(lambda session: _add(session, viewer.participant_id or 0, day, what, key, now))
    return True


def _add(
    session: Session, participant_id: int, day: date, what: Mark, key: str, now: Instant
) -> None:
    """Add the tap, unless one stands already; a tap that was taken back opens the next."""
    presence.one_at_a_time(session, participant_id=participant_id)
    mine = select(DayMarkRow.id).where(DayMarkRow.participant_id == participant_id)
    standing = any(each.mark is what for each in facts.day_marks(participant_id, day, day))
    replayed = session.execute(mine.where(DayMarkRow.key == key[:LONGEST_KEY])).first()
    if standing or replayed:
        return
    same = mine.where(DayMarkRow.day == day, DayMarkRow.mark == what).subquery()
    before = session.execute(select(func.count()).select_from(same)).scalar_one()
    session.add(
        DayMarkRow(
            key=key[:LONGEST_KEY],
            participant_id=participant_id,
            day=day,
            mark=what,
            nth=before + 1,
            at=now,
        )
    )


def take_back(viewer: Viewer, mark_key: str, now: Instant) -> bool:
    """Take back one of the participant's own taps. False if they have no such tap."""

    def attempt(session: Session) -> bool:
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

    return settle(attempt)
