"""Phones of the cast that can be reached, as rows: no browser takes part."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import select

from tests.helpers.cast import Someone, token_for
from webapp.domain.wall_clock import Instant
from webapp.models.base import db, transaction
from webapp.models.people import SignIn
from webapp.models.push import PushSubscription, ReminderChoiceRow
from webapp.queries.sign_in import token_hash

HOST = "https://updates.push.services.mozilla.com"


def add_phone(person: Someone, now: Instant, name: str = "phone", *, host: str = HOST) -> int:
    """Sign that person in on a phone and subscribe it. Returns the subscription's id."""
    token = token_for(person, now)
    sign_in_id = db.session.execute(
        select(SignIn.id).where(SignIn.token_hash == token_hash(token))
    ).scalar_one()
    endpoint = f"{host}/push/{person.username}-{name}".encode()
    with transaction() as session:
        row = PushSubscription(
            account_id=person.account_id,
            sign_in_id=sign_in_id,
            endpoint=endpoint,
            endpoint_hash=sha256(endpoint).hexdigest(),
            p256dh=b"p" * 65,
            auth=b"a" * 16,
            vapid_key_id="one",
            created_at=now,
            seen_at=now,
        )
        session.add(row)
        session.flush()
        return row.id


def choose(person: Someone, leads: list[int], now: Instant) -> None:
    """What that person wants to be reminded of, in minutes ahead."""
    with transaction() as session:
        session.add(
            ReminderChoiceRow(participant_id=person.participant_id, leads=leads, chosen_at=now)
        )
