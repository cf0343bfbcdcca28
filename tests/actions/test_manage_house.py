"""Houses, and who manages them."""

import pytest

from tests.helpers.rows import count, rows
from webapp.actions import manage_house
from webapp.actions.enroll import UsernameTaken, UsernameUnfit
from webapp.domain.access import Role
from webapp.domain.errors import UnknownZone
from webapp.models.house import House, HouseManager
from webapp.models.people import Account, SignIn


def test_a_house_is_made_once(app, now):
    manage_house.create_house("Oak House", zone="America/Chicago", now=now)
    with pytest.raises(manage_house.HouseExists):
        manage_house.create_house("Oak House", zone="America/Chicago", now=now)
    with pytest.raises(UnknownZone):
        manage_house.create_house("Elm House", zone="Mars/Base", now=now)
    assert {row.name for row in rows(House)} == {"Maple House", "Harbor House", "Oak House"}


def test_an_unknown_house_is_answered_with_those_there_are(app):
    with pytest.raises(manage_house.UnknownHouse, match="Harbor House"):
        manage_house.house_named("Oak House")


def test_a_manager_can_manage_several_houses_with_one_account(cast, viewer, now):
    harbor = manage_house.house_named("Harbor House")
    for _ in range(2):
        found = manage_house.add_manager(harbor, "Dana V.", "Dana", now=now)
        assert found == cast.dana.account_id
    assert [house.name for house in viewer("dana").houses] == ["Harbor House", "Maple House"]
    assert count(HouseManager) == 3


def test_the_name_of_somebody_else_is_taken(cast, now):
    maple = manage_house.house_named("Maple House")
    with pytest.raises(UsernameTaken):
        manage_house.add_manager(maple, "Sam", "sam", now=now)
    with pytest.raises(UsernameUnfit):
        manage_house.add_manager(maple, "Sam", "a b", now=now)
    assert {row.role for row in rows(Account, username="sam")} == {Role.STAFF}


def test_a_removed_manager_has_no_house_and_no_sign_in(cast, viewer, now):
    maple = manage_house.house_named("Maple House")
    viewer("dana")
    assert manage_house.remove_manager(maple, "dana", now=now)
    assert not manage_house.remove_manager(maple, "dana", now=now)
    assert not manage_house.remove_manager(maple, "nobody", now=now)
    assert all(row.ended_at for row in rows(SignIn, account_id=cast.dana.account_id))
    assert viewer("dana").houses == ()


def test_whoever_still_manages_a_house_stays_signed_in(cast, viewer, now):
    maple, harbor = (manage_house.house_named(f"{name} House") for name in ("Maple", "Harbor"))
    manage_house.add_manager(harbor, "Dana V.", "dana", now=now)
    viewer("dana")
    assert manage_house.remove_manager(maple, "dana", now=now)
    assert not any(row.ended_at for row in rows(SignIn, account_id=cast.dana.account_id))
    assert [house.name for house in viewer("dana").houses] == ["Harbor House"]
    assert manage_house.remove_manager(harbor, "dana", now=now)
    assert all(row.ended_at for row in rows(SignIn, account_id=cast.dana.account_id))
