"""Two houses, their managers and residents, and consents for them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from webapp.actions import join_house, manage_house, read_notice, residents, sign_consent
from webapp.domain import consent_text
from webapp.domain.access import Viewer
from webapp.domain.consent import DEFAULT_TRAVEL, OFFERED, Scope
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.house import Residency, Resident
from webapp.queries import sharing
from webapp.queries.house_record import Person, find
from webapp.queries.sign_in import live

if TYPE_CHECKING:
    from tests.helpers.cast import Cast

EVERYTHING = frozenset(OFFERED)
MOVED_IN = date(2026, 10, 1)


def settle_in(cast: Cast, now: Instant) -> None:
    """Both houses with managers; Jordan, Maria and Chris live in Maple House, Priya and Andre
    in Harbor House. All participants have read the notice."""
    from tests.helpers.cast import someone, token_for

    for house, username, name in (
        ("Maple House", "dana", "Dana V."),
        ("Harbor House", "lee", "Lee P."),
    ):
        house_id = manage_house.create_house(house, zone="America/New_York", now=now)
        manage_house.add_manager(house_id, name, username, now=now)
        cast.people[username] = someone(username)
    for username, called in (
        ("dana", ("Jordan at Maple", "Maria at Maple", "Chris at Maple")),
        ("lee", ("Priya at Harbor", "Andre at Harbor")),
    ):
        found = live(token_for(cast.people[username], now), now)
        assert found is not None
        for name in called:
            new = residents.NewResident(name, "617-555-0142", 2, MOVED_IN)
            residents.add(found.viewer, found.viewer.houses[0], new, now)
    for username in ("jordan", "maria", "priya"):
        found = live(token_for(cast.people[username], now), now)
        assert found is not None
        read_notice.acknowledge(found.viewer, Instant(now - timedelta(days=20)))


def resident(manager: Viewer, name: str, now: Instant) -> Person:
    """The resident of that name, as their house knows them."""
    key = db.session.execute(select(Resident.key).where(Resident.name == name)).scalar_one()
    found = find(manager.houses[0], key, now)
    assert found is not None
    return found


def join(participant: Viewer, name: str, now: Instant) -> None:
    """The participant says that they are that resident."""
    code = db.session.execute(
        select(Residency.code)
        .join(Resident, Resident.id == Residency.resident_id)
        .where(Resident.name == name)
        .order_by(Residency.id.desc())
        .limit(1)
    ).scalar_one()
    assert join_house.join(participant, code, now=now, true_now=now) is True


def sign(
    participant: Viewer,
    name: str,
    now: Instant,
    scopes: frozenset[Scope] = EVERYTHING,
    travel: int = DEFAULT_TRAVEL,
) -> str:
    """The participant joins as that resident and signs; the consent's key."""
    join(participant, name, now)
    home = sharing.home(participant, now)
    assert home is not None
    text = consent_text.render(home.signing(scopes, travel, now))
    read = consent_text.digest(text)
    signed = sign_consent.sign(
        participant, scopes, travel, participant.name, read, now=now, true_now=now
    )
    assert signed is None
    return sharing.signed(participant)[0].key
