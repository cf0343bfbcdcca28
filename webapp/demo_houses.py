"""The demo's two houses: managers, a dozen residents in every state, last night and today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update

from webapp.actions import (
    call_roll,
    join_house,
    leave_house,
    manage_house,
    read_notice,
    residents,
    sign_consent,
)
from webapp.actions.change_schedule import program_named
from webapp.domain import consent_text
from webapp.domain.access import ManagedHouse, Role, Viewer
from webapp.domain.consent import DEFAULT_TRAVEL, OFFERED, Scope
from webapp.domain.house import Reason, RollWord, night_of
from webapp.domain.wall_clock import Instant, WallTime, later, local_date, zone_named
from webapp.models.base import db, transaction
from webapp.models.house import House, Residency, Resident
from webapp.models.people import Account, Enrollment, Participant
from webapp.models.program import Program
from webapp.queries import house_record, sharing
from webapp.queries.house_record import Person

ZONE = zone_named("America/New_York")
EVERYTHING = frozenset(OFFERED)
SOME = frozenset({Scope.SCHEDULE, Scope.ATTENDANCE, Scope.MEETING_COUNT})
THIRTEEN_MONTHS, A_MONTH = timedelta(days=400), timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody who manages a house of the demo."""

    name: str
    username: str
    house: str


@dataclass(frozen=True, slots=True)
class Lodger:
    """A resident of the demo. `username` is the participant who said that it is them; `signed`
    what they signed so long ago; `left` how many minutes ago they left, and were due back."""

    name: str
    house: str
    level: int = 2
    username: str = ""
    signed: frozenset[Scope] = frozenset()
    ago: timedelta = A_MONTH
    is_revoked: bool = False
    last_night: RollWord | None = RollWord.IN
    left: tuple[Reason, int, int | None] | None = None
    note: str = ""


MANAGERS = (
    Manager("Dana V.", "dana", "Maple House"),
    Manager("Lee P.", "lee", "Harbor House"),
)
LODGERS = (
    Lodger("Jordan M.", "Maple House", 2, "jordan", EVERYTHING, note="shares everything"),
    Lodger("Maria L.", "Maple House", 3, "maria", SOME, note="shares away times and attendance"),
    Lodger("Luis R.", "Maple House", 1, "luis", note="shares nothing"),
    Lodger("Aaron F.", "Maple House", 2, "aaron", SOME, is_revoked=True, note="stopped sharing"),
    Lodger(
        "Nadia C.", "Maple House", 3, "nadia", SOME, THIRTEEN_MONTHS, note="what she signed is over"
    ),
    Lodger("Chris D.", "Maple House", 1),
    Lodger("Ray G.", "Maple House", 2, left=(Reason.OUT, 190, -45)),
    Lodger("Samuel K.-Okonkwo", "Maple House", 1, last_night=RollWord.NOT_SEEN),
    Lodger("Priya S.", "Harbor House", 4, "priya", SOME, note="shares away times and attendance"),
    Lodger("Andre W.", "Harbor House", 2, last_night=None),
    Lodger("Kevin O.", "Harbor House", 3, left=(Reason.WORK, 150, 390)),
    Lodger("Tomás B.", "Harbor House", 4, last_night=RollWord.PASS),
)


def seed(now: Instant, true_now: Instant, kept: str) -> None:
    """Make the houses and everybody in them, where they are missing, then last night's roll
    call. `kept` is the hash of the passphrase. Running it again changes nothing."""
    for manager in MANAGERS:
        if db.session.execute(select(House.id).where(House.name == manager.house)).first() is None:
            _make(manager, kept, now, true_now)
    for username in _who_can_sign_in():
        read_notice.acknowledge(participant(_participant_of(username)), later(now, -28 * 24 * 60))
    for lodger in LODGERS:
        viewer, house = _manager(lodger.house)
        found = [p for p in house_record.residents(house, now) if p.name == lodger.name]
        if found:
            _yesterday(lodger, viewer, house, found[0], now)


def house_of(username: str) -> str:
    """Where somebody lives and what they share, for the list of accounts."""
    found = [lodger for lodger in LODGERS if lodger.username == username]
    return f"; lives in {found[0].house}, {found[0].note}" if found else ""


def _make(manager: Manager, kept: str, now: Instant, true_now: Instant) -> None:
    program_id, _zone = program_named("New Light" if manager.house == "Maple House" else "Baystate")
    house_id = manage_house.create_house(
        manager.house,
        program_id=program_id,
        zone=str(ZONE),
        phone="617-555-0120",
        town="Quincy",
        organisation=f"{manager.house} Sober Living",
        now=true_now,
    )
    account_id = manage_house.add_manager(house_id, manager.name, manager.username, now=true_now)
    with transaction() as session:
        session.execute(update(Account).where(Account.id == account_id).values(passcode_hash=kept))
    viewer, house = _manager(manager.house)
    for number, lodger in enumerate(each for each in LODGERS if each.house == manager.house):
        moved_in = local_date(now, ZONE) - lodger.ago - timedelta(days=10 + 3 * number)
        phone = f"617-555-01{30 + number}"
        new = residents.NewResident(lodger.name, phone, lodger.level, moved_in)
        key = residents.add(viewer, house, new, true_now)
        if lodger.username:
            _share(lodger, key, now, true_now)


def _share(lodger: Lodger, key: str, now: Instant, true_now: Instant) -> None:
    then = Instant(now - lodger.ago)
    code = db.session.execute(
        select(Residency.code)
        .join(Resident, Resident.id == Residency.resident_id)
        .where(Resident.key == key)
    ).scalar_one()
    viewer = participant(_participant_of(lodger.username))
    join_house.join(viewer, code, now=then, true_now=true_now)
    home = sharing.home(viewer, then)
    if home is None or not lodger.signed:
        return
    read = consent_text.digest(
        consent_text.render(home.signing(lodger.signed, DEFAULT_TRAVEL, then))
    )
    sign_consent.sign(
        viewer, lodger.signed, DEFAULT_TRAVEL, viewer.name, read, now=then, true_now=true_now
    )
    if lodger.is_revoked:
        signed = sharing.signed(viewer)[0]
        sign_consent.revoke(viewer, signed.key, now=Instant(then + A_MONTH / 2), true_now=true_now)


def _yesterday(
    lodger: Lodger, viewer: Viewer, house: ManagedHouse, person: Person, now: Instant
) -> None:
    """Last night's word, and who left today."""
    night = night_of(now, ZONE)
    if local_date(now, ZONE) == night:
        night -= timedelta(days=1)
    at = WallTime(23 * 60 + 4).on(night, ZONE)
    if lodger.last_night is not None:
        call_roll.call(viewer, person, night, lodger.last_night, f"demo-{night}", at)
    if lodger.left is None:
        return
    reason, minutes, due = lodger.left
    due_at = later(now, due) if due is not None else None
    key = f"demo-{local_date(now, ZONE)}"
    then = later(now, -minutes)
    leave_house.leave(viewer, person, reason, key, due_at=due_at, now=then)


def _who_can_sign_in() -> list[str]:
    return list(
        db.session.execute(
            select(Account.username).where(
                Account.role == Role.PARTICIPANT, Account.passcode_hash.is_not(None)
            )
        ).scalars()
    )


def _participant_of(username: str) -> int:
    return db.session.execute(
        select(Participant.id)
        .join(Account, Account.id == Participant.account_id)
        .where(Account.username == username)
    ).scalar_one()


def participant(participant_id: int) -> Viewer:
    """Them, as if they were signed in."""
    row = db.session.execute(
        select(Account, Participant.id, Enrollment, Program)
        .join(Participant, Participant.account_id == Account.id)
        .join(Enrollment, Enrollment.participant_id == Participant.id)
        .join(Program, Program.id == Enrollment.program_id)
        .where(Participant.id == participant_id)
    ).one()
    account, _participant_id, enrollment, program = row
    return Viewer(
        account.id,
        account.key,
        0,
        Role.PARTICIPANT,
        account.name,
        program.id,
        program.name,
        zone_named(program.zone),
        True,
        participant_id,
        enrollment.starts_on,
        enrollment.enrolled_at,
        enrollment.planned_weeks,
    )


def _manager(name: str) -> tuple[Viewer, ManagedHouse]:
    house = db.session.execute(select(House).where(House.name == name)).scalar_one()
    manager = next(each for each in MANAGERS if each.house == name)
    account = db.session.execute(
        select(Account).where(Account.username == manager.username)
    ).scalar_one()
    managed = ManagedHouse(house.id, house.key, house.name, ZONE, house.organisation)
    viewer = Viewer(
        account.id, account.key, 0, Role.HOUSE_MANAGER, account.name, None, "", ZONE, False
    )
    return viewer, managed
