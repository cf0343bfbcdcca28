"""An owner lets somebody work at the program, or no longer."""

import pytest

from tests.helpers.rows import count, rows
from webapp.actions import invite, manage_staff
from webapp.actions.enroll import UsernameTaken
from webapp.actions.manage_staff import StaffRefusal
from webapp.domain.access import Role
from webapp.models.audit import AuditEvent
from webapp.models.people import Account, SignIn


@pytest.fixture
def key(cast):
    """key("sam"): the opaque name of an account."""
    return lambda who: rows(Account, id=cast.people[who].account_id)[0].key


def role(cast, who):
    return rows(Account, id=cast.people[who].account_id)[0].role


def test_somebody_new_works_at_the_owners_own_program(cast, viewer, now):
    account_id = manage_staff.add(viewer("rosa"), "Tess B.", "tess", Role.STAFF, now=now)
    (made,) = rows(Account, id=account_id)
    assert (made.program_id, made.role, made.passcode_hash) == (
        cast.rosa.program_id,
        Role.STAFF,
        None,
    )
    assert count(AuditEvent, action="added_staff", actor_id=cast.rosa.account_id) == 1
    with pytest.raises(UsernameTaken):
        manage_staff.add(viewer("rosa"), "Tess C.", "tess", Role.STAFF, now=now)


def test_a_closed_account_signs_in_no_more_and_its_card_is_worth_nothing(
    cast, viewer, key, signed_in, now
):
    sam = signed_in("sam")
    card = invite.invite(cast.sam.account_id, by=cast.rosa.account_id, now=now)
    assert manage_staff.close(viewer("rosa"), key("sam"), now=now) is None
    assert all(row.ended_at for row in rows(SignIn, account_id=cast.sam.account_id))
    assert sam.raw("/program/sessions").status_code == 303
    assert invite.look_up(card.code, "d", now) is None
    assert manage_staff.close(viewer("rosa"), key("sam"), now=now) is StaffRefusal.GONE


def test_nobody_locks_themselves_out(viewer, key, now):
    rosa = viewer("rosa")
    assert manage_staff.close(rosa, key("rosa"), now=now) is StaffRefusal.ONESELF
    changed = manage_staff.change_role(rosa, key("rosa"), Role.STAFF, now=now)
    assert changed is StaffRefusal.ONESELF


def test_of_two_owners_who_close_each_other_one_is_left(cast, viewer, key, now):
    rosa = viewer("rosa")
    manage_staff.change_role(rosa, key("sam"), Role.OWNER, now=now)
    assert role(cast, "sam") is Role.OWNER
    sam = viewer("sam")
    assert manage_staff.close(rosa, key("sam"), now=now) is None
    assert manage_staff.close(sam, key("rosa"), now=now) is StaffRefusal.GONE
    assert rows(Account, id=cast.rosa.account_id)[0].closed_at is None


@pytest.mark.parametrize("who", ["kim", "jordan", "dana"])
def test_only_staff_of_the_own_program_are_within_reach(cast, viewer, key, now, who):
    rosa, before = viewer("rosa"), role(cast, who)
    assert manage_staff.close(rosa, key(who), now=now) is StaffRefusal.GONE
    assert manage_staff.change_role(rosa, key(who), Role.OWNER, now=now) is StaffRefusal.GONE
    assert role(cast, who) is before
