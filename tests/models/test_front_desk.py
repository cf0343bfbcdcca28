"""Screens at the door, as they are kept."""

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from tests.helpers.desk import paired
from webapp.models.base import db, transaction
from webapp.models.front_desk import FrontDesk
from webapp.models.people import Participant
from webapp.queries import front_desk


def test_the_secret_of_a_screen_is_not_in_the_file(viewer, now):
    screen = paired(viewer("sam"), now)
    secret = front_desk.secret_of_screen(screen.id)
    stored = db.session.execute(text("SELECT secret FROM front_desk")).scalar_one()
    assert secret not in bytes(stored)


def test_no_two_screens_share_a_token(cast, now):
    def row():
        return FrontDesk(
            program_id=cast.sam.program_id,
            name="Door",
            token_hash="h",
            secret=b"s",
            paired_at=now,
            paired_by=cast.sam.account_id,
            last_seen_at=now,
        )

    with pytest.raises(IntegrityError), transaction() as session:
        session.add_all([row(), row()])


def test_no_two_participants_share_a_number(cast):
    same = update(Participant).values(number="482193")
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(same)
