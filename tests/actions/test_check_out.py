"""Leave a session."""

import pytest

from tests.helpers.record import EVENING, attendance, tick
from tests.helpers.rows import count, rows
from webapp.actions import check_out
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.domain.attendance import Status
from webapp.domain.check_in import Refusal
from webapp.models.record import RecordRow, RecordVoid


@pytest.fixture
def leave(cast, viewer, clock):
    def at(time, key="out", who="jordan"):
        clock.set(f"2026-11-23 {time}")
        return check_out.check_out(viewer(who), key, now=clock.now(), true_now=clock.now())

    return at


@pytest.fixture
def came(cast, viewer, now):
    tick(viewer("sam"), cast.jordan.key, now)


@pytest.mark.usefixtures("came")
def test_leaving_is_written_down_once_with_its_time(cast, viewer, leave, clock):
    assert leave("21:20") == Recorded(clock.now())
    assert leave("21:21").at.minute == 20
    assert isinstance(leave("21:22", "another"), NotRecorded)
    found = attendance(viewer("sam"), cast.jordan.key, EVENING, clock.now())
    assert (found.status, found.has_open_end(clock.now())) == (Status.ON_TIME, False)
    assert count(RecordRow) == 1


@pytest.mark.usefixtures("came")
def test_leaving_early_says_so(cast, viewer, leave, clock):
    leave("20:30")
    found = attendance(viewer("sam"), cast.jordan.key, EVENING, clock.now())
    assert (found.status, found.minutes(clock.now())) == (Status.LEFT_EARLY, 150)


def test_who_is_not_in_cannot_leave(leave):
    assert leave("21:20").why is Refusal.NOT_IN
    assert count(RecordRow) == 0


@pytest.mark.usefixtures("came")
def test_after_three_hours_there_is_nothing_left_to_write_down(leave):
    assert leave("23:59:59") == Recorded(rows(RecordRow)[0].at)


@pytest.mark.usefixtures("came")
def test_leaving_can_be_taken_back_for_a_while_and_by_nobody_else(viewer, leave, clock):
    leave("20:00")
    key = rows(RecordRow)[0].public_key
    times = {"now": clock.now(), "true_now": clock.now()}
    assert not check_out.take_back(viewer("maria"), key, **times)
    assert check_out.take_back(viewer("jordan"), key, **times)
    assert not check_out.take_back(viewer("jordan"), key, **times)
    assert count(RecordVoid) == 1
    assert isinstance(leave("21:20", "again"), Recorded)


@pytest.mark.usefixtures("came")
def test_after_a_quarter_of_an_hour_it_stays(viewer, leave, clock):
    leave("20:00")
    clock.set("2026-11-23 20:15:01")
    times = {"now": clock.now(), "true_now": clock.now()}
    assert not check_out.take_back(viewer("jordan"), rows(RecordRow)[0].public_key, **times)
