"""What a manager's page may show beside the house's own record: through `may_see`, or not at
all. Nothing is read that will not be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, literal, select

from webapp.domain import meetings
from webapp.domain.access import Viewer
from webapp.domain.attendance import Status
from webapp.domain.consent import Consent, Scope, Subject, contested, seen, standing
from webapp.domain.daytime import is_full_time
from webapp.domain.figures import ROLLING
from webapp.domain.house import aways
from webapp.domain.meetings import MeetingEntry
from webapp.domain.schedule import expand
from webapp.domain.session import Session
from webapp.domain.shared import (
    NOTHING,
    Disclosed,
    Shared,
    SharedEnrollment,
    SharedMark,
    SharedMeeting,
    SharedStatus,
    SharedTest,
)
from webapp.domain.wall_clock import Instant, local_date, zone_named
from webapp.models.base import UtcInstant, db
from webapp.models.consent import ConsentRevocation, ConsentRow
from webapp.models.house import Residency, ResidencyLink, Resident
from webapp.models.people import Enrollment
from webapp.models.program import Program, zone_then
from webapp.queries import appointments, facts, record, schedule
from webapp.queries.house_record import Person
from webapp.queries.schedule import Dates

OF_THE_SESSIONS = frozenset({Scope.SCHEDULE, Scope.ATTENDANCE, Scope.MEETING_COUNT})
SIGNED = (
    ConsentRow.id,
    ConsentRow.key,
    ConsentRow.house_id,
    ConsentRow.residency_id,
    ConsentRow.scopes,
    ConsentRow.travel_minutes,
    ConsentRow.signed_at,
    ConsentRow.expires_on,
)
"""What was signed, in the order of `Consent`'s fields."""
OF_THE_TESTS = frozenset({Scope.TEST_DONE})
OF_THE_MEETINGS = frozenset({Scope.MEETING_COUNT, Scope.MEETING_DETAIL})


@dataclass(frozen=True, slots=True)
class Seen:
    """By residency: what may be shown of whom. A residency that is not in it shares nothing."""

    shared: dict[int, Shared]
    disclosed: tuple[Disclosed, ...]

    def of(self, person: Person) -> Shared:
        return self.shared.get(person.residency_id, NOTHING)


def load(viewer: Viewer, people: Iterable[Person], scopes: frozenset[Scope], now: Instant) -> Seen:
    """What this page (which shows these scopes) may show of these residents.

    Four statements and one more for each program that consenting residents are in, however
    many residents there are.
    """
    residencies = [person.residency_id for person in people if person.is_open]
    found = contested(subjects(now, Residency.id.in_(residencies)), now)
    may = {subject: seen(viewer, subject, now) & scopes for subject in found}
    may = {subject: allowed for subject, allowed in may.items() if allowed}
    source = _Source(may, now)
    shared, disclosed = {}, []
    for subject, allowed in may.items():
        consent = standing(subject, now)
        assert consent is not None
        assert subject.residency_id is not None
        shown = source.shared(subject, consent, allowed)
        shared[subject.residency_id] = shown
        disclosed.append(Disclosed(subject.participant_id, consent.id, shown))
    return Seen(shared, tuple(disclosed))


def subjects(now: Instant, *where: ColumnElement[bool]) -> tuple[Subject, ...]:
    """Participants who said that a residency is theirs, with their consents. Two statements.

    The caller chooses residencies that are open: `Subject.residency_id` says so.
    """
    rows = db.session.execute(
        select(
            ResidencyLink.participant_id,
            Enrollment.program_id,
            zone_then(literal(now, UtcInstant())),
            Enrollment.starts_on,
            Enrollment.planned_weeks,
            Enrollment.ended_on,
            Enrollment.enrolled_at,
            Resident.house_id,
            Residency.id.label("residency_id"),
        )
        .join(Residency, Residency.id == ResidencyLink.residency_id)
        .join(Resident, Resident.id == Residency.resident_id)
        .join(Enrollment, Enrollment.participant_id == ResidencyLink.participant_id)
        .join(Program, Program.id == Enrollment.program_id)
        .where(*where)
        .order_by(Residency.id)
    ).all()
    signed = consents([row.participant_id for row in rows])
    return tuple(
        Subject(
            participant_id=row.participant_id,
            program_id=row.program_id,
            zone=zone_named(row.zone),
            enrolled_from=row.starts_on,
            planned_weeks=row.planned_weeks,
            ended_on=row.ended_on,
            enrolled_at=row.enrolled_at,
            house_id=row.house_id,
            residency_id=row.residency_id,
            consents=signed.get(row.participant_id, ()),
        )
        for row in rows
    )


def consents(participant_ids: Iterable[int]) -> dict[int, tuple[Consent, ...]]:
    """All that these participants ever signed, revoked or not. One statement."""
    found: dict[int, tuple[Consent, ...]] = {}
    for row in db.session.execute(
        select(
            ConsentRow.participant_id,
            *SIGNED,
            ConsentRevocation.id.label("revocation_id"),
        )
        .outerjoin(ConsentRevocation, ConsentRevocation.consent_id == ConsentRow.id)
        .where(ConsentRow.participant_id.in_(participant_ids))
        .order_by(ConsentRow.id)
    ):
        consent = Consent(
            row.id,
            row.key,
            row.house_id,
            row.residency_id,
            row.scopes,
            row.travel_minutes,
            row.signed_at,
            row.expires_on,
            is_revoked=row.revocation_id is not None,
        )
        found[row.participant_id] = (*found.get(row.participant_id, ()), consent)
    return found


UNSHARED = frozenset({Status.NOT_EXPECTED, Status.CANCELLED})
"""These tell of an enrollment, or of the program: nobody signed for that here."""


class _Source:
    """The facts behind the scopes, read once for all participants that share them."""

    def __init__(self, may: Mapping[Subject, frozenset[Scope]], now: Instant) -> None:
        self.now = now
        self.may = may
        days = [local_date(now, subject.zone) for subject in may]
        last = max(days, default=date.min)
        first = min(days, default=last) - timedelta(days=6) if days else last
        self.dates = self._dates()
        self.plans = schedule.plans_of_many(self._ids(frozenset({Scope.MEETING_COUNT})))
        self.record = record.load(
            record.of(self._ids(frozenset({Scope.ATTENDANCE}))), self._sessions_today()
        )
        self.marks = facts.day_marks_of(self._ids(frozenset({Scope.DAY_MARKS})), first, last)
        self.tests = appointments.tests_of(self._ids(OF_THE_TESTS), last, ROLLING)
        self.entries = facts.meeting_entries_of(
            self._ids(OF_THE_MEETINGS), first, last + timedelta(days=6) if days else last
        )

    def _ids(self, scopes: frozenset[Scope]) -> list[int]:
        return sorted(s.participant_id for s, allowed in self.may.items() if allowed & scopes)

    def _dates(self) -> dict[int, Dates]:
        """Each program's own dates from yesterday to today."""
        found: dict[int, Dates] = {}
        for subject, allowed in self.may.items():
            if subject.program_id is None or subject.program_id in found:
                continue
            if allowed & (OF_THE_SESSIONS | OF_THE_MEETINGS):
                today = local_date(self.now, subject.zone)
                found[subject.program_id] = schedule.of_program(
                    subject.program_id, today - timedelta(days=1), today
                )
        return found

    def _sessions_today(self) -> list[Session]:
        return [
            session
            for subject in self.may
            if subject.program_id in self.dates
            for session in self._theirs(subject).sessions_on(local_date(self.now, subject.zone))
        ]

    def _theirs(self, subject: Subject) -> Dates:
        """A participant's own dates; the caller knows that their program's were read."""
        assert subject.program_id is not None
        return self.dates[subject.program_id].of(
            subject.participant_id,
            enrolled_from=subject.enrolled_from,
            ended_on=subject.ended_on,
            plans=self.plans.get(subject.participant_id, ()),
        )

    def shared(self, subject: Subject, consent: Consent, allowed: frozenset[Scope]) -> Shared:
        """What may be shown of one participant: each field only if its scope is allowed."""
        made = Shared(allowed, consent.expires_on)
        if Scope.ENROLLMENT in allowed and subject.enrolled_from and subject.planned_end:
            until = subject.planned_end
            made = replace(made, enrollment=SharedEnrollment(subject.enrolled_from, until))
        if Scope.DAY_MARKS in allowed:
            made = replace(made, marks=self._marks(subject))
        if Scope.TEST_DONE in allowed:
            found = self.tests.get(subject.participant_id, ())
            made = replace(made, tests=tuple(SharedTest(day, done) for day, done in found))
        if subject.program_id in self.dates:
            made = self._of_the_program(made, subject, consent, allowed)
        return made

    def _marks(self, subject: Subject) -> tuple[SharedMark, ...]:
        today = local_date(self.now, subject.zone)
        found = self.marks.get(subject.participant_id, ())
        return tuple(
            SharedMark(mark.mark, mark.at)
            for mark in sorted(found, key=lambda each: each.at)
            if mark.day == today
        )

    def _of_the_program(
        self, made: Shared, subject: Subject, consent: Consent, allowed: frozenset[Scope]
    ) -> Shared:
        assert subject.program_id is not None
        today = local_date(self.now, subject.zone)
        theirs = self._theirs(subject)
        own = theirs.schedule
        if Scope.SCHEDULE in allowed:
            both = [*expand(own, today - timedelta(days=1)), *expand(own, today)]
            made = replace(made, aways=aways(both, consent.travel_minutes))
        if Scope.ATTENDANCE in allowed:
            sessions = theirs.sessions_on(today)
            attendances = self.record.attendances(
                subject.participant_id, sessions, self.now, subject.enrolled_at
            )
            statuses = tuple(
                SharedStatus(a.status, a.check_in.at if a.check_in else None)
                for a in attendances
                if a.status not in UNSHARED
            )
            made = replace(made, statuses=statuses)
        if allowed & OF_THE_MEETINGS:
            settings = theirs.settings_on(today)
            first, last = meetings.week_of(today, settings.week_start)
            week = self._week(subject, first, last)
            if Scope.MEETING_COUNT in allowed:
                rules = settings.meeting_rules(is_full_time(own.plans, today))
                made = replace(made, meetings=meetings.count(week, today, rules))
            if Scope.MEETING_DETAIL in allowed:
                entries = tuple(SharedMeeting(e.day, e.fellowship, e.name) for e in week)
                made = replace(made, entries=entries)
        return made

    def _week(self, subject: Subject, first: date, last: date) -> list[MeetingEntry]:
        entries = self.entries.get(subject.participant_id, ())
        return [entry for entry in entries if first <= entry.day <= last]
