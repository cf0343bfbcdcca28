"""A signed consent never changes, and what is written free is unreadable in a copy."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests.helpers import houses
from tests.helpers.rows import rows
from webapp.domain.consent import Scope
from webapp.models.base import db
from webapp.models.consent import ConsentRow

SCOPES = frozenset({Scope.SCHEDULE, Scope.ATTENDANCE})


@pytest.fixture
def signed(viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now, SCOPES)
    db.session.remove()


@pytest.mark.usefixtures("signed")
@pytest.mark.parametrize(
    "change",
    [
        "scopes = 'schedule attendance enrollment'",
        "expires_on = '2099-01-01'",
        "house_id = 2",
        "sha256 = ''",
        "signed_at = signed_at",
    ],
)
def test_nothing_of_what_was_signed_can_be_changed(change):
    with db.engine.connect() as connection:
        with pytest.raises(DatabaseError, match="consent is append-only"):
            connection.execute(text(f"UPDATE consent SET {change}"))
        connection.rollback()
    assert rows(ConsentRow)[0].scopes == SCOPES


@pytest.mark.usefixtures("signed")
def test_scopes_come_back_as_they_were_signed():
    assert rows(ConsentRow)[0].scopes == SCOPES
    with db.engine.connect() as connection:
        kept = connection.execute(text("SELECT scopes FROM consent")).scalar_one()
    assert kept == "schedule attendance"


@pytest.mark.usefixtures("signed")
def test_text_name_and_phone_are_unreadable_in_a_copy():
    with db.engine.connect() as connection:
        consent = connection.execute(text("SELECT typed_name, text FROM consent")).one()
        phone = connection.execute(text("SELECT phone FROM resident")).first()
    for kept in (*consent, *phone):
        assert b"Jordan" not in bytes(kept)
        assert b"617" not in bytes(kept)
    assert rows(ConsentRow)[0].typed_name == "Jordan M."
