"""Lists of meetings for tests: a source of a program, and lines on it."""

from __future__ import annotations

from dataclasses import replace

from webapp.domain.directory import FeedKind, Listing
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import transaction
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.queries.directory import NAMES

ZONE = "America/New_York"


def listing(uid: str = "harbor", weekday: int | None = 1, starts: str | None = "19:00", **more):
    """One line of a list, an AA meeting on Monday at 7 PM unless said otherwise (Sunday = 0)."""
    at = WallTime.parse(starts) if starts else None
    usual = Listing(uid, Fellowship.AA, "Harbor group", ZONE, weekday, at, city="Worcester")
    return replace(usual, **more)


def source(program_id: int, now: Instant, **more) -> int:
    """A list that the program takes. Returns its row's id."""
    usual = {"kind": FeedKind.MEETING_GUIDE, "fellowship": Fellowship.AA, "zone": ZONE}
    with transaction() as session:
        made = MeetingSource(
            program_id=program_id, created_at=now, **usual | {"name": "Central office"} | more
        )
        session.add(made)
        session.flush()
        return made.id


def put(source_id: int, now: Instant, *listings: Listing, gone_at: Instant | None = None) -> None:
    """Those lines are on that list."""
    with transaction() as session:
        of = session.get_one(MeetingSource, source_id)
        of.version, of.updated_at = of.version + 1, of.updated_at or now
        for each in listings:
            values = {name: getattr(each, name) for name in NAMES if name != "key" or each.key}
            values |= {"languages": list(each.languages), "tags": list(each.tags)}
            session.add(
                ListedMeeting(
                    **values,
                    source_id=source_id,
                    week_min=each.week_minute,
                    first_seen=now,
                    last_seen=now,
                    gone_at=gone_at,
                )
            )
