"""What a participant shares with their house, what they signed, and who looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select

from webapp.domain.access import Viewer
from webapp.domain.consent import Consent, Scope, Subject, contested, last_day, standing
from webapp.domain.consent_text import Signing
from webapp.domain.wall_clock import Instant, local_date
from webapp.models.base import db
from webapp.models.consent import ConsentRevocation, ConsentRow, Disclosure
from webapp.models.house import House, HouseManager, Residency, ResidencyLink, Resident
from webapp.models.people import Account
from webapp.queries import consented
from webapp.queries.house_record import lives_there


@dataclass(frozen=True, slots=True)
class Home:
    """The house that the participant lives in, by their own word."""

    house_id: int
    residency_id: int
    house: str
    organisation: str
    called: str
    managers: tuple[str, ...]
    subject: Subject
    participant: str
    program: str

    def can_sign(self, now: Instant) -> bool:
        """Whether a consent signed now would stand at all."""
        today = local_date(now, self.subject.zone)
        is_left = self.subject.ended_on is not None and today > self.subject.ended_on
        return not is_left and last_day(today, self.subject.planned_end) >= today

    def signing(self, scopes: frozenset[Scope], travel_minutes: int, now: Instant) -> Signing:
        """What the text of a consent signed now is made of."""
        today = local_date(now, self.subject.zone)
        return Signing(
            participant=self.participant,
            program=self.program,
            house=self.house,
            organisation=self.organisation,
            scopes=scopes,
            travel_minutes=travel_minutes,
            signed_on=today,
            expires_on=last_day(today, self.subject.planned_end),
        )

    def standing(self, now: Instant) -> Consent | None:
        return standing(self.subject, now)


def home(viewer: Viewer, now: Instant) -> Home | None:
    """The participant's own house today, or None. Four statements."""
    today = local_date(now, viewer.zone)
    row = db.session.execute(
        select(
            House.id,
            House.name,
            House.organisation,
            Residency.id.label("residency_id"),
            Resident.name.label("called"),
        )
        .join(Resident, Resident.house_id == House.id)
        .join(Residency, Residency.resident_id == Resident.id)
        .join(ResidencyLink, ResidencyLink.residency_id == Residency.id)
        .where(ResidencyLink.participant_id == viewer.participant_id, lives_there(today))
        .order_by(ResidencyLink.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    managers = db.session.execute(
        select(Account.name)
        .join(HouseManager, HouseManager.account_id == Account.id)
        .where(HouseManager.house_id == row.id, HouseManager.removed_at.is_(None))
        .order_by(Account.name)
    ).scalars()
    claims = contested(consented.subjects(now, Residency.id == row.residency_id), now)
    (subject,) = (each for each in claims if each.participant_id == viewer.participant_id)
    return Home(
        house_id=row.id,
        residency_id=row.residency_id,
        house=row.name,
        organisation=row.organisation,
        called=row.called,
        managers=tuple(managers),
        subject=subject,
        participant=viewer.name,
        program=viewer.program_name,
    )


@dataclass(frozen=True, slots=True)
class Signed:
    """A consent as it was signed. `ended_at` is the instant of its revocation; `ended_by` names
    the staff who stopped it on the participant's word, and is empty otherwise."""

    key: str
    house: str
    scopes: frozenset[Scope]
    typed_name: str
    text: str
    sha256: str
    version: str
    language: str
    signed_at: Instant
    expires_on: date
    ended_at: Instant | None
    is_replaced: bool
    ended_by: str


def signed(viewer: Viewer, key: str | None = None) -> tuple[Signed, ...]:
    """The participant's own consents, the newest first; or the one of that key. One statement."""
    statement = (
        select(
            ConsentRow.key,
            House.name,
            ConsentRow.scopes,
            ConsentRow.typed_name,
            ConsentRow.text,
            ConsentRow.sha256,
            ConsentRow.version,
            ConsentRow.language,
            ConsentRow.signed_at,
            ConsentRow.expires_on,
            ConsentRevocation.revoked_at,
            ConsentRevocation.is_replaced,
            Account.name.label("ended_by"),
        )
        .join(House, House.id == ConsentRow.house_id)
        .outerjoin(ConsentRevocation, ConsentRevocation.consent_id == ConsentRow.id)
        .outerjoin(Account, by_somebody_else())
        .where(ConsentRow.participant_id == viewer.participant_id)
        .order_by(ConsentRow.id.desc())
    )
    if key is not None:
        statement = statement.where(ConsentRow.key == key)
    rows = db.session.execute(statement)
    return tuple(
        Signed(
            row.key,
            row.name,
            row.scopes,
            row.typed_name,
            row.text,
            row.sha256,
            row.version,
            row.language,
            row.signed_at,
            row.expires_on,
            row.revoked_at,
            bool(row.is_replaced),
            row.ended_by or "",
        )
        for row in rows
    )


def by_somebody_else() -> ColumnElement[bool]:
    """The account that stopped a consent, where that is not the one that signed it."""
    return and_(
        Account.id == ConsentRevocation.revoked_by,
        ConsentRevocation.revoked_by != ConsentRow.signed_by,
    )


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody of a house was shown something of the participant."""

    name: str
    organisation: str
    scopes: frozenset[Scope]
    page: str
    at: Instant


LOOKS_SHOWN = 50
"""As many as a phone shows on one page."""


@dataclass(frozen=True, slots=True)
class LookPage:
    """Some of the looks, the latest first.

    `earlier` is what to give as `before` for those before them, or None if there are none.
    """

    looks: tuple[Look, ...]
    earlier: int | None


def looks(viewer: Viewer, before: int | None = None, most: int = LOOKS_SHOWN) -> LookPage:
    """Who saw the participant's information: the last ones, or those before the look of that
    number. One statement.

    Each participant's looks are numbered for themselves, from their first on: a number names
    the same look for ever, and tells nothing of anybody else's.
    """
    mine = (
        select(
            Account.name,
            Disclosure.organisation,
            Disclosure.scopes,
            Disclosure.page,
            Disclosure.at,
            func.row_number().over(order_by=Disclosure.id).label("number"),
        )
        .join(Account, Account.id == Disclosure.account_id)
        .where(Disclosure.participant_id == viewer.participant_id)
        .subquery()
    )
    chosen = select(mine).order_by(mine.c.number.desc()).limit(most)
    if before is not None:
        chosen = chosen.where(mine.c.number < before)
    rows = db.session.execute(chosen).all()
    first = rows[-1].number if rows else 1
    return LookPage(tuple(Look(*row[:-1]) for row in rows), first if first > 1 else None)
