"""Columns that are unreadable in a copy of the database file."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import text

from tests.helpers.rows import rows
from webapp.models.base import db
from webapp.models.encrypted import cipher
from webapp.models.program import Program


@pytest.mark.usefixtures("app")
def test_the_secret_of_the_front_desk_is_not_in_the_file():
    stored = db.session.execute(text("SELECT front_desk_secret FROM program")).scalars().all()
    secrets = [row.front_desk_secret for row in rows(Program)]
    assert secrets == [b"New Light", b"Baystate"]
    assert not any(secret in kept for secret in secrets for kept in stored)


def test_keys_rotate_the_new_one_encrypts_and_the_old_one_still_reads():
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    written = cipher(old).encrypt(b"secret")
    both = cipher(f"{new}, {old}")
    assert both.decrypt(written) == b"secret"
    assert cipher(new).decrypt(both.encrypt(b"secret")) == b"secret"
    with pytest.raises(InvalidToken):
        cipher(new).decrypt(written)


@pytest.mark.parametrize("keys", ["short", "x" * 44, ""])
def test_what_is_no_key_is_refused(keys):
    with pytest.raises(ValueError, match=r"\w"):
        cipher(keys)
