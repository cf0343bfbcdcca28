"""Staff end somebody's time in the program, or say that they stay."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.actions import audit, presence, put_on_record, share_log
from webapp.actions.sign_consent import end_standing
from webapp.domain.access import Viewer
from webapp.domain.appointment import AHEAD
from webapp.domain.enrollment import EndRefusal, may_end
from webapp.domain.errors import DaylineError
from webapp.domain.record import Entry
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.base import settle
from webapp.models.consent import ConsentRow
from webapp.models.people import Enrollment
from webapp.models.record import RecordRow, RecordVoid
from webapp.queries import appointments, people

AFTERWARDS = frozenset(
    {
        Entry.CHECK_OUT,
        Entry.UNEXCUSED,
        Entry.NO_SHOW,
        Entry.UNKNOWN,
        Entry.MAKE_UP,
        Entry.CLAIM,
        Entry.DISPUTE,
        Entry.DONE,
        Entry.MISSED,
    }
)
"""What is written down only about a day that was: no last day may hide it."""


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
        seen = _last_on_record(session, enrollment.participant_id)
        refusal = may_end(enrollment.starts_on, last_day, today, seen)
        if refusal is not None or enrollment.ended_on == last_day:
            return refusal
        close_what_ended(session, viewer, enrollment, today, now)
        enrollment.ended_on = last_day
        _call_off(session, viewer, enrollment, last_day, now, true_now)
        _write_down(session, viewer, enrollment, f"last day {last_day}", true_now)
        return None

    return settle(attempt)


def stay(viewer: Viewer, participant_key: str, *, now: Instant, true_now: Instant) -> None:
    """They stay: take the end back. Sessions in between were theirs and wait for a decision.
    What they had signed for a house stays ended, and what was called off stays called off.

    Raises `NoSuchParticipant`.
    """

    def attempt(session: Session) -> None:
        enrollment = _held(session, viewer, participant_key, now)
        if enrollment.ended_on is not None:
            close_what_ended(session, viewer, enrollment, local_date(now, viewer.zone), now)
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


def _last_on_record(session: Session, participant_id: int) -> date | None:
    """The last date of which the record says more than what was asked or granted ahead."""
    came = session.execute(
        select(func.max(CheckInRow.day))
        .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .where(CheckInRow.participant_id == participant_id, CheckInVoid.id.is_(None))
    ).scalar_one()
    written = session.execute(
        select(func.max(RecordRow.day))
        .outerjoin(RecordVoid, RecordVoid.entry_id == RecordRow.id)
        .where(
            RecordRow.participant_id == participant_id,
            RecordRow.kind.in_(AFTERWARDS),
            RecordVoid.id.is_(None),
        )
    ).scalar_one()
    return max((each for each in (came, written) if each is not None), default=None)


def close_what_ended(
    session: Session, viewer: Viewer, enrollment: Enrollment, today: date, now: Instant
) -> None:
    """An end that is past ended every consent and what else was shared for good: taken back, it
    must revive nothing."""
    if enrollment.ended_on is not None and enrollment.ended_on < today:
        share_log.stop(session, enrollment.participant_id, enrollment.program_id, now)
        whose = ConsentRow.participant_id == enrollment.participant_id
        end_standing(session, viewer, now, whose, is_replaced=False)


def _call_off(
    session: Session,
    viewer: Viewer,
    enrollment: Enrollment,
    last_day: date,
    now: Instant,
    true_now: Instant,
) -> None:
    """Visits and tests after the last day do not take place."""
    assert viewer.program_id is not None
    participant_id = enrollment.participant_id
    first, last = last_day + timedelta(days=1), local_date(now, viewer.zone) + AHEAD
    for each in appointments.of_person(viewer, participant_id, first, last, now):
        if each.facts.noted is None:
            put_on_record.put(
                session,
                viewer,
                (participant_id, viewer.program_id, *each.where),
                Entry.CALLED_OFF,
                f"end-{last_day}-{each.key}",
                now=now,
                true_now=true_now,
            )


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
