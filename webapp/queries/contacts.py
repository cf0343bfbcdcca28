"""Whom to call: what a program holds, who said so last, and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.domain.contacts import Contacts
from webapp.domain.wall_clock import Instant
from webapp.models.base import db
from webapp.models.contacts import ContactsRow
from webapp.models.people import Account


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """What holds. `version` names it: 0 before anybody said anything, and `by` is empty then."""

    contacts: Contacts
    version: str
    by: str
    at: Instant | None


def load(participant_id: int) -> ContactsPage:
    """What holds for one participant. One statement. The caller has found them."""
    row = db.session.execute(
        select(ContactsRow, Account.name)
        .join(Account, Account.id == ContactsRow.recorded_by)
        .where(ContactsRow.participant_id == participant_id)
        .order_by(ContactsRow.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return ContactsPage(Contacts(), "0", "", None)
    said, by = row
    contacts = Contacts(
        said.phone, said.emergency_name, said.emergency_relation, said.emergency_phone
    )
    return ContactsPage(contacts, str(said.id), by, said.recorded_at)


def phones_of(participant_ids: Collection[int]) -> dict[int, str]:
    """Their own phones, of those who gave one. One statement."""
    latest = (
        select(func.max(ContactsRow.id))
        .where(ContactsRow.participant_id.in_(participant_ids))
        .group_by(ContactsRow.participant_id)
    )
    rows = db.session.execute(
        select(ContactsRow.participant_id, ContactsRow.phone).where(ContactsRow.id.in_(latest))
    )
    return {row.participant_id: row.phone for row in rows if row.phone}
