"""A participant says with the house's code which resident they are, or that they are none.

It shares nothing. The answer depends on nothing but the code and the stay it belongs to, which
the house knows anyway: whoever tries a code learns nothing about anybody else who used it.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
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

    A code is good for whoever has it, as long as the residency lasts and the house gives no
    new one. Whoever says that they live somewhere else now stops sharing with the house before.
    """

    def attempt(session: Session) -> bool | timedelta:
        name = str(viewer.participant_id)
        wait = throttle.wait(session, KIND, name, true_now)
        if wait > timedelta(0):
            return wait
        residency = session.execute(
            select(Residency)
            .where(Residency.code == normalized_invitation(typed))
            .with_for_update()
        ).scalar_one_or_none()
        today = local_date(now, viewer.zone)
        if residency is None or not is_open(residency.moved_in, residency.moved_out, today):
            throttle.count_failure(session, KIND, name, true_now)
            return False
        if residency.id != _home(session, viewer):
            _forget(session, viewer, now, is_replaced=True)
            session.add(
                ResidencyLink(
                    residency_id=residency.id, participant_id=viewer.participant_id, linked_at=now
                )
            )
            _audit(session, viewer, "joined_house", true_now)
        return True

    return settle(attempt)


def leave(viewer: Viewer, *, now: Instant, true_now: Instant) -> None:
    """They live in no house that they ever named, and share nothing with one from now on."""

    def attempt(session: Session) -> None:
        if _home(session, viewer) is not None:
            _forget(session, viewer, now, is_replaced=False)
            _audit(session, viewer, "disowned_house", true_now)

    settle(attempt)


def _home(session: Session, viewer: Viewer) -> int | None:
    return session.execute(
        select(ResidencyLink.residency_id)
        .where(ResidencyLink.participant_id == viewer.participant_id)
        .order_by(ResidencyLink.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def _forget(session: Session, viewer: Viewer, now: Instant, *, is_replaced: bool) -> None:
    mine = ConsentRow.participant_id == viewer.participant_id
    end_standing(session, viewer, now, mine, is_replaced=is_replaced)
    session.execute(
        delete(ResidencyLink).where(ResidencyLink.participant_id == viewer.participant_id)
    )


def _audit(session: Session, viewer: Viewer, action: str, true_now: Instant) -> None:
    audit.record(
        session,
        true_now,
        action,
        actor_id=viewer.account_id,
        participant_id=viewer.participant_id,
    )
