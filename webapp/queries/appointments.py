"""Appointments with what became of them: of the participant who asks, or of a program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from webapp.domain.access import Viewer
from webapp.domain.appointment import Appointment, AppointmentKind
from webapp.domain.consent import Scope, Subject, may_see
from webapp.domain.record import Facts
from webapp.domain.wall_clock import Instant, later, zone_named
from webapp.models.appointment import AppointmentRow
from webapp.models.base import db
from webapp.models.people import Account, Enrollment, Participant
from webapp.queries import record

SCOPE = {AppointmentKind.VISIT: Scope.VISITS, AppointmentKind.TEST: Scope.TEST_DONE}


@dataclass(frozen=True, slots=True)
class Appointed:
    """An appointment and whose it is."""

    participant_id: int
    key: str
    name: str
    appointment: Appointment


def own(viewer: Viewer, first: date, last: date) -> tuple[Appointment, ...]:
    """Those of the participant who asks, the earliest first. Two statements, or one."""
    assert viewer.participant_id is not None
    mine = AppointmentRow.participant_id == viewer.participant_id
    rows = _rows(mine, AppointmentRow.day.between(first, last))
    return tuple(each for _id, each in _with_facts(rows, viewer.zone))


def own_one(viewer: Viewer, key: str) -> Appointment | None:
    """One of the participant who asks, or None. Two statements."""
    assert viewer.participant_id is not None
    mine = AppointmentRow.participant_id == viewer.participant_id
    rows = _rows(mine, AppointmentRow.public_key == key)
    return next((each for _id, each in _with_facts(rows, viewer.zone)), None)


def between(viewer: Viewer, first: date, last: date, now: Instant) -> tuple[Appointed, ...]:
    """Everybody's of the viewer's program, the earliest first. Three statements."""
    return _appointed(viewer, now, AppointmentRow.day.between(first, last))


def of_person(
    viewer: Viewer, participant_id: int, first: date, last: date, now: Instant
) -> tuple[Appointment, ...]:
    """One participant's, as the viewer's program sees them. Three statements."""
    theirs = AppointmentRow.participant_id == participant_id
    found = _appointed(viewer, now, theirs, AppointmentRow.day.between(first, last))
    return tuple(each.appointment for each in found)


def one(viewer: Viewer, key: str, now: Instant) -> Appointed | None:
    """One of the viewer's program, or None: another program's is not there. Three statements."""
    return next(iter(_appointed(viewer, now, AppointmentRow.public_key == key)), None)


def tests_of(
    participant_ids: Iterable[int], last: date, span: timedelta
) -> dict[int, tuple[tuple[date, bool], ...]]:
    """The date of each test of the span up to `last` that was noted as done or missed, and
    whether it was done.

    Two statements, or none. Whoever asks has asked `may_see`.
    """
    ids = list(participant_ids)
    if not ids:
        return {}
    rows = _rows(
        AppointmentRow.participant_id.in_(ids),
        AppointmentRow.kind == AppointmentKind.TEST,
        AppointmentRow.day.between(last - span, last),
    )
    found: dict[int, tuple[tuple[date, bool], ...]] = {}
    for who, each in _with_facts(rows, zone_named("UTC")):
        if each.is_kept or each.is_missed:
            found[who] = (*found.get(who, ()), (each.day, each.is_kept))
    return found


def _appointed(viewer: Viewer, now: Instant, *where: ColumnElement[bool]) -> tuple[Appointed, ...]:
    rows = _rows(AppointmentRow.program_id == viewer.program_id, *where)
    if not rows:
        return ()
    people = {
        row.id: row
        for row in db.session.execute(
            select(
                Participant.id,
                Participant.key,
                Account.name,
                Enrollment.program_id,
                Enrollment.ended_on,
            )
            .join(Account, Account.id == Participant.account_id)
            .join(Enrollment, Enrollment.participant_id == Participant.id)
            .where(
                Enrollment.program_id == viewer.program_id,
                Participant.id.in_({row.participant_id for row in rows}),
            )
        )
    }
    found = []
    for participant_id, each in _with_facts(rows, viewer.zone):
        person = people.get(participant_id)
        if person is None:
            continue
        subject = Subject(person.id, person.program_id, viewer.zone, person.ended_on)
        if may_see(viewer, subject, SCOPE[each.kind], now):
            found.append(Appointed(person.id, person.key, person.name, each))
    return tuple(sorted(found, key=lambda a: (a.appointment.starts_at, a.name)))


def _rows(*where: ColumnElement[bool]) -> list[AppointmentRow]:
    ordered = select(AppointmentRow).where(*where)
    return list(db.session.execute(ordered).scalars())


def _with_facts(rows: Iterable[AppointmentRow], zone: ZoneInfo) -> list[tuple[int, Appointment]]:
    planned = [(row.participant_id, _planned(row, zone)) for row in rows]
    if not planned:
        return []
    days = [each.day for _id, each in planned]
    noted = record.rows(record.of({who for who, _each in planned}), min(days), max(days))
    found = [
        (who, replace(each, facts=Facts(rows=noted.get((who, *each.where), ()))))
        for who, each in planned
    ]
    return sorted(found, key=lambda pair: (pair[1].starts_at, pair[1].key))


def _planned(row: AppointmentRow, zone: ZoneInfo) -> Appointment:
    starts_at = row.starts.on(row.day, zone)
    return Appointment(
        key=row.public_key,
        kind=row.kind,
        day=row.day,
        starts_at=starts_at,
        ends_at=later(starts_at, row.minutes),
        with_whom=row.with_whom,
    )
