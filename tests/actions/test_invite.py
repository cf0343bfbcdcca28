"""One-time ways in, under the surface."""

from datetime import timedelta

import pytest

from tests.helpers.rows import rows
from webapp.actions import invite
from webapp.domain.access import CODE_ALPHABET, Role
from webapp.models.base import transaction
from webapp.models.people import Account, Invitation

JORDAN = invite.Offer("Jordan M.", "jordan", Role.PARTICIPANT)
DEVICE = {"own_phone": True, "browser": "", "device": "one"}


@pytest.fixture
def made(cast, now):
    return invite.invite(cast.jordan.account_id, by=cast.sam.account_id, now=now)


def test_link_and_code_are_long_enough_to_be_unguessable(made):
    assert len(made.token) >= 32
    assert len(made.code) == 10
    assert set(made.code) <= set(CODE_ALPHABET)


def test_an_invitation_knows_who_made_it_and_when_it_ends(made, cast, now):
    (row,) = rows(Invitation)
    assert (row.created_by, row.created_at) == (cast.sam.account_id, now)
    assert row.expires_at == made.expires_at == now + timedelta(hours=72)


def test_looking_it_up_says_whom_it_is_for(made, now):
    assert invite.look_up(made.code, "one", now) == JORDAN
    assert invite.look_up(made.token, "one", now) == JORDAN


@pytest.mark.parametrize("typed", ["", " ", "0000000000", "' OR 1=1 --", "%", "None"])
def test_what_is_no_invitation_is_nothing(made, now, typed):
    assert invite.look_up(typed, "one", now) is None


@pytest.mark.usefixtures("made")
def test_a_hash_from_the_database_opens_nothing(now):
    (row,) = rows(Invitation)
    for kept in (row.token_hash, row.code_hash):
        assert invite.redeem(kept, "amber river stone", now=now, **DEVICE) is None


def test_a_closed_account_cannot_be_entered(made, cast, now):
    with transaction() as session:
        session.get_one(Account, cast.jordan.account_id).closed_at = now
    assert invite.look_up(made.code, "one", now) is None
    assert invite.redeem(made.code, "amber river stone", now=now, **DEVICE) is None


def test_an_invitation_that_expires_between_look_up_and_redeem_is_nothing(made, clock):
    clock.forward(hours=72)
    assert invite.redeem(made.code, "amber river stone", now=clock.now(), **DEVICE) is None
    assert rows(Invitation)[0].redeemed_at is None


def test_an_invitation_for_one_leaves_those_of_others(made, cast, now):
    invite.invite(cast.maria.account_id, by=None, now=now)
    assert invite.look_up(made.code, "one", now) is not None
