"""The people of the tests. There is a stranger among them, and a second program."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import select, update

from tests.helpers import houses
from webapp.actions import apply_program, enroll, sign_in
from webapp.domain.access import Role
from webapp.domain.daytime import Activity, DaytimePlan
from webapp.domain.wall_clock import Instant, WallTime, instant
from webapp.models.base import db, transaction
from webapp.models.people import Account, Participant
from webapp.models.program import Program

PASSPHRASE = "violet canoe garden lamp"
WEEKDAYS = frozenset(range(5))
BEGINS = date(2026, 1, 1)

JORDANS_WORK = DaytimePlan(
    Activity.WORK, WEEKDAYS, WallTime.parse("08:30"), WallTime.parse("16:00"), "Harbor Bakery", True
)


@dataclass(frozen=True)
class Someone:
    """An account of the cast, with what tests need to name it."""

    account_id: int
    username: str
    name: str
    program_id: int | None
    participant_id: int | None = None
    key: str = ""


@dataclass
class Cast:
    """New Light: jordan (works), maria (does not), sam (staff), rosa (owner).
    Baystate: priya (participant), kim (staff).
    Maple House: dana (manager), with jordan and maria among its residents; Harbor House: lee.
    Nobody has signed a consent; `tests.helpers.houses` does."""

    people: dict[str, Someone] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Someone:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None


def make_cast(now: Instant, passcode_hash: str) -> Cast:
    """Both shipped programs and everybody in them, in the current database."""
    programs = {}
    for template in ("new_light", "baystate"):
        read = apply_program.read_template(template)
        programs[read.name] = apply_program.apply_program(read, now=now, effective_from=BEGINS)
    cast = Cast()
    enrolled_at = instant(datetime(2026, 10, 26, 12, tzinfo=UTC))
    for name, username, program, plans in (
        ("Jordan M.", "jordan", "New Light", (JORDANS_WORK,)),
        ("Maria L.", "maria", "New Light", ()),
        ("Priya S.", "priya", "Baystate", ()),
    ):
        new = enroll.NewParticipant(name, username, date(2026, 10, 26), 14, plans)
        enroll.enroll(new, program_id=programs[program], by=None, now=enrolled_at, true_now=now)
        cast.people[username] = someone(username)
    for name, username, program, role in (
        ("Sam K.", "sam", "New Light", Role.STAFF),
        ("Rosa D.", "rosa", "New Light", Role.OWNER),
        ("Kim T.", "kim", "Baystate", Role.STAFF),
    ):
        enroll.add_staff(name, username, role, program_id=programs[program], now=now)
        cast.people[username] = someone(username)
    houses.settle_in(cast, now)
    with transaction() as session:
        session.execute(update(Account).values(passcode_hash=passcode_hash))
        session.execute(update(Program).values(phone="617-555-0100"))
        for name, program_id in programs.items():
            session.get_one(Program, program_id).front_desk_secret = name.encode()
    return cast


def someone(username: str) -> Someone:
    """Whoever signs in with that name."""
    row = db.session.execute(
        select(Account, Participant)
        .outerjoin(Participant, Participant.account_id == Account.id)
        .where(Account.username == username)
    ).one()
    account, participant = row
    return Someone(
        account.id,
        account.username,
        account.name,
        account.program_id,
        participant.id if participant else None,
        participant.key if participant else "",
    )


def token_for(
    person: Someone, now: Instant, *, own_phone: bool = True, reads_notice: bool = True
) -> str:
    """A sign-in of that person, made without a passphrase: hashing one takes its time.
    Participants have read the notice by then, unless a test is about that."""
    if person.participant_id is not None and reads_notice:
        houses.read_notice_of(person.participant_id, now)
    with transaction() as session:
        account = session.get_one(Account, person.account_id)
        made = sign_in.begin(
            session, account, own_phone=own_phone, browser="Test", device="test", now=now
        )
    return made.token
