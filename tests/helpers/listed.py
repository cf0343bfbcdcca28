"""A program's list as the tests of the log have it: what was on around Monday 5:20 PM."""

from __future__ import annotations

from tests.helpers.directory import listing, put, source
from webapp.domain.directory import Precision, Venue

EXACT = Precision.EXACT
QUINCY = {"city": "Quincy", "lat": 42.2529, "lon": -71.0023, "precision": EXACT}
WORCESTER = {"city": "Worcester", "lat": 42.2626, "lon": -71.8023, "precision": EXACT}
BOSTON = {"city": "Boston", "lat": 42.3601, "lon": -71.0589, "precision": EXACT}
NOON = listing(
    "noon",
    1,
    "12:00",
    name="Noon Reflections",
    location_name="Grace Church",
    address_line="12 Elm St",
    key="n" * 20,
    duration_said=True,
    **QUINCY,
)
MORNING = listing("morning", 1, "07:00", name="Breakfast Club", key="b" * 20, **WORCESTER)
SUNDAY = listing("sunday", 0, "19:30", name="Just for Today", key="j" * 20, **BOSTON)
HYBRID = listing("hybrid", 1, "15:00", name="Both Ways", venue=Venue.HYBRID, key="h" * 20, **QUINCY)
ONLINE = listing(
    "online",
    1,
    "12:00",
    name="Coast to Coast",
    venue=Venue.ONLINE,
    zone="America/Los_Angeles",
    key="c" * 20,
)
THURSDAY = listing("thursday", 4, "19:00", name="Big Book Step Study", key="t" * 20, **QUINCY)
EVENING = listing("evening", 1, "19:00", name="Tonight", key="e" * 20, **QUINCY)
WHENEVER = listing("whenever", None, None, name="On the Phone", key="w" * 20, venue=Venue.ONLINE)
ALL = (NOON, MORNING, SUNDAY, HYBRID, ONLINE, THURSDAY, EVENING, WHENEVER)


def lists(program_id, now, *listings):
    """The program takes a list with these on it, or with all of the above. Returns its row's id."""
    made = source(program_id, now)
    put(made, now, *(listings or ALL))
    return made
