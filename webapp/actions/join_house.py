"""A participant says with the house's code which resident they are. It shares nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.actions import audit, throttle
from webapp.actions.sign_consent import end_standing
from webapp.domain.access import Viewer, normalized_invitation
from webapp.domain.house import is_open
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import settle
from webapp.models.consent import ConsentRow
from webapp.models.house import Residency, ResidencyLink

KIND = "house-code"


def join(viewer: Viewer, typed: str, *, now: Instant, true_now: Instant) -> bool | timedelta:
    """True if the residency is theirs now; False if the code is not good; or how long to wait.

    A code is good for one participant, as long as the residency lasts. Nothing tells the
    house that it was used. Whoever says that they live somewhere else now stops sharing with
    the house before.
    """

    def attempt(session: Session) -> bool | timedelta:
        assert viewer.participant_id is not None
        name = str(viewer.participant_id)
        wait = throttle.wait(session, KIND, name, true_now)
        if wait > timedelta(0):
            return wait
        row = session.execute(
            select(Residency, ResidencyLink.participant_id)
            .outerjoin(ResidencyLink, ResidencyLink.residency_id == Residency.id)
            .where(Residency.code == normalized_invitation(typed))
        ).one_or_none()
        today = local_date(now, viewer.zone)
        is_good = (
            row is not None
            and is_open(row[0].moved_in, row[0].moved_out, today)
            and row[1] in (None, viewer.participant_id)
        )
        if row is None or not is_good:
            throttle.count_failure(session, KIND, name, true_now)
            return False
        throttle.forget(session, KIND, name)
        if row[1] is None:
            mine = ConsentRow.participant_id == viewer.participant_id
            end_standing(session, viewer, now, mine, is_replaced=True)
            session.add(
                ResidencyLink(
                    residency_id=row[0].id, participant_id=viewer.participant_id, linked_at=now
                )
            )
            audit.record(
                session,
                true_now,
                "joined_house",
                actor_id=viewer.account_id,
                participant_id=viewer.participant_id,
            )
        return True

    return settle(attempt)
