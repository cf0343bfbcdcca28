"""Staff correct what was said when somebody was enrolled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.actions import audit, presence
from webapp.actions.end_enrollment import NoSuchParticipant
from webapp.actions.enroll import UsernameTaken, UsernameUnfit
from webapp.actions.enroll_again import has_closed
from webapp.domain.access import USERNAME, Viewer, normalized_username
from webapp.domain.enrollment import StartRefusal, may_begin
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.appointment import AppointmentRow
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.base import settle
from webapp.models.people import Account, Enrollment, Participant
from webapp.models.record import RecordRow, RecordVoid
from webapp.queries import earlier_enrollments, people


class EditRefusal(StrEnum):
    """Why nothing was changed."""

    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class Edited:
    """What can be corrected. Dates are the program's."""

    name: str
    username: str
    starts_on: date
    planned_weeks: int


def edit(
    viewer: Viewer, key: str, wanted: Edited, seen: str, *, now: Instant, true_now: Instant
) -> EditRefusal | StartRefusal | None:
    """Correct it, or say why not.

    `seen` is the version that the viewer had before them: if somebody changed it since, nothing
    is overwritten. Raises `NoSuchParticipant`, `UsernameTaken` or `UsernameUnfit`.
    """
    username = normalized_username(wanted.username)

    def attempt(session: Session) -> EditRefusal | StartRefusal | None:
        presence.one_at_a_time(session, participant_key=key)
        person = people.find(viewer, key, now)
        if person is None:
            raise NoSuchParticipant("no such participant in this program")
        changed = _different(person, wanted, username)
        if not changed:
            return None
        if person.version != seen:
            return EditRefusal.CHANGED_MEANWHILE
        if "username" in changed:
            _check_username(session, username)
        if "starts_on" in changed:
            first_seen = _first_on_record(session, person.participant_id, person.starts_on)
            before = earlier_enrollments.load(person.participant_id)
            ended_before = before[0].ended_on if before else None
            refusal = may_begin(wanted.starts_on, person.ended_on, first_seen, ended_before)
            if refusal is None and before and wanted.starts_on < person.starts_on:
                refusal = _missed_since(viewer, wanted.starts_on, now)
            if refusal is not None:
                return refusal
        _write(session, person, wanted, username)
        audit.record(
            session,
            true_now,
            "edited_participant",
            actor_id=viewer.account_id,
            participant_id=person.participant_id,
            detail=", ".join(changed),
        )
        return None

    return settle(attempt)


def _missed_since(viewer: Viewer, starts_on: date, now: Instant) -> StartRefusal | None:
    """Who came back is known since their very first day: no session may be over before they
    were enrolled again."""
    assert viewer.program_id is not None
    today = local_date(now, viewer.zone)
    is_today = starts_on == today and has_closed(viewer.program_id, today, now)
    return StartRefusal.MISSED_SINCE if starts_on < today or is_today else None


def _different(person: people.Person, wanted: Edited, username: str) -> list[str]:
    pairs = {
        "name": (person.name, wanted.name),
        "username": (person.username, username),
        "starts_on": (person.starts_on, wanted.starts_on),
        "planned_weeks": (person.planned_weeks, wanted.planned_weeks),
    }
    return [name for name, (here, there) in pairs.items() if here != there]


def _check_username(session: Session, username: str) -> None:
    if not USERNAME.fullmatch(username):
        raise UsernameUnfit(username)
    if session.execute(select(Account.id).where(Account.username == username)).first():
        raise UsernameTaken(username)


def _write(session: Session, person: people.Person, wanted: Edited, username: str) -> None:
    participant = session.get_one(Participant, person.participant_id)
    account = session.get_one(Account, participant.account_id)
    account.name, account.username = wanted.name, username
    enrollment = session.execute(
        select(Enrollment).where(
            Enrollment.participant_id == person.participant_id,
            Enrollment.program_id == person.program_id,
        )
    ).scalar_one()
    enrollment.starts_on = wanted.starts_on
    enrollment.planned_weeks = wanted.planned_weeks


def _first_on_record(session: Session, participant_id: int, since: date) -> date | None:
    """The first date, from their first day on, of which the record says something that
    stands, or for which they have a visit or test."""
    came = (
        select(func.min(CheckInRow.day))
        .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .where(CheckInRow.participant_id == participant_id, CheckInVoid.id.is_(None))
        .where(CheckInRow.day >= since)
    )
    written = (
        select(func.min(RecordRow.day))
        .outerjoin(RecordVoid, RecordVoid.entry_id == RecordRow.id)
        .where(RecordRow.participant_id == participant_id, RecordVoid.id.is_(None))
        .where(RecordRow.day >= since)
    )
    planned = select(func.min(AppointmentRow.day)).where(
        AppointmentRow.participant_id == participant_id, AppointmentRow.day >= since
    )
    found = (session.execute(each).scalar_one() for each in (came, written, planned))
    return min((day for day in found if day is not None), default=None)
