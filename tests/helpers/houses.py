"""Two houses, their managers and residents, and consents for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from tests.helpers.days import NEW_YORK
from webapp.actions import join_house, manage_house, residents, sign_consent
from webapp.domain import consent_text, notice
from webapp.domain.access import ManagedHouse, Role, Viewer
from webapp.domain.consent import DEFAULT_TRAVEL, OFFERED, Scope
from webapp.domain.wall_clock import Instant
from webapp.models.base import db, transaction
from webapp.models.consent import NoticeSeen
from webapp.models.house import Residency, Resident
from webapp.queries import sharing
from webapp.queries.house_record import Person, find

if TYPE_CHECKING:
    from tests.helpers.cast import Cast

EVERYTHING = frozenset(OFFERED)
MOVED_IN = date(2026, 10, 1)


def settle_in(cast: Cast, now: Instant) -> None:
    """Both houses with managers; Jordan, Maria and Chris live in Maple House, Priya and Andre
    in Harbor House."""
    from tests.helpers.cast import someone

    for house, username, name, called in (
        ("Maple House", "dana", "Dana V.", ("Jordan at Maple", "Maria at Maple", "Chris at Maple")),
        ("Harbor House", "lee", "Lee P.", ("Priya at Harbor", "Andre at Harbor")),
    ):
        house_id = manage_house.create_house(
            house, zone="America/New_York", program_id=cast.jordan.program_id, now=now
        )
        account_id = manage_house.add_manager(house_id, name, username, now=now)
        cast.people[username] = someone(username)
        managed = ManagedHouse(house_id, "", house, NEW_YORK, house)
        viewer = Viewer(account_id, "", 0, Role.HOUSE_MANAGER, name, None, "", NEW_YORK, False)
        for resident_name in called:
            new = residents.NewResident(resident_name, "617-555-0142", 2, MOVED_IN)
            residents.add(viewer, managed, new, now)
    for person in cast.people.values():
        if person.participant_id is not None:
            read_notice_of(person.participant_id, now)


def read_notice_of(participant_id: int, now: Instant) -> None:
    """The notice is read, however often this is said."""
    seen = select(NoticeSeen.id).where(NoticeSeen.participant_id == participant_id)
    with transaction() as session:
        if session.execute(seen).first() is None:
            session.add(
                NoticeSeen(
                    participant_id=participant_id,
                    version=notice.VERSION,
                    language=notice.LANGUAGE,
                    at=now,
                )
            )


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
