"""Staff write down when somebody left."""

import pytest

from tests.helpers.record import EVENING, attendance, make_up, tick
from tests.helpers.rows import count, rows
from webapp.actions import tick_out, void_check_in
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.actions.decide import NoSuchSession
from webapp.domain.attendance import Status
from webapp.domain.check_in import Refusal
from webapp.domain.decisions import DecisionRefusal
from webapp.domain.record import Entry
from webapp.domain.wall_clock import WallTime
from webapp.models.attendance import CheckInRow
from webapp.models.record import RecordRow, RecordVoid


@pytest.fixture
def leave(cast, viewer, clock):
    def at(left, key="k", who="jordan", by="sam"):
        when = {"now": clock.now(), "true_now": clock.now()}
        time = WallTime.parse(left) if left else None
        return tick_out.tick_out(viewer(by), cast.people[who].key, EVENING, key, left=time, **when)

    return at


@pytest.fixture
def came(cast, viewer, clock):
    tick(viewer("sam"), cast.jordan.key, clock.now())
    clock.set("2026-11-23 21:30")


@pytest.mark.usefixtures("came")
def test_when_they_left_is_on_record_with_whose_word_it_is(cast, viewer, leave, clock):
    assert isinstance(leave("20:30"), Recorded)
    assert isinstance(leave("20:31"), Recorded)
    found = attendance(viewer("rosa"), cast.jordan.key, EVENING, clock.now())
    assert (found.status, found.check_out.by) == (Status.LEFT_EARLY, "Sam K.")
    assert count(RecordRow) == 1


@pytest.mark.usefixtures("came")
@pytest.mark.parametrize("left", ["17:19", "21:31"])
def test_nobody_left_before_they_came_or_later_than_now(leave, left):
    refused = leave(left)
    assert isinstance(refused, NotRecorded)
    assert refused.why is Refusal.LEFT_WHEN
    assert count(RecordRow) == 0


def test_who_is_not_in_did_not_leave(leave):
    assert leave("").why is Refusal.NOT_IN
    with pytest.raises(NoSuchSession):
        leave("", by="kim")


@pytest.mark.usefixtures("came")
def test_a_wrong_check_out_is_undone_with_a_reason_and_made_anew(cast, viewer, leave, clock):
    leave("20:30")
    when = {"now": clock.now(), "true_now": clock.now()}
    args = (viewer("sam"), cast.jordan.key, EVENING, Entry.CHECK_OUT)
    assert tick_out.void_entry(*args, " ", **when) is DecisionRefusal.WORDS
    assert tick_out.void_entry(*args, "that was Maria", **when) is None
    assert tick_out.void_entry(*args, "again", **when) is DecisionRefusal.ALREADY
    assert isinstance(leave("21:00", "k2"), Recorded)
    assert (count(RecordRow), count(RecordVoid)) == (2, 1)


@pytest.mark.usefixtures("came")
def test_with_the_check_in_goes_what_stood_on_it(cast, viewer, leave, clock):
    leave("21:00")
    when = {"now": clock.now(), "true_now": clock.now()}
    key = rows(CheckInRow)[0].public_key
    void_check_in.void_check_in(viewer("sam"), key, "that was Maria", **when)
    found = attendance(viewer("sam"), cast.jordan.key, EVENING, clock.now())
    assert (found.check_in, found.check_out, found.status) == (None, None, Status.NO_SHOW)
    assert make_up(viewer("sam"), cast.jordan.key, EVENING, EVENING, clock.now()) is not None
