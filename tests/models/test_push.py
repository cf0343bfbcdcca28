"""Phones that can be reached."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from webapp.models.base import db, transaction
from webapp.models.people import SignIn
from webapp.models.push import PushSubscription

ENDPOINT = b"https://updates.push.services.mozilla.com/wpush/v2/canary-endpoint"


@pytest.fixture
def subscribe(signed_in, viewer, now):
    signed_in("jordan")
    account_id = viewer("jordan").account_id

    def add(endpoint_hash):
        with transaction() as session:
            sign_in = session.query(SignIn).filter_by(account_id=account_id).first()
            session.add(
                PushSubscription(
                    account_id=account_id,
                    sign_in_id=sign_in.id,
                    endpoint=ENDPOINT,
                    endpoint_hash=endpoint_hash,
                    p256dh=b"p" * 65,
                    auth=b"a" * 16,
                    vapid_key_id="one",
                    created_at=now,
                    seen_at=now,
                )
            )

    return add


def test_an_endpoint_is_unreadable_in_a_copy_of_the_database(subscribe):
    subscribe("h" * 64)
    raw = db.session.execute(text("SELECT endpoint FROM push_subscription")).scalar_one()
    assert b"canary-endpoint" not in bytes(raw)
    assert db.session.query(PushSubscription).one().endpoint == ENDPOINT


def test_one_endpoint_is_one_row(subscribe):
    subscribe("h" * 64)
    with pytest.raises(IntegrityError):
        subscribe("h" * 64)
