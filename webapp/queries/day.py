"""One date of the participant who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain import meetings
from webapp.domain.access import Viewer
from webapp.domain.answers import Answer, ArrivalAnswer, answers_open
from webapp.domain.attendance import Attendance, VoidedCheckIn
from webapp.domain.check_in import to_check_in_to
from webapp.domain.day import Day, build
from webapp.domain.daytime import is_full_time
from webapp.domain.meetings import MeetingCount
from webapp.domain.schedule import expand
from webapp.domain.session import Session, sessions_in
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import answers, facts, schedule


@dataclass(frozen=True, slots=True)
class Coming:
    """What can be said about coming to today's next session, and what was said last."""

    open: tuple[Answer, ...]
    said: ArrivalAnswer | None


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The line of one date, what was said and undone on it, and the meetings of its week."""

    day: Day
    coming: Coming | None
    changed_tomorrow: tuple[Session, ...]
    undone: tuple[VoidedCheckIn, ...]
    meetings: MeetingCount
    place: str
    starts_on: date | None


def load(viewer: Viewer, day: date, now: Instant) -> TodayPage:
    """Today, or any other date, of this participant. Eleven statements."""
    assert viewer.participant_id is not None
    before = day - timedelta(days=1)
    after = day + timedelta(days=1)
    dates = schedule.of_participant(viewer, before, after)
    settings = dates.settings_on(day)
    occurrences = expand(dates.schedule, day)
    sessions = sessions_in(occurrences, settings, dates.schedule.place)
    first, last = meetings.week_of(day, settings.week_start)
    entries = facts.meeting_entries(viewer.participant_id, first, last)
    quota = settings.quota(is_full_time(dates.schedule.plans, day))
    attendances = facts.attendances(viewer.participant_id, sessions, now, viewer.enrolled_at)
    line = build(
        day,
        dates.schedule.zone,
        now,
        occurrences,
        attendances,
        facts.day_marks(viewer.participant_id, before, day),
        [entry for entry in entries if entry.day == day],
        expand(dates.schedule, before),
    )
    return TodayPage(
        day=line,
        coming=_coming(line, answers.of_participant(viewer.participant_id, day)),
        changed_tomorrow=tuple(s for s in dates.sessions_on(after) if s.cancelled or s.moved),
        undone=_undone(facts.voided_check_ins(viewer.participant_id, day, day), attendances),
        meetings=meetings.count(entries, day, settings.week_start, quota),
        place=dates.schedule.place,
        starts_on=viewer.enrolled_from,
    )


def _coming(line: Day, said: dict[str, ArrivalAnswer]) -> Coming | None:
    meant = to_check_in_to(line.attendances, line.now) if line.is_today else None
    if meant is None:
        return None
    can_be_said = answers_open(meant, line.now)
    return Coming(can_be_said, said.get(meant.session.name)) if can_be_said else None


def _undone(
    voided: Sequence[VoidedCheckIn], attendances: Sequence[Attendance]
) -> tuple[VoidedCheckIn, ...]:
    """The last undone check-in of each session that has no other standing in its place."""
    missing = {a.session.name for a in attendances if a.check_in is None}
    return tuple({v.session: v for v in voided if v.session in missing}.values())


def attendance_to_check_in_to(viewer: Viewer, now: Instant) -> Attendance | None:
    """The session that a check-in now is meant for. Yesterday counts while it is still open."""
    assert viewer.participant_id is not None
    today = local_date(now, viewer.zone)
    yesterday = today - timedelta(days=1)
    dates = schedule.of_participant(viewer, yesterday, today)
    running = [s for s in dates.sessions_on(yesterday) if now <= max(s.closes_at, s.ends_at)]
    sessions = [*running, *dates.sessions_on(today)]
    attendances = facts.attendances(viewer.participant_id, sessions, now, viewer.enrolled_at)
    return to_check_in_to(attendances, now)
