"""The screens at the door: their secrets, who is behind a cookie, what they may say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, literal, or_, select, union_all

from webapp.domain.access import Role, Viewer
from webapp.domain.desk import DAYS_AHEAD, Sign, signs
from webapp.domain.wall_clock import Instant, local_date, zone_named
from webapp.models.base import UtcInstant, db
from webapp.models.front_desk import FrontDesk
from webapp.models.people import Account, Enrollment, Participant
from webapp.models.program import Program, zone_then
from webapp.queries import schedule
from webapp.queries.sign_in import token_hash
from webapp.queries.together import Found, Statement, Together


def secret_of(program_id: int) -> bytes:
    """The program's own secret, for the codes on its staff's phones. One statement."""
    return db.session.execute(
        select(Program.front_desk_secret).where(Program.id == program_id)
    ).scalar_one()


def secret_of_screen(screen_id: int) -> bytes:
    """The secret of one paired screen. One statement."""
    return db.session.execute(
        select(FrontDesk.secret).where(FrontDesk.id == screen_id)
    ).scalar_one()


SECRETS: dict[str, Statement] = {
    "own_secret": select(Program.front_desk_secret.label("secret")).where(
        Program.id == bindparam("program_id")
    ),
    "of_screens": select(FrontDesk.secret).where(
        FrontDesk.program_id == bindparam("program_id"),
        or_(FrontDesk.unpaired_at.is_(None), FrontDesk.unpaired_at > bindparam("instant")),
    ),
}
"""Those whose codes count at `instant` in `program_id`."""
_SECRETS_AT = Together(**SECRETS)


def secrets_at(program_id: int, instant: Instant) -> list[bytes]:
    """The secrets whose codes count at that instant: the program's, its screens'. One statement."""
    return secrets_in(_SECRETS_AT.read(program_id=program_id, instant=instant))


def secrets_in(found: Found) -> list[bytes]:
    """What `SECRETS` brought."""
    return [row.secret for row in (*found["own_secret"], *found["of_screens"])]


def secrets_unpaired(program_id: int, instant: Instant) -> list[bytes]:
    """The secrets of screens that were not the program's own any more. One statement."""
    return list(
        db.session.execute(
            select(FrontDesk.secret).where(
                FrontDesk.program_id == program_id, FrontDesk.unpaired_at <= instant
            )
        ).scalars()
    )


def secrets_elsewhere(program_id: int) -> list[bytes]:
    """The secrets of all other programs, to tell a code of another place from a wrong one."""
    of_screens = select(FrontDesk.secret).where(FrontDesk.program_id != program_id)
    own = select(Program.front_desk_secret).where(Program.id != program_id)
    return list(db.session.execute(union_all(own, of_screens)).scalars())


@dataclass(frozen=True, slots=True)
class Screen:
    """The screen behind a cookie. `paired_by` answers for what is typed on it."""

    id: int
    key: str
    program_id: int
    zone: ZoneInfo
    paired_by: int
    paired_at: Instant
    last_seen_at: Instant
    is_paired: bool


def screen(token: str, now: Instant) -> Screen | None:
    """The screen that was given this token, paired or not any more. One statement."""
    row = db.session.execute(
        select(
            FrontDesk.id,
            FrontDesk.key,
            FrontDesk.program_id,
            zone_then(literal(now, UtcInstant())),
            FrontDesk.paired_by,
            FrontDesk.paired_at,
            FrontDesk.last_seen_at,
            FrontDesk.unpaired_at,
        )
        .join(Program, Program.id == FrontDesk.program_id)
        .where(FrontDesk.token_hash == token_hash(token))
    ).one_or_none()
    if row is None:
        return None
    return Screen(
        id=row.id,
        key=row.key,
        program_id=row.program_id,
        zone=zone_named(row.zone),
        paired_by=row.paired_by,
        paired_at=row.paired_at,
        last_seen_at=row.last_seen_at,
        is_paired=row.unpaired_at is None,
    )


@dataclass(frozen=True, slots=True)
class PairedScreen:
    """A screen as staff read of it."""

    key: str
    name: str
    paired_by: str
    paired_at: Instant
    last_seen_at: Instant


def of_program(program_id: int | None) -> tuple[PairedScreen, ...]:
    """The program's paired screens by name. One statement."""
    rows = db.session.execute(
        select(
            FrontDesk.key,
            FrontDesk.name,
            Account.name,
            FrontDesk.paired_at,
            FrontDesk.last_seen_at,
        )
        .join(Account, Account.id == FrontDesk.paired_by)
        .where(FrontDesk.program_id == program_id, FrontDesk.unpaired_at.is_(None))
        .order_by(FrontDesk.name, FrontDesk.id)
    )
    return tuple(PairedScreen(*row) for row in rows)


def signs_of(program_id: int, zone: ZoneInfo, now: Instant) -> tuple[Sign, ...]:
    """What the program's screens say from now on. One statement."""
    today = local_date(now, zone)
    first, last = today - timedelta(days=1), today + timedelta(days=DAYS_AHEAD)
    dates = schedule.of_program(program_id, first, last)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return signs((s for day in days for s in dates.sessions_on(day)), now, zone)


def whose_number(number: str, program_id: int, now: Instant) -> Viewer | None:
    """The participant of that program with that number, as they would be if they asked
    themselves, but nameless: a screen at the door has no need of names. One statement."""
    row = db.session.execute(
        select(
            Account.id.label("account_id"),
            Account.key.label("account_key"),
            Program.id.label("program_id"),
            zone_then(literal(now, UtcInstant())),
            Participant.id.label("participant_id"),
            Enrollment.starts_on,
            Enrollment.enrolled_at,
            Enrollment.planned_weeks,
            Enrollment.ended_on,
        )
        .join(Participant, Participant.account_id == Account.id)
        .join(Enrollment, Enrollment.participant_id == Participant.id)
        .join(Program, Program.id == Enrollment.program_id)
        .where(
            Participant.number == number,
            Enrollment.program_id == program_id,
            Account.closed_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    return Viewer(
        account_id=row.account_id,
        account_key=row.account_key,
        sign_in_id=0,
        role=Role.PARTICIPANT,
        name="",
        program_id=row.program_id,
        program_name="",
        zone=zone_named(row.zone),
        own_phone=False,
        participant_id=row.participant_id,
        enrolled_from=row.starts_on,
        enrolled_at=row.enrolled_at,
        planned_weeks=row.planned_weeks,
        ended_on=row.ended_on,
    )
