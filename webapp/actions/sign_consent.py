"""Sign a consent, and stop it. Both work at once."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.actions import audit
from webapp.domain import consent_text
from webapp.domain.access import Viewer
from webapp.domain.consent import PURPOSE_OF, ConsentRefusal, Purpose, Scope, may_sign
from webapp.domain.wall_clock import Instant
from webapp.models.base import settle
from webapp.models.consent import ConsentRevocation, ConsentRow
from webapp.queries import sharing

LONGEST_NAME = 120


def purposes_of(scopes: frozenset[Scope]) -> str:
    """The words of all purposes that these scopes are shared for."""
    found = {PURPOSE_OF[scope] for scope in scopes}
    return " ".join(purpose for purpose in Purpose if purpose in found)


def sign(
    viewer: Viewer,
    scopes: frozenset[Scope],
    travel_minutes: int | None,
    typed_name: str,
    read: str,
    *,
    now: Instant,
    true_now: Instant,
) -> ConsentRefusal | None:
    """Sign for the participant's own house, in place of what stood before; or why not.

    `read` is the SHA-256 of the text that was on the screen: if the house, the program or
    the date has changed since, nothing is signed and the new text is shown.
    """
    name = " ".join(typed_name.split())[:LONGEST_NAME]
    refusal = may_sign(scopes, name, travel_minutes)
    if refusal is not None or travel_minutes is None:
        return refusal or ConsentRefusal.TRAVEL

    def attempt(session: Session) -> ConsentRefusal | None:
        home = sharing.home(viewer, now)
        if home is None:
            return ConsentRefusal.NO_HOUSE
        if not home.can_sign(now):
            return ConsentRefusal.OVER
        signing = home.signing(scopes, travel_minutes, now)
        text = consent_text.render(signing)
        if consent_text.digest(text) != read:
            return ConsentRefusal.CHANGED
        mine = ConsentRow.participant_id == home.subject.participant_id
        end_standing(session, viewer, now, mine, is_replaced=True)
        session.add(
            ConsentRow(
                participant_id=home.subject.participant_id,
                house_id=home.house_id,
                residency_id=home.residency_id,
                scopes=scopes,
                purposes=purposes_of(scopes),
                travel_minutes=travel_minutes,
                typed_name=name,
                text=text,
                language=consent_text.LANGUAGE,
                version=consent_text.VERSION,
                sha256=consent_text.digest(text),
                signed_at=now,
                signed_by=viewer.account_id,
                expires_on=signing.expires_on,
            )
        )
        _audit(session, viewer, "signed_consent", true_now)
        return None

    return settle(attempt)


def revoke(viewer: Viewer, key: str, *, now: Instant, true_now: Instant) -> bool:
    """Stop one of the participant's own consents, at once. False if they have no such one.

    Stopping it twice changes nothing.
    """

    def attempt(session: Session) -> bool:
        is_mine = session.execute(
            select(ConsentRow.id).where(
                ConsentRow.key == key, ConsentRow.participant_id == viewer.participant_id
            )
        ).scalar_one_or_none()
        if is_mine is None:
            return False
        if end_standing(session, viewer, now, ConsentRow.id == is_mine, is_replaced=False):
            _audit(session, viewer, "revoked_consent", true_now)
        return True

    return settle(attempt)


def end_standing(
    session: Session, viewer: Viewer, now: Instant, *which: ColumnElement[bool], is_replaced: bool
) -> int:
    """Revoke which of these are not revoked yet, in the viewer's name and the caller's
    transaction, and say how many that were."""
    unrevoked = (
        select(ConsentRow.id)
        .outerjoin(ConsentRevocation, ConsentRevocation.consent_id == ConsentRow.id)
        .where(ConsentRevocation.id.is_(None), *which)
    )
    ids = list(session.execute(unrevoked).scalars())
    session.add_all(
        ConsentRevocation(
            consent_id=each,
            revoked_at=now,
            revoked_by=viewer.account_id,
            is_replaced=is_replaced,
        )
        for each in ids
    )
    return len(ids)


def _audit(session: Session, viewer: Viewer, action: str, true_now: Instant) -> None:
    audit.record(
        session,
        true_now,
        action,
        actor_id=viewer.account_id,
        participant_id=viewer.participant_id,
    )
