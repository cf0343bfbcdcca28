"""Staff make an appointment, move it, and note whether it was kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit, presence, put_on_record
from webapp.actions.put_on_record import fitting
from webapp.domain.access import Viewer
from webapp.domain.appointment import (
    LONGEST_WITH,
    Appointment,
    AppointmentRefusal,
    Planned,
    may_note,
    may_plan,
    name_of,
)
from webapp.domain.record import Entry, SessionName
from webapp.domain.wall_clock import Instant, later, local_date
from webapp.models.appointment import AppointmentRow
from webapp.models.base import LONGEST_KEY, settle
from webapp.queries import appointments, people
from webapp.queries.appointments import Appointed

Outcome = AppointmentRefusal | None


class NoSuchAppointment(LookupError):
    """There is no such appointment, or no such participant, for this viewer."""


def make(
    viewer: Viewer,
    participant_key: str,
    planned: Planned,
    weeks: int,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
) -> Outcome:
    """Make an appointment, or as many weekly ones as `weeks` says; or say why not.

    The same form sent again makes nothing. Raises `NoSuchAppointment`.
    """

    def attempt(session: Session) -> Outcome:
        presence.one_at_a_time(session, participant_key=participant_key)
        person = people.find(viewer, participant_key, now)
        if person is None:
            raise NoSuchAppointment
        if _is_made(session, person.participant_id, _nth(key, 0)):
            return None
        refusal = may_plan(planned, weeks, local_date(now, viewer.zone), person.ended_on)
        if refusal is not None:
            return refusal
        days = [planned.day + timedelta(weeks=n) for n in range(weeks)]
        there = appointments.of_person(viewer, person.participant_id, days[0], days[-1], now)
        if any(_is_taken(replace(planned, day=day), there) for day in days):
            return AppointmentRefusal.TWICE
        for n, day in enumerate(days):
            on_that_day = replace(planned, day=day)
            _add(session, viewer, person.participant_id, on_that_day, _nth(key, n), now, true_now)
        return None

    return settle(attempt)


def note(
    viewer: Viewer,
    appointment_key: str,
    kind: Entry,
    key: str,
    *,
    words: str = "",
    now: Instant,
    true_now: Instant,
) -> Outcome:
    """Note what became of an appointment, or say why not. `words` are for the participant.

    The same form sent again adds nothing. Raises `NoSuchAppointment`.
    """

    def attempt(session: Session) -> Outcome:
        found = _for_staff(session, viewer, appointment_key, now)
        if put_on_record.replayed(session, key, found.participant_id):
            return None
        refusal = may_note(found.appointment, kind, fitting(words), now)
        if refusal is None:
            _put(session, viewer, found, kind, key, now, true_now, words=words)
        return refusal

    return settle(attempt)


def move(
    viewer: Viewer,
    appointment_key: str,
    planned: Planned,
    key: str,
    *,
    now: Instant,
    true_now: Instant,
) -> Outcome:
    """Call an appointment off and make another in its stead, in one step; or say why not.

    Of `planned` only the time matters. Raises `NoSuchAppointment`.
    """

    def attempt(session: Session) -> Outcome:
        found = _for_staff(session, viewer, appointment_key, now)
        if put_on_record.replayed(session, key, found.participant_id):
            return None
        old = found.appointment
        if old.facts.noted is not None:
            return AppointmentRefusal.ALREADY
        new = replace(planned, kind=old.kind, with_whom=old.with_whom)
        person = people.find(viewer, found.key, now)
        ended_on = person.ended_on if person else None
        refusal = may_plan(new, 1, local_date(now, viewer.zone), ended_on)
        if refusal is not None:
            return refusal
        that_day = (viewer, found.participant_id, new.day, new.day, now)
        others = [each for each in appointments.of_person(*that_day) if each.key != old.key]
        is_same = new.starts.on(new.day, old.zone) == old.starts_at
        if is_same or _is_taken(new, others):
            return AppointmentRefusal.TWICE
        made = _add(session, viewer, found.participant_id, new, _nth(key, 0), now, true_now)
        about = SessionName(new.day, name_of(made))
        _put(session, viewer, found, Entry.CALLED_OFF, key, now, true_now, about=about)
        return None

    return settle(attempt)


def _is_taken(planned: Planned, there: Iterable[Appointment]) -> bool:
    """Whether another of the same kind takes any of that time."""
    return any(
        _overlaps(planned, each) for each in there if each.kind is planned.kind and each.counts
    )


def _overlaps(planned: Planned, other: Appointment) -> bool:
    # On the same day both are in the same zone, and on another they do not meet.
    starts_at = planned.starts.on(planned.day, other.zone)
    return other.overlaps(starts_at, later(starts_at, planned.minutes))


def _is_made(session: Session, participant_id: int, key: str) -> bool:
    same = select(AppointmentRow.id).where(
        AppointmentRow.participant_id == participant_id, AppointmentRow.key == key
    )
    return session.execute(same).first() is not None


def _for_staff(session: Session, viewer: Viewer, appointment_key: str, now: Instant) -> Appointed:
    """The appointment, its participant's record held for this writer alone."""
    found = appointments.one(viewer, appointment_key, now)
    if found is None:
        raise NoSuchAppointment
    presence.one_at_a_time(session, participant_id=found.participant_id)
    return appointments.one(viewer, appointment_key, now) or found


def _add(
    session: Session,
    viewer: Viewer,
    participant_id: int,
    planned: Planned,
    key: str,
    now: Instant,
    true_now: Instant,
) -> str:
    assert viewer.program_id is not None
    row = AppointmentRow(
        key=key,
        participant_id=participant_id,
        program_id=viewer.program_id,
        kind=planned.kind,
        with_whom=" ".join(planned.with_whom.split())[:LONGEST_WITH],
        day=planned.day,
        starts=planned.starts,
        minutes=planned.minutes,
        made_at=now,
        made_by=viewer.account_id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        true_now,
        "appointment_made",
        actor_id=viewer.account_id,
        participant_id=participant_id,
        detail=f"{planned.day} {row.public_key}",
    )
    return row.public_key


def _put(
    session: Session,
    viewer: Viewer,
    found: Appointed,
    kind: Entry,
    key: str,
    now: Instant,
    true_now: Instant,
    *,
    words: str = "",
    about: SessionName | None = None,
) -> None:
    assert viewer.program_id is not None
    put_on_record.put(
        session,
        viewer,
        (found.participant_id, viewer.program_id, *found.appointment.where),
        kind,
        key,
        words=fitting(words),
        about=about,
        now=now,
        true_now=true_now,
    )


def _nth(key: str, n: int) -> str:
    """The key of the n-th row that one form makes; the key's own end is what tells forms apart."""
    return f"{n}:{key}"[:LONGEST_KEY]
