"""What the reminders page shows: the next arrival, the choice, the phones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from webapp.domain.access import Viewer
from webapp.domain.reminders import leads, offered
from webapp.domain.settings import ProgramSettings
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import phones as phones_query
from webapp.queries import schedule

AHEAD = 8
"""Days in which the next session is looked for: a week, and the same weekday of the next."""


@dataclass(frozen=True, slots=True)
class RemindersPage:
    """`arrive_by` is the next arrival, for example times; None if none is near. `leads` are
    those offered, `chosen` those in force, in minutes."""

    arrive_by: Instant | None
    leads: tuple[int, ...]
    chosen: tuple[int, ...]
    this_phone: phones_query.Phone | None
    other_phones: tuple[phones_query.Phone, ...]


def settings(viewer: Viewer, now: Instant) -> ProgramSettings:
    """The thresholds of the viewer's program today."""
    today = local_date(now, viewer.zone)
    return schedule.of_participant(viewer, today, today).settings_on(today)


def load(viewer: Viewer, now: Instant) -> RemindersPage:
    """Three statements."""
    assert viewer.participant_id is not None
    today = local_date(now, viewer.zone)
    dates = schedule.of_participant(viewer, today, today + timedelta(days=AHEAD))
    days = [today + timedelta(days=ahead) for ahead in range(AHEAD + 1)]
    coming = (each for day in days for each in dates.sessions_on(day) if not each.cancelled)
    arrivals = (each.arrive_by for each in coming if each.arrive_by > now)
    in_use = dates.settings_on(today)
    own = phones_query.phones(viewer)
    chosen = phones_query.choice_of(viewer.participant_id)
    return RemindersPage(
        next(arrivals, None),
        offered(in_use),
        leads(in_use, chosen.leads if chosen else None),
        next((phone for phone in own if phone.is_this_one), None),
        tuple(phone for phone in own if not phone.is_this_one),
    )
