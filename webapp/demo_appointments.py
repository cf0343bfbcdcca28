"""The visits and tests of the demo: those of the last two weeks noted, the others to come."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.appointment import USUAL_MINUTES, AppointmentKind, name_of
from webapp.domain.record import Entry
from webapp.domain.wall_clock import Instant, WallTime, local_date, zone_named
from webapp.models.appointment import AppointmentRow
from webapp.models.base import new_key
from webapp.models.record import RecordRow

VISIT, TEST = AppointmentKind.VISIT, AppointmentKind.TEST
Weekly = tuple[tuple[AppointmentKind, str, int, str], ...]
WEEKLY: dict[str, Weekly] = {
    "jordan": ((VISIT, "Physician assistant", 1, "16:30"), (TEST, "", 4, "17:15")),
    "maria": ((VISIT, "Psychiatrist", 0, "14:00"),),
    "luis": ((TEST, "", 0, "16:15"),),
    "priya": ((VISIT, "Physician assistant", 0, "10:30"), (TEST, "", 2, "09:15")),
}
"""By username: what, with whom, on which weekday, when."""
MISSED = frozenset({"luis"})
BACK, AHEAD = timedelta(days=14), timedelta(days=21)


def add(
    session: Session,
    username: str,
    ids: tuple[int, int, int],
    zone_name: str,
    since: date,
    now: Instant,
    weekly: Weekly | None = None,
) -> None:
    """Add them, once. `ids` are participant, program and the staff account that notes them."""
    participant_id, program_id, staff = ids
    zone = zone_named(zone_name)
    today = local_date(now, zone)
    known = set(
        session.execute(
            select(AppointmentRow.key).where(AppointmentRow.participant_id == participant_id)
        ).scalars()
    )
    for n, (kind, with_whom, weekday, starts) in enumerate(weekly or WEEKLY.get(username, ())):
        day = max(since, today - BACK)
        while day <= today + AHEAD:
            key, wall = f"demo-{n}-{day}", WallTime.parse(starts)
            if day.weekday() == weekday and key not in known:
                made = AppointmentRow(
                    key=key,
                    public_key=new_key(),
                    participant_id=participant_id,
                    program_id=program_id,
                    kind=kind,
                    with_whom=with_whom,
                    day=day,
                    starts=wall,
                    minutes=USUAL_MINUTES[kind],
                    made_at=now,
                    made_by=staff,
                )
                session.add(made)
                if day < today:
                    at = Instant(wall.on(day, zone) + timedelta(minutes=40))
                    session.add(_noted(made, username in MISSED, at))
            day += timedelta(days=1)


def _noted(made: AppointmentRow, missed: bool, at: Instant) -> RecordRow:
    return RecordRow(
        key=f"demo-{made.key}",
        participant_id=made.participant_id,
        program_id=made.program_id,
        day=made.day,
        session=name_of(made.public_key),
        kind=Entry.MISSED if missed else Entry.DONE,
        at=at,
        recorded_at=at,
        recorded_by=made.made_by,
    )
