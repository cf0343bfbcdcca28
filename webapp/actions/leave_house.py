"""A resident leaves the house, and comes back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.access import Viewer
from webapp.domain.house import Reason
from webapp.domain.wall_clock import Instant
from webapp.models.base import LONGEST_KEY, settle
from webapp.models.house import HouseLeave, HouseReturn, Residency
from webapp.queries.house_record import Person


def leave(
    viewer: Viewer,
    person: Person,
    reason: Reason,
    key: str,
    *,
    due_at: Instant | None,
    now: Instant,
) -> None:
    """Write down that somebody left, and when they mean to be back.

    Whoever is out already stays out with what was written first.
    """

    def attempt(session: Session) -> None:
        _one_at_a_time(session, person)
        mine = select(HouseLeave.id).where(HouseLeave.residency_id == person.residency_id)
        replayed = session.execute(mine.where(HouseLeave.key == key[:LONGEST_KEY])).first()
        if replayed is None and _open(session, person) is None:
            session.add(
                HouseLeave(
                    key=key[:LONGEST_KEY],
                    residency_id=person.residency_id,
                    reason=reason,
                    left_at=now,
                    due_at=due_at,
                    recorded_at=now,
                    recorded_by=viewer.account_id,
                )
            )

    settle(attempt)


def come_back(viewer: Viewer, person: Person, now: Instant) -> bool:
    """Write down that somebody is back. False if nobody had written that they left."""

    def attempt(session: Session) -> bool:
        _one_at_a_time(session, person)
        open_leave = _open(session, person)
        if open_leave is None:
            return False
        session.add(
            HouseReturn(leave_id=open_leave, returned_at=now, recorded_by=viewer.account_id)
        )
        return True

    return settle(attempt)


def _open(session: Session, person: Person) -> int | None:
    return session.execute(
        select(HouseLeave.id)
        .outerjoin(HouseReturn, HouseReturn.leave_id == HouseLeave.id)
        .where(HouseLeave.residency_id == person.residency_id, HouseReturn.id.is_(None))
        .order_by(HouseLeave.id)
        .limit(1)
    ).scalar_one_or_none()


def _one_at_a_time(session: Session, person: Person) -> None:
    """Writers of one residency go one after the other; SQLite lets no two write anyway."""
    session.execute(
        select(Residency.id).where(Residency.id == person.residency_id).with_for_update()
    )
