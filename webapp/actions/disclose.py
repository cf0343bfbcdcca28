"""Write down what is about to be disclosed, in the transaction that reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp.actions.sign_consent import purposes_of
from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.shared import Disclosed
from webapp.domain.wall_clock import Instant
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction
from webapp.models.consent import Disclosure


class Disclosing(Protocol):
    """A page that may hold something a participant consented to."""

    @property
    def disclosed(self) -> tuple[Disclosed, ...]: ...

    @property
    def version(self) -> str: ...


P = TypeVar("P", bound=Disclosing)
SCREEN = "screen"


def look(
    viewer: Viewer,
    house: ManagedHouse,
    page: str,
    load: Callable[[], P],
    *,
    shown_version: str | None = None,
    now: Instant,
    true_now: Instant,
) -> P:
    """Load a page and write down, for each participant on it, that it was disclosed.

    If that cannot be written, this raises and nothing is shown. A page that is open already
    comes with the version it shows: then only what is new in it is written, and nothing if
    nothing changed.
    """
    with transaction() as session:
        loaded = load()
        if shown_version == loaded.version:
            return loaded
        news = list(loaded.disclosed)
        if shown_version is not None:
            before = _shown(session, viewer, page)
            news = [each for each in news if before.get(each.participant_id) != each.digest]
        if news:
            _write(session, viewer, house, page, news, now, true_now)
    return loaded


def _shown(session: Session, viewer: Viewer, page: str) -> dict[int, str]:
    """What this very sign-in was shown last on that page, by participant."""
    rows = session.execute(
        select(Disclosure.participant_id, Disclosure.shown)
        .where(Disclosure.sign_in_id == viewer.sign_in_id, Disclosure.page == page)
        .order_by(Disclosure.id)
    )
    return {row.participant_id: row.shown for row in rows}


def _write(
    session: Session,
    viewer: Viewer,
    house: ManagedHouse,
    page: str,
    news: Iterable[Disclosed],
    now: Instant,
    true_now: Instant,
) -> None:
    disclosures = [
        {
            "at": now,
            "account_id": viewer.account_id,
            "sign_in_id": viewer.sign_in_id,
            "organisation": house.organisation,
            "participant_id": each.participant_id,
            "consent_id": each.consent_id,
            "scopes": each.shared.scopes,
            "purposes": purposes_of(each.shared.scopes),
            "channel": SCREEN,
            "page": page,
            "shown": each.digest,
        }
        for each in news
    ]
    session.execute(insert(Disclosure), disclosures)
    looks = [
        {
            "at": true_now,
            "actor_id": viewer.account_id,
            "action": "viewed",
            "participant_id": each["participant_id"],
            "detail": page,
        }
        for each in disclosures
    ]
    session.execute(insert(AuditEvent), looks)
