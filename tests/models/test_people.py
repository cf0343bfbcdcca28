"""Accounts and what hangs on them."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.helpers.rows import rows
from webapp.domain.access import Role
from webapp.models.base import transaction
from webapp.models.people import Account, Enrollment, Participant, SignIn


def test_two_accounts_never_share_a_name_to_sign_in(cast, now):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Account(role=Role.STAFF, username="jordan", name="J", created_at=now))


def test_a_participant_has_one_account_and_one_enrollment(cast, now):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Participant(account_id=cast.jordan.account_id))
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(
            Enrollment(
                participant_id=cast.jordan.participant_id,
                program_id=cast.jordan.program_id,
                starts_on=now.date(),
                planned_weeks=12,
                enrolled_at=now,
            )
        )


def test_the_names_in_addresses_say_nothing(cast):
    for row in rows(Account) + rows(Participant):
        assert len(row.key) == 20
        assert str(row.id) != row.key
    assert len({row.key for row in rows(Account)}) == len(rows(Account))


def test_a_sign_in_belongs_to_an_account(app, now):
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(
            SignIn(token_hash="h", account_id=999, own_phone=True, created_at=now, last_used_at=now)
        )
