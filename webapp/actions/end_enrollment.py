"""Staff end somebody's time in the program, or say that they stay."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.actions import audit, presence
from webapp.domain.access import Viewer
from webapp.domain.enrollment import EndRefusal, may_end
from webapp.domain.errors import DaylineError
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.base import settle
from webapp.models.people import Enrollment
from webapp.queries import people


class NoSuchParticipant(DaylineError):
    """The viewer's program has no such participant."""


def end(
    viewer: Viewer, participant_key: str, last_day: date, *, now: Instant, true_now: Instant
) -> EndRefusal | None:
    """Let this be the last day of the enrollment, or say why not.

    From the day after on there are no sessions and no reminders of them, and what a house was
    shown ends. The participant keeps their sign-in and all that is on record. Raises
    `NoSuchParticipant`.
    """

    def attempt(session: Session) -> EndRefusal | None:
        enrollment = _held(session, viewer, participant_key, now)
        today = local_date(now, viewer.zone)
        seen = _last_seen(session, enrollment.participant_id)
        refusal = may_end(enrollment.starts_on, last_day, today, seen)
        if refusal is None and enrollment.ended_on != last_day:
            enrollment.ended_on = last_day
            _write_down(session, viewer, enrollment, f"last day {last_day}", true_now)
        return refusal

    return settle(attempt)


def stay(viewer: Viewer, participant_key: str, *, now: Instant, true_now: Instant) -> None:
    """They stay: take the end back. Sessions in between were theirs and wait for a decision.

    Raises `NoSuchParticipant`.
    """

    def attempt(session: Session) -> None:
        enrollment = _held(session, viewer, participant_key, now)
        if enrollment.ended_on is not None:
            enrollment.ended_on = None
            _write_down(session, viewer, enrollment, "stays", true_now)

    settle(attempt)


def _held(session: Session, viewer: Viewer, participant_key: str, now: Instant) -> Enrollment:
    person = people.find(viewer, participant_key, now)
    if person is None:
        raise NoSuchParticipant("no such participant in this program")
    presence.one_at_a_time(session, participant_id=person.participant_id)
    return session.execute(
        select(Enrollment).where(
            Enrollment.participant_id == person.participant_id,
            Enrollment.program_id == viewer.program_id,
        )
    ).scalar_one()


def _last_seen(session: Session, participant_id: int) -> date | None:
    return session.execute(
        select(func.max(CheckInRow.day))
        .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .where(CheckInRow.participant_id == participant_id, CheckInVoid.id.is_(None))
    ).scalar_one()


def _write_down(
    session: Session, viewer: Viewer, enrollment: Enrollment, what: str, true_now: Instant
) -> None:
    audit.record(
        session,
        true_now,
        "enrollment_end",
        actor_id=viewer.account_id,
        participant_id=enrollment.participant_id,
        detail=what,
    )
