"""From the token in a cookie to the person who is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, bindparam, select

from webapp.domain import notice
from webapp.domain.access import ManagedHouse, Role, Viewer, is_live, life_of
from webapp.domain.wall_clock import Instant, zone_named
from webapp.models.base import UtcInstant, db
from webapp.models.consent import NoticeSeen
from webapp.models.house import House, HouseManager
from webapp.models.people import Account, Enrollment, Participant, SignIn
from webapp.models.program import Program, zone_then
from webapp.queries.together import Statement, rows


def token_hash(token: str) -> str:
    """How a random token is stored: its SHA-256, so that a copy of the database opens nothing."""
    return sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LiveSignIn:
    """A viewer, and when their sign-in was last written down as used."""

    viewer: Viewer
    last_used_at: Instant


_LIVE: Statement = (
    select(
        SignIn.id,
        SignIn.own_phone,
        SignIn.created_at,
        SignIn.last_used_at,
        Account.id.label("account_id"),
        Account.key.label("account_key"),
        Account.role,
        Account.name,
        Program.id.label("program_id"),
        Program.name.label("program_name"),
        zone_then(bindparam("now", type_=UtcInstant())),
        Participant.id.label("participant_id"),
        Enrollment.starts_on,
        Enrollment.enrolled_at,
        Enrollment.planned_weeks,
        Enrollment.ended_on,
        NoticeSeen.id.label("notice_id"),
        House.id.label("house_id"),
        House.key.label("house_key"),
        House.name.label("house_name"),
        House.zone.label("house_zone"),
        House.organisation,
    )
    .join(Account, Account.id == SignIn.account_id)
    .outerjoin(Program, Program.id == Account.program_id)
    .outerjoin(Participant, Participant.account_id == Account.id)
    .outerjoin(Enrollment, Enrollment.participant_id == Participant.id)
    .outerjoin(
        NoticeSeen,
        and_(NoticeSeen.participant_id == Participant.id, NoticeSeen.version == notice.VERSION),
    )
    .outerjoin(
        HouseManager,
        and_(HouseManager.account_id == Account.id, HouseManager.removed_at.is_(None)),
    )
    .outerjoin(House, House.id == HouseManager.house_id)
    .where(
        SignIn.token_hash == bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        Account.closed_at.is_(None),
    )
    .order_by(House.name)
)


def live(token: str, true_now: Instant, now: Instant | None = None) -> LiveSignIn | None:
    """The viewer behind a token if the sign-in is still good at the true instant, else None.

    `now` decides the program's zone, where it is another instant (the demo's).

    One statement; it brings a row for each house that the viewer manages.
    """
    found = rows(_LIVE, token_hash=token_hash(token), now=now or true_now)
    if not found:
        return None
    row = found[0]
    life = life_of(Role(row.role), row.own_phone)
    if not is_live(life, row.created_at, row.last_used_at, true_now):
        return None
    viewer = Viewer(
        account_id=row.account_id,
        account_key=row.account_key,
        sign_in_id=row.id,
        role=row.role,
        name=row.name,
        program_id=row.program_id,
        program_name=row.program_name or "",
        zone=zone_named(row.zone or row.house_zone or "UTC"),
        own_phone=row.own_phone,
        participant_id=row.participant_id,
        enrolled_from=row.starts_on,
        enrolled_at=row.enrolled_at,
        planned_weeks=row.planned_weeks,
        ended_on=row.ended_on,
        houses=_houses(found),
        has_seen_notice=row.participant_id is None or row.notice_id is not None,
    )
    return LiveSignIn(viewer, row.last_used_at)


def _houses(rows: Iterable[Any]) -> tuple[ManagedHouse, ...]:
    return tuple(
        ManagedHouse(
            row.house_id,
            row.house_key,
            row.house_name,
            zone_named(row.house_zone),
            row.organisation or row.house_name,
        )
        for row in rows
        if row.house_id is not None
    )


@dataclass(frozen=True, slots=True)
class Device:
    """One signed-in browser, as its owner reads it."""

    key: str
    browser: str
    own_phone: bool
    since: Instant
    last_used_at: Instant
    is_this_one: bool


def devices(viewer: Viewer, now: Instant) -> tuple[Device, ...]:
    """The viewer's own live sign-ins, this one first, then the latest used. One statement."""
    rows = db.session.execute(
        select(SignIn)
        .where(SignIn.account_id == viewer.account_id, SignIn.ended_at.is_(None))
        .order_by(SignIn.last_used_at.desc())
    ).scalars()
    found = [
        Device(
            row.key,
            row.browser,
            row.own_phone,
            row.created_at,
            row.last_used_at,
            row.id == viewer.sign_in_id,
        )
        for row in rows
        if is_live(life_of(viewer.role, row.own_phone), row.created_at, row.last_used_at, now)
    ]
    return tuple(sorted(found, key=lambda device: not device.is_this_one))
