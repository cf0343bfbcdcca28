"""Appointments with what became of them: of the participant who asks, or of a program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from webapp.domain.access import Viewer
from webapp.domain.appointment import NAMED, Appointment, AppointmentKind
from webapp.domain.consent import Scope, Subject, may_see
from webapp.domain.record import Facts
from webapp.domain.wall_clock import Instant, later, zone_named
from webapp.models.appointment import AppointmentRow
from webapp.models.people import Account, Enrollment, Participant
from webapp.models.program import zone_on
from webapp.models.record import RecordRow
from webapp.queries import record
from webapp.queries.record import Whose
from webapp.queries.record_rows import in_the_span, parts
from webapp.queries.together import Found, Statement, Together, rows, whose

SCOPE = {AppointmentKind.VISIT: Scope.VISITS, AppointmentKind.TEST: Scope.TEST_DONE}
COLUMNS = (
    AppointmentRow.participant_id,
    AppointmentRow.public_key,
    AppointmentRow.kind,
    AppointmentRow.with_whom,
    AppointmentRow.day,
    AppointmentRow.starts,
    AppointmentRow.minutes,
    zone_on(AppointmentRow),
)
DAY = timedelta(days=1)
Theirs = tuple[int, Appointment]
"""A participant's id and an appointment of theirs."""


@dataclass(frozen=True, slots=True)
class Appointed:
    """An appointment and whose it is."""

    participant_id: int
    key: str
    name: str
    appointment: Appointment


def _planned(by: str) -> Statement:
    """From `first` through `last`."""
    return select(*COLUMNS).where(whose(by, AppointmentRow), in_the_span(AppointmentRow.day))


PLANNED = _planned("participant_id")
_NAMED = select(*COLUMNS).where(AppointmentRow.public_key == bindparam("key"))
_PEOPLE = (
    select(
        Participant.id, Participant.key, Account.name, Enrollment.program_id, Enrollment.ended_on
    )
    .join(Account, Account.id == Participant.account_id)
    .join(Enrollment, Enrollment.participant_id == Participant.id)
    .where(
        Enrollment.program_id == bindparam("program_id"),
        Participant.id.in_(bindparam("ids", expanding=True)),
    )
)


@cache
def _together(by: str) -> Together:
    of_appointments = RecordRow.session.startswith(NAMED)
    return Together(planned=_planned(by), entries=parts(by)["entries"].where(of_appointments))


def own(viewer: Viewer, first: date, last: date) -> tuple[Appointment, ...]:
    """Those of the participant who asks, the earliest first. One statement."""
    assert viewer.participant_id is not None
    found = _between(record.of_one(viewer.participant_id), first, last)
    return tuple(each for _id, each in found)


def own_one(viewer: Viewer, key: str) -> Appointment | None:
    """One of the participant who asks, or None. Two statements."""
    found = _one(key)
    return found[1] if found and found[0] == viewer.participant_id else None


def between(viewer: Viewer, first: date, last: date, now: Instant) -> tuple[Appointed, ...]:
    """Everybody's of the viewer's program, the earliest first. Two statements."""
    assert viewer.program_id is not None
    everybody = record.in_program(viewer.program_id)
    return _seen(viewer, _between(everybody, first, last), now)


def of_person(
    viewer: Viewer, participant_id: int, first: date, last: date, now: Instant
) -> tuple[Appointment, ...]:
    """One participant's, as the viewer's program sees them. Two statements."""
    found = _between(record.of_one(participant_id), first, last)
    return tuple(each.appointment for each in _seen(viewer, found, now))


def one(viewer: Viewer, key: str, now: Instant) -> Appointed | None:
    """One of the viewer's program, or None: another program's is not there. Three statements."""
    found = _one(key)
    return next(iter(_seen(viewer, [found] if found else [], now)), None)


def tests_of(
    participant_ids: Iterable[int], last: date, span: timedelta
) -> dict[int, tuple[tuple[date, bool], ...]]:
    """The date of each test of the span up to `last` that was noted as done or missed, and
    whether it was done.

    One statement, or none. Whoever asks has asked `may_see`.
    """
    ids = list(participant_ids)
    if not ids:
        return {}
    found: dict[int, tuple[tuple[date, bool], ...]] = {}
    for who, each in _between(record.of(ids), last - span + DAY, last):
        if each.kind is AppointmentKind.TEST and (each.is_kept or each.is_missed):
            found[who] = (*found.get(who, ()), (each.day, each.is_kept))
    return found


def made(found: Found) -> list[Theirs]:
    """The appointments in what `PLANNED` and the entries of `record_rows.parts` brought, the
    earliest first."""
    noted = record.entries_in(found)
    theirs = []
    for row in found["planned"]:
        each = _appointment(row)
        written = noted.get((row.participant_id, *each.where), ())
        theirs.append((row.participant_id, replace(each, facts=Facts(rows=written))))
    return sorted(theirs, key=lambda pair: (pair[1].starts_at, pair[1].key))


def _appointment(row: Any) -> Appointment:
    zone = zone_named(row.zone)
    starts_at = row.starts.on(row.day, zone)
    return Appointment(
        key=row.public_key,
        kind=row.kind,
        day=row.day,
        starts_at=starts_at,
        ends_at=later(starts_at, row.minutes),
        with_whom=row.with_whom,
        zone=zone,
    )


def _between(of_whom: Whose, first: date, last: date) -> list[Theirs]:
    asked = {"first": first, "last": last, of_whom.by: of_whom.value}
    return made(_together(of_whom.by).read(**asked))


def _one(key: str) -> Theirs | None:
    row = next(iter(rows(_NAMED, key=key)), None)
    if row is None:
        return None
    that_day = _between(record.of_one(row.participant_id), row.day, row.day)
    return next(pair for pair in that_day if pair[1].key == key)


def _seen(viewer: Viewer, theirs: Iterable[Theirs], now: Instant) -> tuple[Appointed, ...]:
    """Those that the viewer may see, with names. One statement."""
    theirs = list(theirs)
    ids = sorted({participant_id for participant_id, _each in theirs})
    people = {row.id: row for row in rows(_PEOPLE, program_id=viewer.program_id, ids=ids)}
    found = []
    for participant_id, each in theirs:
        person = people.get(participant_id)
        if person is None:
            continue
        subject = Subject(person.id, person.program_id, viewer.zone, person.ended_on)
        if may_see(viewer, subject, SCOPE[each.kind], now):
            found.append(Appointed(person.id, person.key, person.name, each))
    return tuple(sorted(found, key=lambda a: (a.appointment.starts_at, a.name)))
