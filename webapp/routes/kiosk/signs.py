"""The words for what holds at the door."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from webapp.domain.desk import Says, Sign
from webapp.domain.wall_clock import local_date
from webapp.routes.formats import clock, day
from webapp.routes.language import _


def heading(sign: Sign, zone: ZoneInfo) -> str:
    """What stands above the code."""
    time = clock(sign.at, zone) if sign.at else ""
    date = day(local_date(sign.at, zone)) if sign.at else ""
    said = {
        Says.OPEN: _("Check in with this code"),
        Says.OPENS_TODAY: _("Check-in opens at %(time)s", time=time),
        Says.CLOSED: _("Check-in closed at %(time)s. Staff can check you in", time=time),
        Says.OPENS_LATER: _("Check-in opens %(day)s, %(time)s", day=date, time=time),
        Says.NOTHING_PLANNED: _("No session is planned"),
    }
    return said[sign.says]
