"""Slips that staff saw: a participant's own, and a week of them for staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from webapp.domain import meetings
from webapp.domain.access import Viewer
from webapp.domain.consent import Scope, Subject, may_see
from webapp.domain.daytime import DaytimePlan, is_full_time
from webapp.domain.meetings import MeetingCount, MeetingEntry
from webapp.domain.record import Void
from webapp.domain.slips import Ladder, Slip, climb
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.people import Account
from webapp.models.slips import MeetingSlip, MeetingSlipVoid
from webapp.queries import facts, log_sharing, schedule, sessions
from webapp.queries.people import Person
from webapp.queries.sessions import Enrolled
from webapp.queries.together import Statement, rows, whose


def statement(by: str) -> Statement:
    """Slips from `slips_from` through `slips_until`, those taken back too."""
    return _slips().where(
        whose(by, MeetingSlip),
        MeetingSlip.day.between(bindparam("slips_from"), bindparam("slips_until")),
    )


def _slips() -> Statement:
    seen_by, voided_by = aliased(Account), aliased(Account)
    return (
        select(
            MeetingSlip.participant_id,
            MeetingSlip.public_key,
            MeetingSlip.day,
            MeetingSlip.starts,
            MeetingSlip.fellowship,
            MeetingSlip.name,
            MeetingSlip.seen_at,
            seen_by.name.label("seen_by"),
            voided_by.name.label("voided_by"),
            MeetingSlipVoid.at.label("voided_at"),
            MeetingSlipVoid.reason,
        )
        .join(seen_by, seen_by.id == MeetingSlip.seen_by)
        .outerjoin(MeetingSlipVoid, MeetingSlipVoid.meeting_slip_id == MeetingSlip.id)
        .outerjoin(voided_by, voided_by.id == MeetingSlipVoid.by)
    )


_OF_ONE, _OF_PROGRAM = statement("participant_id"), statement("program_id")
_NAMED = _slips().where(
    MeetingSlip.public_key == bindparam("key"), MeetingSlip.program_id == bindparam("program_id")
)


def slip(row: Any) -> Slip:
    """What a row of `statement` says."""
    void = None
    if row.voided_at is not None:
        void = Void(row.voided_by, row.voided_at, row.reason)
    return Slip(
        row.public_key,
        row.day,
        row.starts,
        row.fellowship,
        row.name,
        row.seen_at,
        row.seen_by,
        void,
    )


_DAY_OF: Statement = select(MeetingSlip.day).where(
    whose("participant_id", MeetingSlip), MeetingSlip.public_key == bindparam("key")
)


def day_of(participant_id: int, slip_key: str) -> date | None:
    """The date of one slip about that participant, or None if there is no such. One statement."""
    found = rows(_DAY_OF, participant_id=participant_id, key=slip_key)
    return found[0].day if found else None


def of_participant(participant_id: int, first: date, last: date) -> tuple[Slip, ...]:
    """Those about one participant. One statement."""
    asked = {"participant_id": participant_id, "slips_from": first, "slips_until": last}
    return tuple(slip(row) for row in rows(_OF_ONE, **asked))


def ladder(participant_id: int, entries: Iterable[MeetingEntry], first: date, last: date) -> Ladder:
    """How all their entries of these dates are known. One statement."""
    return climb(entries, of_participant(participant_id, first, last))


@dataclass(frozen=True, slots=True)
class Whose:
    """A slip, and whose it is."""

    person: Enrolled
    slip: Slip


@dataclass(frozen=True, slots=True)
class Shared:
    """What somebody who shares their log lets staff see of one week."""

    person: Enrolled
    count: MeetingCount
    entries: tuple[MeetingEntry, ...]
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class SlipsPage:
    """One week: everybody enrolled in it, the logs that are shared, and the slips seen."""

    first: date
    last: date
    today: date
    people: tuple[Enrolled, ...]
    shared: tuple[Shared, ...]
    seen: tuple[Whose, ...]
    """Those that stand, by name."""
    taken_back: tuple[Whose, ...]

    def entry(self, participant_key: str, entry_key: str) -> MeetingEntry | None:
        """One of the entries that are shared."""
        of_theirs = (each.entries for each in self.shared if each.person.key == participant_key)
        return next((e for entries in of_theirs for e in entries if e.id == entry_key), None)


def load(viewer: Viewer, day: date, now: Instant) -> SlipsPage:
    """The week of the viewer's program that holds the date. Six statements."""
    assert viewer.program_id is not None
    dates = schedule.of_program(viewer.program_id, day - timedelta(6), day + timedelta(6))
    first, last = meetings.week_of(day, dates.settings_on(day).week_start)
    people = tuple(sessions.enrolled_between(viewer, first, last, now))
    sharing = log_sharing.in_program(viewer.program_id)
    sharers = [each for each in people if _is_shared(viewer, each, each.id in sharing, now)]
    ids = [each.id for each in sharers]
    # A week of theirs can begin on another weekday.
    logs = facts.meeting_entries_of(ids, first - timedelta(6), last + timedelta(6))
    plans = schedule.plans_of_many(ids)
    slips = _in_program(viewer.program_id, first, last)
    of_people = [Whose(each, slip) for each in people for slip in slips.get(each.id, ())]
    today = local_date(now, viewer.zone)
    return SlipsPage(
        first,
        last,
        today,
        people,
        tuple(
            _shared(
                each, dates, logs.get(each.id, ()), plans.get(each.id, ()), slips, (first, last)
            )
            for each in sharers
        ),
        tuple(each for each in of_people if each.slip.void is None),
        tuple(each for each in of_people if each.slip.void is not None),
    )


def named(viewer: Viewer, slip_key: str, now: Instant) -> Whose | None:
    """A standing slip that the viewer's program saw, by its key, or None. Two statements."""
    found = next(iter(rows(_NAMED, key=slip_key, program_id=viewer.program_id)), None)
    if found is None or found.voided_at is not None:
        return None
    people = sessions.enrolled_between(viewer, found.day, found.day, now)
    person = next((each for each in people if each.id == found.participant_id), None)
    return Whose(person, slip(found)) if person else None


def this_week(
    viewer: Viewer, person: Person, plans: Iterable[DaytimePlan], now: Instant
) -> MeetingCount | None:
    """What counts for a person this week, or None if they do not share it. Three statements."""
    since = log_sharing.of_participant(person.participant_id, viewer.program_id)
    subject = Subject(
        person.participant_id,
        person.program_id,
        viewer.zone,
        person.ended_on,
        shares_log=since is not None,
    )
    if not may_see(viewer, subject, Scope.MEETING_COUNT, now):
        return None
    today = local_date(now, viewer.zone)
    settings = (
        schedule.of_program(person.program_id, today, today)
        .of(person.participant_id, enrolled_from=person.starts_on, ended_on=person.ended_on)
        .settings_on(today)
    )
    first, last = meetings.week_of(today, settings.week_start)
    entries = facts.meeting_entries(person.participant_id, first, last)
    return meetings.count(entries, today, settings.meeting_rules(is_full_time(plans, today)))


def _is_shared(viewer: Viewer, person: Enrolled, shares_log: bool, now: Instant) -> bool:
    subject = Subject(
        person.id, person.program_id, viewer.zone, person.ended_on, shares_log=shares_log
    )
    return may_see(viewer, subject, Scope.MEETING_DETAIL, now)


def _in_program(program_id: int, first: date, last: date) -> dict[int, list[Slip]]:
    asked = {"program_id": program_id, "slips_from": first, "slips_until": last}
    found: dict[int, list[Slip]] = {}
    for row in sorted(rows(_OF_PROGRAM, **asked), key=lambda row: (row.day, row.starts)):
        found.setdefault(row.participant_id, []).append(slip(row))
    return found


def _shared(
    person: Enrolled,
    dates: schedule.Dates,
    log: tuple[MeetingEntry, ...],
    plans: tuple[DaytimePlan, ...],
    slips: dict[int, list[Slip]],
    week: tuple[date, date],
) -> Shared:
    first, last = week
    own = dates.of(person.id, enrolled_from=person.starts_on, ended_on=person.ended_on)
    settings = own.settings_on(last)
    entries = tuple(
        entry
        for entry in reversed(log)
        if first <= entry.day <= last and person.is_enrolled(entry.day)
    )
    return Shared(
        person,
        meetings.count(log, last, settings.meeting_rules(is_full_time(plans, last))),
        entries,
        climb(entries, slips.get(person.id, ())),
    )
