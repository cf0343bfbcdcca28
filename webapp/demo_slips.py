"""Slips of the demo: one that staff saw of Jordan, who shares the log, and two of Maria, who does
not share it and has not logged the second."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.slips import LogSharing, MeetingSlip

SATURDAY, SUNDAY = 5, 6
SLIPS = {
    "jordan": ((SATURDAY, "07:30", ""),),
    "maria": ((SATURDAY, "19:00", ""), (SUNDAY, "18:00", "Harbor group")),
}
"""By username: the weekday, when, and the group."""
SHARES = "jordan"


def add(
    session: Session, username: str, ids: tuple[int, int, int], today: date, now: Instant
) -> None:
    """Add them, once. `ids` are participant, program and the staff account that saw them."""
    participant_id, program_id, staff = ids
    there = select(MeetingSlip.id).where(MeetingSlip.participant_id == participant_id)
    if username not in SLIPS or session.execute(there).first() is not None:
        return
    for weekday, starts, name in SLIPS[username]:
        day = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
        session.add(
            MeetingSlip(
                key=f"demo-{day}-{starts}",
                participant_id=participant_id,
                program_id=program_id,
                day=day,
                starts=WallTime.parse(starts),
                nth=1,
                fellowship=Fellowship.AA if name else None,
                name=name,
                seen_at=now,
                seen_by=staff,
            )
        )
    if username == SHARES:
        session.add(
            LogSharing(participant_id=participant_id, program_id=program_id, is_on=True, at=now)
        )
