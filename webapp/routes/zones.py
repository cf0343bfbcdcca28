"""The time zones to choose from: those of the United States first, by the name people use."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

from webapp.routes.language import _l

UNITED_STATES = {
    "America/New_York": _l("Eastern (New York)"),
    "America/Chicago": _l("Central (Chicago)"),
    "America/Denver": _l("Mountain (Denver)"),
    "America/Phoenix": _l("Mountain, without daylight saving (Phoenix)"),
    "America/Los_Angeles": _l("Pacific (Los Angeles)"),
    "America/Anchorage": _l("Alaska (Anchorage)"),
    "Pacific/Honolulu": _l("Hawaii (Honolulu)"),
    "America/Puerto_Rico": _l("Atlantic (Puerto Rico)"),
}
REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@lru_cache
def others() -> tuple[str, ...]:
    """All other zones that this machine has data for, by name."""
    found = (name for name in available_timezones() if name.partition("/")[0] in REGIONS)
    return tuple(sorted(set(found) - set(UNITED_STATES)))
