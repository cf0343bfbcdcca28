"""Staff saw slips: many in one save, all or none; a wrong one is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.helpers.rows import count, rows
from tests.helpers.slips import SUNDAY, logged, seen
from webapp.actions import see_slips
from webapp.actions.see_slips import NoSuchParticipant, SeenSlip, SlipRefusal
from webapp.actions.void_check_in import ReasonMissing
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import WallTime
from webapp.models.audit import AuditEvent
from webapp.models.base import transaction
from webapp.models.people import Enrollment
from webapp.models.slips import MeetingSlip, MeetingSlipVoid

SEVEN = WallTime.parse("19:00")


@pytest.fixture
def times(now):
    return {"now": now, "true_now": now}


def test_many_peoples_are_one_save(viewer, cast, times):
    slips = [
        SeenSlip(cast.jordan.key, SUNDAY, SEVEN, Fellowship.NA, "Harbor group"),
        SeenSlip(cast.maria.key, SUNDAY, SEVEN),
        SeenSlip(cast.maria.key, SUNDAY, WallTime.parse("12:00")),
    ]
    assert see_slips.see(viewer("sam"), slips, "k", **times) == 3
    found = rows(MeetingSlip)
    assert [row.participant_id for row in found] == [
        cast.jordan.participant_id,
        *[cast.maria.participant_id] * 2,
    ]
    assert {row.seen_by for row in found} == {cast.sam.account_id}
    assert (found[0].fellowship, found[0].name) == ("na", "Harbor group")
    told = rows(AuditEvent, action="slip_seen")
    assert [(each.actor_id, each.detail) for each in told] == [
        (cast.sam.account_id, SUNDAY.isoformat())
    ] * 3


def test_one_that_cannot_be_lets_none_be_saved(viewer, cast, times, now):
    slips = [
        SeenSlip(cast.jordan.key, SUNDAY, SEVEN),
        SeenSlip(cast.jordan.key, SUNDAY + timedelta(days=2), SEVEN),
    ]
    assert see_slips.see(viewer("sam"), slips, "k", **times) is SlipRefusal.WHEN
    slips[1] = SeenSlip(cast.jordan.key, SUNDAY - timedelta(days=28), SEVEN)
    assert see_slips.see(viewer("sam"), slips, "k", **times) is SlipRefusal.NOT_HERE
    slips[1] = SeenSlip(cast.jordan.key, SUNDAY, SEVEN, None, "x" * 121)
    assert see_slips.see(viewer("sam"), slips, "k", **times) is SlipRefusal.TOO_LONG
    slips[1] = SeenSlip(cast.priya.key, SUNDAY, SEVEN)
    with pytest.raises(NoSuchParticipant):
        see_slips.see(viewer("sam"), slips, "k", **times)
    assert count(MeetingSlip) == 0


def test_two_staff_with_the_same_slip_make_one_row(viewer, cast, now):
    assert [seen(viewer(who), cast.jordan.key, now) for who in ("sam", "rosa")] == [1, 0]
    assert count(MeetingSlip) == 1


def test_two_staff_who_tick_the_same_entry_make_one_row(viewer, cast, times, now):
    """Even beside another meeting at that start; a typed slip about it is the same one."""
    names = ("Dawn", "Harbor group")
    dawn, harbor = (logged(viewer("jordan"), now, name=name) for name in names)
    said = (cast.jordan.key, SUNDAY, SEVEN, Fellowship.AA)
    ticked = [SeenSlip(*said, name, key) for name, key in zip(names, (dawn, harbor), strict=True)]
    assert see_slips.see(viewer("sam"), ticked[1:], "k", **times) == 1
    assert see_slips.see(viewer("rosa"), ticked, "l", **times) == 1
    assert seen(viewer("rosa"), cast.jordan.key, now) == 0
    assert [row.name for row in rows(MeetingSlip)] == ["Harbor group", "Dawn"]


def test_the_same_form_sent_again_changes_nothing_even_after_it_was_taken_back(viewer, cast, times):
    sam, slip = viewer("sam"), SeenSlip(cast.jordan.key, SUNDAY, SEVEN)
    assert see_slips.see(sam, [slip], "k", **times) == 1
    assert see_slips.take_back(sam, rows(MeetingSlip)[0].public_key, "wrong", **times)
    assert see_slips.see(sam, [slip], "k", **times) == 0
    assert see_slips.see(sam, [slip], "another", **times) == 1
    assert [row.nth for row in rows(MeetingSlip)] == [1, 2]


def test_the_same_form_gone_back_to_and_changed_is_about_another_slip(viewer, cast, times):
    sam, slip = viewer("sam"), SeenSlip(cast.jordan.key, SUNDAY, SEVEN)
    see_slips.see(sam, [slip], "k" * 64, **times)
    other = replace(slip, starts=WallTime.parse("12:00"))
    assert see_slips.see(sam, [other], "k" * 64, **times) == 1


def test_a_slip_is_taken_back_with_a_reason_and_stays(viewer, cast, times, now):
    sam = viewer("sam")
    seen(sam, cast.jordan.key, now)
    key = rows(MeetingSlip)[0].public_key
    with pytest.raises(ReasonMissing):
        see_slips.take_back(sam, key, " ", **times)
    for _ in range(2):
        assert see_slips.take_back(viewer("rosa"), key, " Maria’s  slip ", **times)
    (void,) = rows(MeetingSlipVoid)
    assert (void.reason, void.by) == ("Maria’s slip", cast.rosa.account_id)
    assert (count(MeetingSlip), count(AuditEvent, action="voided_slip")) == (1, 1)


def test_another_programs_slip_is_not_there(viewer, cast, times, now):
    seen(viewer("sam"), cast.jordan.key, now)
    key = rows(MeetingSlip)[0].public_key
    assert not see_slips.take_back(viewer("kim"), key, "wrong", **times)
    assert count(MeetingSlipVoid) == 0


def test_after_their_last_day_none_is_written_down_and_one_of_it_is(viewer, cast, now):
    with transaction() as session:
        session.execute(
            update(Enrollment)
            .where(Enrollment.participant_id == cast.jordan.participant_id)
            .values(ended_on=SUNDAY)
        )
    sam = viewer("sam")
    assert seen(sam, cast.jordan.key, now) == 1
    assert seen(sam, cast.jordan.key, now, now.date(), "09:00") is SlipRefusal.NOT_HERE
