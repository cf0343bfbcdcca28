"""What a code typed at the door is judged by, as far as nobody's record is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from webapp.domain.access import Viewer
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import day, front_desk, schedule
from webapp.queries.schedule_rows import OWN_PARTS
from webapp.queries.together import Together


@dataclass(frozen=True, slots=True)
class Door:
    """The participant's sessions that are not over, and the secrets whose codes count now."""

    sessions: tuple[Session, ...]
    secrets: tuple[bytes, ...]


_DOOR = Together(**OWN_PARTS, **front_desk.SECRETS)


def load(viewer: Viewer, now: Instant) -> Door:
    """The door of the participant who asks. One statement."""
    today = local_date(now, viewer.zone)
    asked = schedule.asking(viewer, today - timedelta(days=1), today)
    found = _DOOR.read(**asked, instant=now)
    sessions = day.not_over_in(schedule.own_dates(viewer, found), viewer, now)
    return Door(tuple(sessions), tuple(front_desk.secrets_in(found)))
