"""Sessions of one date, as program staff see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import chain
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, or_, select

from webapp.domain.access import Viewer
from webapp.domain.attendance import Attendance, Status
from webapp.domain.check_in import is_correctable
from webapp.domain.consent import Scope, Subject, may_see
from webapp.domain.decisions import waits_for_staff
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.base import db
from webapp.models.people import Account, EarlierEnrollment, Enrollment, Participant
from webapp.queries import record, schedule

NOT_AWAITED = frozenset({Status.NOT_EXPECTED, Status.CANCELLED, Status.EXCUSED})


@dataclass(frozen=True, slots=True)
class Expected:
    """One participant of one session."""

    participant_id: int
    key: str
    name: str
    attendance: Attendance


@dataclass(frozen=True, slots=True)
class SessionList:
    """Who is expected at one session, who is here, who has not been heard from."""

    session: Session
    people: tuple[Expected, ...]

    @property
    def here(self) -> tuple[Expected, ...]:
        """Those checked in, the latest arrival last."""
        return tuple(
            sorted(
                (p for p in self.people if p.attendance.check_in is not None),
                key=lambda p: p.attendance.check_in.at if p.attendance.check_in else 0,
            )
        )

    @property
    def missing(self) -> tuple[Expected, ...]:
        """Those not checked in yet, whoever was enrolled too late for it at the end."""
        missing = [p for p in self.people if p.attendance.check_in is None]
        return tuple(sorted(missing, key=lambda p: p.attendance.status is Status.NOT_EXPECTED))

    @property
    def awaited(self) -> int:
        """How many of them were expected and have not been heard from."""
        return sum(p.attendance.status not in NOT_AWAITED for p in self.missing)

    def is_correctable(self, now: Instant) -> bool:
        """Whether staff can still tick somebody in here, or undo it."""
        return not self.session.cancelled and is_correctable(self.session, now)

    def has_closed(self, now: Instant) -> bool:
        """After one's own check-in closed, whoever is missing has not been heard from."""
        return now > self.session.closes_at

    def is_over(self, now: Instant) -> bool:
        """After the end, a tick has to say when the person came."""
        return now > self.session.ends_at

    @property
    def has_opened(self) -> bool:
        ahead = {Status.UPCOMING, *NOT_AWAITED}
        return any(p.attendance.status not in ahead for p in self.people)


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """One date of a program, and a version that changes when what is shown changes."""

    day: date
    today: date
    now: Instant
    zone: ZoneInfo
    lists: tuple[SessionList, ...]
    unsettled: int = 0
    """How many of the day before still wait for a person's word."""

    @property
    def day_before(self) -> date:
        return self.day - timedelta(days=1)

    @property
    def day_after(self) -> date:
        return self.day + timedelta(days=1)

    @property
    def version(self) -> str:
        """A short name for exactly what is on the page, times of day left out."""
        shown = [
            (
                *(p.key, p.name, item.session.name, p.attendance.status),
                *(str(p.attendance.facts)),
            )
            for item in self.lists
            for p in item.people
        ]
        seen = (self.day, self.unsettled, shown)
        return sha256(repr(seen).encode()).hexdigest()[:16]


def load(viewer: Viewer, day: date, now: Instant) -> SessionsPage:
    """The sessions of the viewer's program on that date. Five statements at most."""
    assert viewer.program_id is not None
    before = day - timedelta(days=1)
    dates = schedule.of_program(viewer.program_id, before, day)
    lists = _lists(viewer, dates, day, now)
    night_before = _lists(viewer, dates, before, now)
    unsettled = sum(waits_for_staff(p.attendance) for each in night_before for p in each.people)
    zone = dates.schedule.zone_on(day)
    return SessionsPage(day, local_date(now, viewer.zone), now, zone, lists, unsettled)


def _lists(
    viewer: Viewer, dates: schedule.Dates, day: date, now: Instant
) -> tuple[SessionList, ...]:
    assert viewer.program_id is not None
    for_all = dates.sessions_on(day)
    if not for_all and not any(own.has_own_days for own in dates.own.values()):
        return ()
    people = enrolled_on(viewer, day, now)
    theirs = {each: sessions_of(each, dates, [day], for_all) for each in people}
    # The list is about the program's session; about somebody's own where only that takes place.
    everything = [*for_all, *chain(*theirs.values())]
    sessions: dict[str, Session] = {}
    for session in sorted(everything, key=lambda s: (s.cancelled, s not in for_all)):
        sessions.setdefault(session.name, session)
    found = record.load(record.in_program(viewer.program_id), everything)
    expected: dict[str, list[Expected]] = {name: [] for name in sessions}
    for each, own in theirs.items():
        for session in own:
            attendance = found.attendance(each.id, session, now, each.enrolled_at)
            expected[session.name].append(Expected(each.id, each.key, each.name, attendance))
    ordered = sorted(sessions.values(), key=lambda session: session.arrive_by)
    return tuple(SessionList(session, tuple(expected[session.name])) for session in ordered)


def sessions_of(
    person: Enrolled, dates: schedule.Dates, days: Iterable[date], for_all: Sequence[Session]
) -> Sequence[Session]:
    """One participant's sessions of those days, where `for_all` are the program's: mostly the
    same, and then not worked out once more."""
    own = dates.own.get(person.id, schedule.NOBODYS)
    if own.has_own_days:
        theirs = dates.of(person.id, enrolled_from=person.starts_on, ended_on=person.ended_on)
        return [s for day in days for s in theirs.sessions_on(day)]
    return [
        s
        for s in for_all
        if person.is_enrolled(s.day) or any(a <= s.day <= b for a, b in own.earlier)
    ]


class Enrolled(NamedTuple):
    """Somebody enrolled on a date, and the instant since when Dayline knows it."""

    id: int
    key: str
    name: str
    enrolled_at: Instant
    program_id: int
    starts_on: date
    ended_on: date | None

    def is_enrolled(self, day: date) -> bool:
        return self.starts_on <= day and (self.ended_on is None or day <= self.ended_on)


def enrolled_on(viewer: Viewer, day: date, now: Instant) -> list[Enrolled]:
    """Everybody of the viewer's program who is enrolled on that date, by name. One statement."""
    return enrolled_between(viewer, day, day, now)


def enrolled_between(viewer: Viewer, first: date, last: date, now: Instant) -> list[Enrolled]:
    """The same for whoever is enrolled on any of these dates. One statement."""
    was_here = exists().where(
        EarlierEnrollment.participant_id == Participant.id,
        _lasts_within(EarlierEnrollment, first, last),
    )
    rows = db.session.execute(
        select(
            Participant.id,
            Participant.key,
            Account.name,
            Enrollment.enrolled_at,
            Enrollment.program_id,
            Enrollment.starts_on,
            Enrollment.ended_on,
        )
        .join(Account, Account.id == Participant.account_id)
        .join(Enrollment, Enrollment.participant_id == Participant.id)
        .where(
            Enrollment.program_id == viewer.program_id,
            or_(_lasts_within(Enrollment, first, last), was_here),
        )
        .order_by(Account.name, Participant.id)
    )
    people = [Enrolled(*row) for row in rows]
    return [each for each in people if _is_seen(viewer, each, now)]


def _lasts_within(
    table: type[Enrollment | EarlierEnrollment], first: date, last: date
) -> ColumnElement[bool]:
    is_open = or_(table.ended_on.is_(None), table.ended_on >= first)
    return and_(table.starts_on <= last, is_open)


def _is_seen(viewer: Viewer, person: Enrolled, now: Instant) -> bool:
    subject = Subject(person.id, person.program_id, viewer.zone, person.ended_on)
    return may_see(viewer, subject, Scope.ATTENDANCE, now)


def attendance_of(
    viewer: Viewer, participant_key: str, day: date, session_name: str, now: Instant
) -> Expected | None:
    """One participant at one session of the viewer's program, or None if there is no such."""
    for item in load(viewer, day, now).lists:
        for person in item.people:
            if item.session.name == session_name and person.key == participant_key:
                return person
    return None


@dataclass(frozen=True, slots=True)
class FoundCheckIn:
    """A standing check-in of the viewer's program, with whose it is."""

    participant_id: int
    name: str
    day: date
    session: str
    at: Instant


def check_in_named(viewer: Viewer, check_in_key: str, now: Instant) -> FoundCheckIn | None:
    """A check-in of the viewer's program by its key, unless it is voided. One statement."""
    row = db.session.execute(
        select(
            Participant.id,
            Account.name,
            CheckInRow.day,
            CheckInRow.session,
            CheckInRow.at,
            CheckInRow.program_id,
        )
        .join(Participant, Participant.id == CheckInRow.participant_id)
        .join(Account, Account.id == Participant.account_id)
        .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
        .where(
            CheckInRow.public_key == check_in_key,
            CheckInRow.program_id == viewer.program_id,
            CheckInVoid.id.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    subject = Subject(row.id, row.program_id, viewer.zone, None)
    return FoundCheckIn(*row[:5]) if may_see(viewer, subject, Scope.ATTENDANCE, now) else None
