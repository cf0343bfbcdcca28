"""Reads the rows of a third kind of list, to check our days and zones against.

Code for Recovery's central list counts 1 = Monday … 7 = Sunday, and 0 for meetings around the
clock. Beside day, time and zone it has the instant of the next meeting in UTC, worked out by other
code than ours.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from webapp.domain.wall_clock import Instant, instant

Row = dict[str, Any]


def as_meeting_guide(row: Row) -> Row:
    """The row as a Meeting Guide list would write it, Sunday = 0."""
    return row | {"day": row["day"] % 7}


def next_start(row: Row) -> Instant | None:
    """When the list says that the next one begins; not every meeting has a next one."""
    if not row.get("day") or "startDateUTC" not in row:
        return None
    return instant(datetime.fromisoformat(row["startDateUTC"]["$date"]))
