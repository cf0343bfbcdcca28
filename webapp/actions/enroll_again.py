"""Somebody whose enrollment has ended comes back: a new one, beside the old record.

Account, personal number and record stay. What they had signed for a house does not come back.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.actions import audit, presence
from webapp.actions.end_enrollment import NoSuchParticipant, close_what_ended
from webapp.domain.access import Viewer
from webapp.domain.enrollment import AgainRefusal, may_come_back
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import settle
from webapp.models.people import EarlierEnrollment, Enrollment
from webapp.models.program import BlockRow, ExceptionRow, PhaseMoveRow
from webapp.queries import people, schedule


def enroll_again(
    viewer: Viewer,
    key: str,
    starts_on: date,
    planned_weeks: int,
    *,
    now: Instant,
    true_now: Instant,
) -> AgainRefusal | None:
    """Let a new enrollment begin on that day, or say why not. Raises `NoSuchParticipant`."""

    def attempt(session: Session) -> AgainRefusal | None:
        presence.one_at_a_time(session, participant_key=key)
        person = people.find(viewer, key, now)
        if person is None or viewer.program_id is None:
            raise NoSuchParticipant("no such participant in this program")
        today = local_date(now, viewer.zone)
        if person.ended_on is None and person.starts_on == starts_on:
            # The same form, sent twice.
            return None
        closed = has_closed(viewer.program_id, today, now)
        refusal = may_come_back(starts_on, person.ended_on, today, today_is_over=closed)
        if refusal is not None:
            return refusal
        enrollment = session.execute(
            select(Enrollment).where(
                Enrollment.participant_id == person.participant_id,
                Enrollment.program_id == viewer.program_id,
            )
        ).scalar_one()
        _begin_anew(session, viewer, enrollment, starts_on, planned_weeks, now, true_now)
        return None

    return settle(attempt)


def has_closed(program_id: int, today: date, now: Instant) -> bool:
    """Whether a session of today can no longer be come to in time."""
    sessions = schedule.of_program(program_id, today, today).sessions_on(today)
    return any(each.closes_at <= now and not each.cancelled for each in sessions)


def _begin_anew(
    session: Session,
    viewer: Viewer,
    enrollment: Enrollment,
    starts_on: date,
    planned_weeks: int,
    now: Instant,
    true_now: Instant,
) -> None:
    close_what_ended(session, viewer, enrollment, local_date(now, viewer.zone), now)
    assert enrollment.ended_on is not None
    session.add(
        EarlierEnrollment(
            participant_id=enrollment.participant_id,
            program_id=enrollment.program_id,
            starts_on=enrollment.starts_on,
            planned_weeks=enrollment.planned_weeks,
            ended_on=enrollment.ended_on,
            recorded_at=true_now,
            recorded_by=viewer.account_id,
        )
    )
    _forget_own_schedule(session, enrollment.participant_id, starts_on)
    enrollment.starts_on, enrollment.planned_weeks = starts_on, planned_weeks
    enrollment.ended_on = None
    audit.record(
        session,
        true_now,
        "enrolled_again",
        actor_id=viewer.account_id,
        participant_id=enrollment.participant_id,
        detail=f"from {starts_on}",
    )


def _forget_own_schedule(session: Session, participant_id: int, starts_on: date) -> None:
    """The week that was their own, and what was planned for them alone, was for last time."""
    own = BlockRow.participant_id == participant_id
    lasts = or_(BlockRow.effective_until.is_(None), BlockRow.effective_until > starts_on)
    begun = BlockRow.effective_from < starts_on
    ended = update(BlockRow).where(own, lasts)
    session.execute(ended.where(begun).values(effective_until=starts_on))
    session.execute(ended.where(~begun).values(effective_until=BlockRow.effective_from))
    for table, day in ((PhaseMoveRow, PhaseMoveRow.since), (ExceptionRow, ExceptionRow.day)):
        session.execute(
            delete(table).where(table.participant_id == participant_id, day >= starts_on)
        )
