"""The houses of the large demo: twenty, with a manager each, and who lives in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import insert, select, update

from webapp.actions import manage_house, sign_consent
from webapp.actions.change_schedule import program_named
from webapp.demo_houses import SOME, ZONE, participant
from webapp.domain import consent_text
from webapp.domain.consent import DEFAULT_TRAVEL
from webapp.domain.house import RollWord, night_of
from webapp.domain.wall_clock import Instant, WallTime, local_date
from webapp.models.base import db, transaction
from webapp.models.house import (
    House,
    Residency,
    ResidencyLevel,
    ResidencyLink,
    Resident,
    RollCallRow,
)
from webapp.models.people import Account, Participant
from webapp.queries import sharing

NAMES = (
    *("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Juniper", "Larch", "Linden"),
    *("Magnolia", "Oak", "Pine", "Poplar", "Rowan", "Spruce", "Sumac", "Walnut", "Willow", "Yew"),
)
AT_HOME_EACH = 6
"""Every sixth participant lives at home."""
SIGNED_EACH = 3
NOT_SEEN_EACH = 17
A_MONTH = timedelta(days=28)


def seed(
    participants: Sequence[int], houses: int, now: Instant, true_now: Instant, kept: str
) -> None:
    """Make the houses that are missing and everybody in them, then last night's roll call."""
    there = set(db.session.execute(select(House.name)).scalars())
    new = [name for name in NAMES if f"{name} House" not in there][: max(0, houses - len(there))]
    linked = set(db.session.execute(select(ResidencyLink.participant_id)).scalars())
    lodgers = [
        each
        for number, each in enumerate(participants, 1)
        if number % AT_HOME_EACH and each not in linked
    ]
    for number, name in enumerate(new):
        house_id, manager_id = _make(name, kept, true_now)
        _move_in(house_id, manager_id, lodgers[number :: len(new)], NAMES.index(name), now)
        _call_last_night(house_id, manager_id, now)
    for each in lodgers[::SIGNED_EACH] if new else ():
        _sign(each, now, true_now)


def _make(name: str, kept: str, true_now: Instant) -> tuple[int, int]:
    number = NAMES.index(name)
    house_id = manage_house.create_house(
        f"{name} House",
        program_id=program_named("New Light")[0],
        zone=str(ZONE),
        phone=f"617-555-02{number:02d}",
        organisation=f"{name} Sober Living",
        now=true_now,
    )
    account_id = manage_house.add_manager(
        house_id, f"{name} M.", f"m{number + 1:02d}", now=true_now
    )
    with transaction() as session:
        session.execute(update(Account).where(Account.id == account_id).values(passcode_hash=kept))
    return house_id, account_id


def _move_in(
    house_id: int, manager_id: int, participants: list[int], number: int, now: Instant
) -> None:
    """Participants under the names that they have in the program, and two people in none."""
    found = db.session.execute(
        select(Participant.id, Account.name).join(Account, Account.id == Participant.account_id)
    )
    names = {row.id: row.name for row in found}
    others = [f"Guest {number + 1}-{nth}" for nth in (1, 2)]
    whom = [*((names[each], each) for each in participants), *((name, None) for name in others)]
    then, moved_in = Instant(now - A_MONTH), local_date(now, ZONE) - A_MONTH
    with transaction() as session:
        for nth, (name, participant_id) in enumerate(whom):
            resident = Resident(
                house_id=house_id,
                name=name,
                phone=f"617-555-{3000 + number * 40 + nth}",
                created_at=then,
                created_by=manager_id,
            )
            session.add(resident)
            session.flush()
            residency = Residency(
                resident_id=resident.id,
                code=f"L{number:02d}N{nth:04d}",
                moved_in=moved_in - timedelta(days=nth),
                recorded_at=then,
                recorded_by=manager_id,
            )
            session.add(residency)
            session.flush()
            level = 1 + nth % 4
            session.add(
                ResidencyLevel(
                    residency_id=residency.id, level=level, set_at=then, set_by=manager_id
                )
            )
            if participant_id is not None:
                session.add(
                    ResidencyLink(
                        residency_id=residency.id, participant_id=participant_id, linked_at=then
                    )
                )


def _call_last_night(house_id: int, manager_id: int, now: Instant) -> None:
    night = night_of(now, ZONE)
    if local_date(now, ZONE) == night:
        night -= timedelta(days=1)
    at = WallTime(23 * 60 + 4).on(night, ZONE)
    residencies = db.session.execute(
        select(Residency.id).join(Resident).where(Resident.house_id == house_id)
    ).scalars()
    rows = [
        {
            "key": f"demo-{night}",
            "residency_id": each,
            "night": night,
            "word": RollWord.IN if each % NOT_SEEN_EACH else RollWord.NOT_SEEN,
            "at": at,
            "by": manager_id,
        }
        for each in residencies
    ]
    with transaction() as session:
        session.execute(insert(RollCallRow), rows)


def _sign(participant_id: int, now: Instant, true_now: Instant) -> None:
    then = Instant(now - timedelta(days=10))
    viewer = participant(participant_id)
    home = sharing.home(viewer, then)
    if home is None:
        return
    text = consent_text.render(home.signing(SOME, DEFAULT_TRAVEL, then))
    read = consent_text.digest(text)
    sign_consent.sign(viewer, SOME, DEFAULT_TRAVEL, viewer.name, read, now=then, true_now=true_now)
