"""Who shares their meeting log with staff of their program."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, select

from webapp.domain.access import Viewer
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.people import Enrollment
from webapp.models.slips import LogSharing
from webapp.queries.together import Statement, rows, whose


def _switched(by: str) -> Statement:
    """Every time that it was switched on or off for the program that they are enrolled in."""
    enrolled = and_(
        Enrollment.participant_id == LogSharing.participant_id,
        Enrollment.program_id == LogSharing.program_id,
    )
    return (
        select(LogSharing.participant_id, LogSharing.id, LogSharing.is_on, LogSharing.at)
        .join(Enrollment, enrolled)
        .where(whose(by, LogSharing), LogSharing.program_id == bindparam("program_id"))
        .order_by(LogSharing.id)
    )


_OF_ONE, _OF_PROGRAM = _switched("participant_id"), _switched("program_id")


def since(viewer: Viewer, now: Instant) -> Instant | None:
    """Since when the participant who asks shares their log, or None. One statement."""
    if viewer.ended_on is not None and viewer.ended_on < local_date(now, viewer.zone):
        return None
    return of_participant(viewer.participant_id, viewer.program_id)


def of_participant(participant_id: int | None, program_id: int | None) -> Instant | None:
    """Since when that participant shares it with that program, or None, whether or not they are
    enrolled any more: `may_see` knows that. One statement."""
    found = rows(_OF_ONE, participant_id=participant_id, program_id=program_id)
    return found[-1].at if found and found[-1].is_on else None


def in_program(program_id: int) -> frozenset[int]:
    """Which participants share it with that program. One statement."""
    is_on = {row.participant_id: row.is_on for row in rows(_OF_PROGRAM, program_id=program_id)}
    return frozenset(each for each, on in is_on.items() if on)
