"""Participants of a program, as its staff see them."""

from webapp.actions import invite
from webapp.queries import people


def test_everybody_of_the_viewers_program_by_name(viewer):
    assert [p.name for p in people.everybody(viewer("sam"))] == ["Jordan M.", "Maria L."]
    assert [p.name for p in people.everybody(viewer("kim"))] == ["Priya S."]


def test_somebody_of_another_program_is_not_found(cast, viewer, now):
    for key in (cast.priya.key, "", "nobody"):
        assert people.find(viewer("sam"), key) is None
        assert people.load(viewer("sam"), key, now.date(), now) is None


def test_a_person_comes_with_plan_invitation_and_sign_ins(cast, viewer, clock):
    sam = viewer("sam")
    before = people.load(sam, cast.jordan.key, clock.now().date(), clock.now())
    assert (before.open_invitation_until, before.redeemed_at, before.signed_in_browsers) == (
        None,
        None,
        0,
    )
    assert [plan.place for plan in before.plans] == ["Harbor Bakery"]
    viewer("jordan")
    made = invite.invite(cast.jordan.account_id, by=None, now=clock.now())
    after = people.load(sam, cast.jordan.key, clock.now().date(), clock.now())
    assert (after.open_invitation_until, after.signed_in_browsers) == (made.expires_at, 1)
    clock.forward(hours=72)
    assert (
        people.load(sam, cast.jordan.key, clock.now().date(), clock.now()).open_invitation_until
        is None
    )


def test_how_long_a_program_lasts_is_its_own(viewer):
    assert people.program_weeks(viewer("sam")) == (12, 16)
    assert people.program_weeks(viewer("kim")) == (4, 12)
