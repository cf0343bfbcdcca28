"""Staff saw paper slips: many people's in one save. A wrong one is taken back with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.actions.void_check_in import LONGEST_REASON, ReasonMissing
from webapp.domain.access import Viewer
from webapp.domain.meetings import Fellowship, may_log
from webapp.domain.slips import LONGEST_NAME
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.base import settle
from webapp.models.people import Enrollment, Participant
from webapp.models.slips import MeetingSlip, MeetingSlipVoid
from webapp.queries import facts
from webapp.queries import slips as slips_query

FORM_KEY = 40
"""So many signs of a form's key leave room for what the slip says."""


@dataclass(frozen=True, slots=True)
class SeenSlip:
    """What one slip says, and whose it is. Date and start are wall time.

    `entry_key` is that of the entry beside which it was ticked; empty for one that was typed.
    """

    participant_key: str
    day: date
    starts: WallTime
    fellowship: Fellowship | None = None
    name: str = ""
    entry_key: str = ""


class SlipRefusal(StrEnum):
    """Why nothing was saved."""

    WHEN = "when"
    NOT_HERE = "not_here"
    TOO_LONG = "too_long"


class NoSuchParticipant(LookupError):
    """The program has no such participant."""


def refusal_of(slip: SeenSlip, viewer: Viewer, now: Instant) -> SlipRefusal | None:
    """Why this slip cannot be written down, or None. Its meeting has to have begun."""
    if may_log(slip.day, slip.starts, viewer.zone, now) is not None:
        return SlipRefusal.WHEN
    return SlipRefusal.TOO_LONG if len(slip.name) > LONGEST_NAME else None


def see(
    viewer: Viewer, slips: Sequence[SeenSlip], key: str, *, now: Instant, true_now: Instant
) -> int | SlipRefusal:
    """Write down that staff saw these, all or none; how many stand now that did not before.

    A slip that was seen already is left as it is, and so is the same form (`key`) sent again.
    One that was typed was seen if another of its start stands; one that was ticked, if its own
    entry has one: two meetings can begin at once.
    Raises `NoSuchParticipant`.
    """
    for slip in slips:
        refusal = refusal_of(slip, viewer, now)
        if refusal is not None:
            return refusal

    def attempt(session: Session) -> int | SlipRefusal:
        people = _people(session, viewer, {slip.participant_key for slip in slips})
        whose = [(people[slip.participant_key], slip) for slip in slips]
        if not all(_is_enrolled(person, slip.day) for person, slip in whose):
            return SlipRefusal.NOT_HERE
        return sum(
            _see(session, viewer, person.id, slip, key, now, true_now) for person, slip in whose
        )

    return settle(attempt)


def _people(session: Session, viewer: Viewer, keys: set[str]) -> dict[str, Any]:
    found = session.execute(
        select(Participant.key, Participant.id, Enrollment.starts_on, Enrollment.ended_on)
        .join(Enrollment, Enrollment.participant_id == Participant.id)
        .where(Participant.key.in_(keys), Enrollment.program_id == viewer.program_id)
    )
    people = {row.key: row for row in found}
    if set(people) != keys:
        raise NoSuchParticipant("no such participant in this program")
    return people


def _is_enrolled(person: Any, day: date) -> bool:
    is_over = person.ended_on is not None and person.ended_on < day
    return person.starts_on <= day and not is_over


def _see(
    session: Session,
    viewer: Viewer,
    participant_id: int,
    slip: SeenSlip,
    key: str,
    now: Instant,
    true_now: Instant,
) -> bool:
    # The same form, gone back to and changed, is about another slip.
    key = f"{key[:FORM_KEY]} {slip.entry_key or f'{slip.day} {slip.starts}'}"
    whose = MeetingSlip.participant_id == participant_id
    same = (whose, MeetingSlip.day == slip.day, MeetingSlip.starts == slip.starts)
    voids = select(func.count(MeetingSlip.id), func.count(MeetingSlipVoid.id)).outerjoin(
        MeetingSlipVoid, MeetingSlipVoid.meeting_slip_id == MeetingSlip.id
    )
    there, taken_back = session.execute(voids.where(*same)).one()
    replayed = select(MeetingSlip.id).where(whose, MeetingSlip.key == key)
    was_seen = (
        _has_slip(participant_id, slip.day, slip.entry_key)
        if slip.entry_key
        else there > taken_back
    )
    if was_seen or session.execute(replayed).first() is not None:
        return False
    session.add(
        MeetingSlip(
            key=key,
            participant_id=participant_id,
            program_id=viewer.program_id,
            day=slip.day,
            starts=slip.starts,
            nth=there + 1,
            fellowship=slip.fellowship,
            name=slip.name,
            seen_at=now,
            seen_by=viewer.account_id,
        )
    )
    _write_down(session, viewer, "slip_seen", participant_id, slip.day, true_now)
    return True


def _has_slip(participant_id: int, day: date, entry_key: str) -> bool:
    entries = facts.meeting_entries(participant_id, day, day)
    return entry_key in slips_query.ladder(participant_id, entries, day, day).of_entry


def take_back(
    viewer: Viewer, slip_key: str, reason: str, *, now: Instant, true_now: Instant
) -> bool:
    """A slip was ticked wrongly. False if the viewer's program saw no such slip.

    Taking it back twice changes nothing. Raises `ReasonMissing`.
    """
    reason = " ".join(reason.split())[:LONGEST_REASON]

    def attempt(session: Session) -> bool:
        found = session.execute(
            select(
                MeetingSlip.id,
                MeetingSlip.participant_id,
                MeetingSlip.day,
                MeetingSlipVoid.id.label("voided"),
            )
            .outerjoin(MeetingSlipVoid, MeetingSlipVoid.meeting_slip_id == MeetingSlip.id)
            .where(MeetingSlip.public_key == slip_key, MeetingSlip.program_id == viewer.program_id)
        ).one_or_none()
        if found is None:
            return False
        if found.voided is not None:
            return True
        if not reason:
            raise ReasonMissing
        session.add(
            MeetingSlipVoid(meeting_slip_id=found.id, reason=reason, at=now, by=viewer.account_id)
        )
        _write_down(session, viewer, "voided_slip", found.participant_id, found.day, true_now)
        return True

    return settle(attempt)


def _write_down(
    session: Session,
    viewer: Viewer,
    what: str,
    participant_id: int,
    day: date,
    true_now: Instant,
) -> None:
    audit.record(
        session,
        true_now,
        what,
        actor_id=viewer.account_id,
        participant_id=participant_id,
        detail=day.isoformat(),
    )
