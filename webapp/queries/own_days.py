"""The days ahead of the participant who asks, and what is free of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain import free_time, meetings
from webapp.domain.access import Viewer
from webapp.domain.attendance import Status
from webapp.domain.blocks import Occurrence
from webapp.domain.daytime import is_full_time
from webapp.domain.free_time import FreeDay, Room
from webapp.domain.meetings import MeetingCount, MeetingEntry, MeetingRules, Mode
from webapp.domain.planned import PlannedMeeting, still_planned
from webapp.domain.schedule import expand
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import appointments, facts, home, record, record_rows, schedule
from webapp.queries.day import be_in
from webapp.queries.together import Found, Together

WEEKS_BACK = 8
"""So many weeks of one's own log tell which meetings and which town are the usual ones."""


@dataclass(frozen=True, slots=True)
class OwnDays:
    """`free` are the dates that were asked for; `way` the minutes to a meeting or back. `entries`
    are those of the last weeks, the latest first."""

    today: date
    free: tuple[FreeDay, ...]
    way: int
    rules: MeetingRules
    count: MeetingCount
    room: Room
    entries: tuple[MeetingEntry, ...]
    planned: tuple[PlannedMeeting, ...]
    town: str

    def on(self, day: date) -> FreeDay | None:
        """What is free of one of these dates."""
        return next((each for each in self.free if each.day == day), None)


_PARTS = Together(
    **record_rows.parts("participant_id"),
    meetings=facts.ENTRIES,
    planned=appointments.PLANNED,
    own_meetings=facts.PLANNED,
    **home.PARTS,
)


def load(viewer: Viewer, now: Instant) -> OwnDays:
    """Today and the six dates after it. Two statements."""
    today = local_date(now, viewer.zone)
    last = today + timedelta(days=6)
    dates = schedule.of_participant(viewer, today, last)
    days = [today + timedelta(days=n) for n in range(7)]
    sessions = [each for day in days for each in dates.sessions_on(day)]
    found = _PARTS.read(
        participant_id=viewer.participant_id,
        entries_from=today - timedelta(weeks=WEEKS_BACK),
        entries_until=today,
        planned_from=today,
        planned_until=last,
        **{**record.asking(sessions), "first": today, "last": last},
        **home.asking(viewer, today),
    )
    attendances = record.made(found).attendances(
        viewer.participant_id or 0, sessions, now, viewer.enrolled_at
    )
    excused = {
        (each.session.day, each.session.name)
        for each in attendances
        if each.status is Status.EXCUSED
    }
    visits = [each for _id, each in appointments.made(found)]
    nights = home.nights_in(found)
    free = []
    for day in days:
        expected = _expected(expand(dates.schedule, day), excused)
        there = [each for each in visits if each.day == day]
        zone = dates.schedule.zone_on(day)
        free.append(
            free_time.free_day(day, zone, expected, there, be_in(viewer, nights, day, expected))
        )
    settings = dates.settings_on(today)
    rules = settings.meeting_rules(is_full_time(dates.schedule.plans, today))
    entries = facts.entries_in(found["meetings"])
    count = meetings.count(entries, today, rules)
    _first, ends = meetings.week_of(today, rules.week_start)
    of_the_week = [each for each in free if each.day <= ends]
    return OwnDays(
        today,
        tuple(free),
        settings.travel,
        rules,
        count,
        free_time.room(count.to_go, of_the_week, settings.travel, now, viewer.zone),
        entries,
        still_planned(facts.planned_in(found["own_meetings"]), entries),
        _town(found, entries),
    )


def _expected(
    occurrences: Sequence[Occurrence], excused: set[tuple[date, str]]
) -> tuple[Occurrence, ...]:
    """Without the sessions that staff excused the participant from."""
    return tuple(o for o in occurrences if (o.day, o.session) not in excused)


def _town(found: Found, entries: Sequence[MeetingEntry]) -> str:
    """Around which town to look: the house's, else that of the last meeting in person."""
    there = (each.town for each in entries if each.mode is Mode.IN_PERSON and each.town)
    return home.town_in(found) or next(there, "")
