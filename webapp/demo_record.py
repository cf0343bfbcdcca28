"""What is on record in the demo beside the check-ins: who left when, and what staff decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from webapp.domain.decisions import confirm_by
from webapp.domain.record import Entry, Evidence
from webapp.domain.session import Session
from webapp.domain.wall_clock import Instant, WallTime, local_date, zone_named
from webapp.models.record import RecordRow

STAYS = timedelta(minutes=20)
"""So long after the end people leave, as the last block of an evening says."""


def rows(
    participant_id: int,
    program_id: int,
    zone_name: str,
    attended: Iterable[tuple[Session, bool]],
    own_account: int,
    staff_account: int,
    now: Instant,
) -> list[RecordRow]:
    """A check-out for whoever came, and for who did not a word of staff, once it was due."""
    zone = zone_named(zone_name)
    made = []
    for session, came in attended:
        due = confirm_by(session.day, zone)
        left_at = Instant(session.ends_at + STAYS)
        if came and left_at < now:
            kind, at, by, evidence = Entry.CHECK_OUT, left_at, own_account, Evidence.OWN_TAP
        elif not came and due < now:
            morning = WallTime.parse("09:10").on(local_date(due, zone), zone)
            kind, at, by, evidence = Entry.NO_SHOW, morning, staff_account, None
        else:
            continue
        made.append(
            RecordRow(
                key=f"demo-{session.day}-{session.name}",
                participant_id=participant_id,
                program_id=program_id,
                day=session.day,
                session=session.name,
                kind=kind,
                at=at,
                evidence=evidence,
                recorded_at=at,
                recorded_by=by,
            )
        )
    return made
