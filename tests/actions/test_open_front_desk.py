"""A screen becomes a front desk: a sign-in that is good for one page."""

from datetime import timedelta

from tests.helpers.rows import count, rows
from webapp.actions.open_front_desk import open_front_desk
from webapp.models.audit import AuditEvent
from webapp.models.people import SignIn
from webapp.queries import front_desk, sign_in


def test_its_token_opens_the_desk_and_signs_nobody_in(cast, viewer, now):
    token = open_front_desk(viewer("sam"), "Chrome", now)
    assert front_desk.live(token, now).program_id == cast.sam.program_id
    assert sign_in.live(token, now) is None
    assert count(AuditEvent, action="opened_front_desk", actor_id=cast.sam.account_id) == 1


def test_an_ordinary_sign_in_is_no_desk(cast, now):
    from tests.helpers.cast import token_for

    assert front_desk.live(token_for(cast.sam, now), now) is None


def test_it_goes_on_for_sixteen_hours_without_any_use(viewer, clock):
    token = open_front_desk(viewer("sam"), "", clock.now())
    clock.forward(hours=16, seconds=-1)
    assert front_desk.live(token, clock.now())
    clock.forward(seconds=1)
    assert front_desk.live(token, clock.now()) is None


def test_only_a_hash_of_it_is_kept(viewer, now):
    token = open_front_desk(viewer("sam"), "x" * 200, now)
    row = rows(SignIn)[-1]
    assert (row.front_desk, token in row.token_hash, len(row.browser)) == (True, False, 80)
    assert row.created_at + timedelta(0) == now
