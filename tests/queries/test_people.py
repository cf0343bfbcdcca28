"""Participants of a program, as its staff see them."""

from webapp.actions import invite
from webapp.queries import people


def test_everybody_of_the_viewers_program_by_name(viewer, now):
    assert [p.name for p in people.everybody(viewer("sam"), now)] == ["Jordan M.", "Maria L."]
    assert [p.name for p in people.everybody(viewer("kim"), now)] == ["Priya S."]


def test_somebody_of_another_program_is_not_found(cast, viewer, now):
    for key in (cast.priya.key, "", "nobody"):
        assert people.find(viewer("sam"), key, now) is None
        assert people.load(viewer("sam"), key, now, now) is None


def test_a_person_comes_with_plan_invitation_and_sign_ins(cast, viewer, clock):
    sam = viewer("sam")
    before = people.load(sam, cast.jordan.key, clock.now(), clock.now())
    assert (before.open_invitation_until, before.redeemed_at, before.signed_in_browsers) == (
        None,
        None,
        0,
    )
    assert [plan.place for plan in before.plans] == ["Harbor Bakery"]
    viewer("jordan")
    made = invite.invite(cast.jordan.account_id, by=None, now=clock.now())
    after = people.load(sam, cast.jordan.key, clock.now(), clock.now())
    assert (after.open_invitation_until, after.signed_in_browsers) == (made.expires_at, 1)
    clock.forward(hours=72)
    assert people.load(sam, cast.jordan.key, clock.now(), clock.now()).open_invitation_until is None


def test_how_long_a_program_lasts_is_its_own(viewer):
    assert people.program_weeks(viewer("sam")) == (12, 16)
    assert people.program_weeks(viewer("kim")) == (4, 12)


def test_nobody_is_shown_whom_the_rule_does_not_allow(cast, viewer, now, monkeypatch):
    monkeypatch.setattr(people, "may_see", lambda *_: False)
    assert people.everybody(viewer("sam"), now) == ()
    assert people.find(viewer("sam"), cast.jordan.key, now) is None
    assert people.load(viewer("sam"), cast.jordan.key, now, now) is None
