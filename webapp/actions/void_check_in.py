"""Staff say that a check-in was wrong. It stays, with who said so, when and why."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit, put_on_record
from webapp.domain.access import Viewer
from webapp.domain.check_in import is_correctable
from webapp.domain.record import Entry
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.base import settle
from webapp.queries import schedule

LONGEST_REASON = 300


class ReasonMissing(ValueError):
    """A void without a reason is not recorded."""


class TooLongAgo(ValueError):
    """What could not be recorded again must not be voided: the list of that session is closed."""


def void_check_in(
    viewer: Viewer, check_in_key: str, reason: str, *, now: Instant, true_now: Instant
) -> bool:
    """Void a check-in of the viewer's program. False if the program has no such check-in.

    What it made up for is missed again. Voiding it twice changes nothing. Raises
    `ReasonMissing` or `TooLongAgo`.
    """
    reason = " ".join(reason.split())[:LONGEST_REASON]

    def attempt(session: Session) -> bool:
        found = session.execute(
            select(
                CheckInRow.id,
                CheckInRow.participant_id,
                CheckInRow.program_id,
                CheckInRow.day,
                CheckInRow.session,
                CheckInVoid.id.label("voided"),
            )
            .outerjoin(CheckInVoid, CheckInVoid.check_in_id == CheckInRow.id)
            .where(
                CheckInRow.public_key == check_in_key, CheckInRow.program_id == viewer.program_id
            )
        ).one_or_none()
        if found is None:
            return False
        if found.voided is not None:
            return True
        if not reason:
            raise ReasonMissing
        everybodys = schedule.of_program(found.program_id, found.day, found.day)
        dates = everybodys.of(found.participant_id, enrolled_from=found.day)
        same = [s for s in dates.sessions_on(found.day) if s.name == found.session]
        if not all(is_correctable(each, now) for each in same):
            raise TooLongAgo
        session.add(CheckInVoid(check_in_id=found.id, reason=reason, at=now, by=viewer.account_id))
        # Who was not here has not made up for anything either, and has not left.
        where = (found.participant_id, found.day, found.session)
        for row in put_on_record.standing(session, where, (Entry.MAKE_UP, Entry.CHECK_OUT)):
            put_on_record.void(session, viewer, row, reason, now, true_now)
        audit.record(
            session,
            true_now,
            "voided_check_in",
            actor_id=viewer.account_id,
            participant_id=found.participant_id,
        )
        return True

    return settle(attempt)
