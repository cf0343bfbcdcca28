"""Put a listed meeting on one's own day, or take it off again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete

from webapp.domain.access import Viewer
from webapp.domain.directory import Listing
from webapp.domain.planned import may_plan
from webapp.domain.wall_clock import Instant, WallTime, later, local
from webapp.models.base import insert_new, new_key, run, table_of, transaction
from webapp.models.meetings import PlannedMeetingRow


@dataclass(frozen=True, slots=True)
class OnADate:
    """A listing, and the instant at which the date of it begins that is meant."""

    listing: Listing
    starts_at: Instant


def plan(viewer: Viewer, wanted: OnADate, now: Instant) -> bool:
    """Put it on the viewer's day; twice is once. False if it is over, or too far ahead."""
    ends_at = later(wanted.starts_at, wanted.listing.duration)
    if not may_plan(wanted.starts_at, ends_at, viewer.zone, now):
        return False
    there, listing = local(wanted.starts_at, viewer.zone), wanted.listing
    with transaction() as session:
        run(
            session,
            insert_new(PlannedMeetingRow).values(
                public_key=new_key(),
                participant_id=viewer.participant_id,
                listed_key=listing.key,
                fellowship=listing.fellowship,
                name=listing.name,
                day=there.date(),
                starts=WallTime.of(there.time()),
                duration=listing.duration,
                venue=listing.venue,
                place=listing.where,
                planned_at=now,
            ),
        )
    return True


def take_off(viewer: Viewer, key: str) -> bool:
    """Take one of the viewer's own off their day. False if they have no such."""
    own = table_of(PlannedMeetingRow)
    its_own = own.c.public_key == key, own.c.participant_id == viewer.participant_id
    with transaction() as session:
        return bool(run(session, delete(own).where(*its_own)).rowcount)
