"""Seven dates of the participant who asks."""

from __future__ import annotations

from datetime import date, timedelta

from webapp.domain import meetings, week
from webapp.domain.access import Viewer
from webapp.domain.daytime import is_full_time
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import appointments, facts, schedule
from webapp.queries.day import attendances_of


def load(viewer: Viewer, day: date, now: Instant) -> week.Week:
    """The week that holds the date. Four statements."""
    assert viewer.participant_id is not None
    dates = schedule.of_participant(viewer, day - timedelta(days=6), day + timedelta(days=6))
    settings = dates.settings_on(day)
    first, last = meetings.week_of(day, settings.week_start)
    days = [first + timedelta(days=n) for n in range(7)]
    sessions = [s for each in days for s in dates.sessions_on(each)]
    entries = facts.meeting_entries(viewer.participant_id, first, last)
    today = local_date(now, viewer.zone)
    meant = min(last, max(first, today))
    full_time = is_full_time(dates.schedule.plans, meant)
    in_phase = dates.phase_on(meant)
    return week.build(
        days,
        viewer.zone,
        now,
        attendances_of(viewer, sessions, now),
        entries,
        meetings.count(entries, day, settings.meeting_rules(full_time)),
        viewer.enrolled_from,
        viewer.planned_weeks,
        appointments.own(viewer, first, last),
        in_phase.phase.name if in_phase else "",
    )
