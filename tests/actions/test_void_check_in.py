"""A wrong check-in stays, with who said so, when and why."""

import pytest

from tests.helpers.rows import count, rows
from webapp.actions import tick_in, void_check_in
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.audit import AuditEvent


@pytest.fixture
def times(now):
    return {"now": now, "true_now": now}


@pytest.fixture
def made(cast, viewer, times):
    """The key of a check-in of Jordan's."""
    day = times["now"].date()
    tick_in.tick_in(viewer("sam"), cast.jordan.key, day, "Evening", "k", **times)
    return rows(CheckInRow)[0].public_key


def test_a_void_says_who_when_and_why(made, cast, viewer, times):
    assert void_check_in.void_check_in(viewer("rosa"), made, " It was\n Maria. ", **times)
    (void,) = rows(CheckInVoid)
    assert (void.by, void.at, void.reason) == (
        cast.rosa.account_id,
        times["now"],
        "It was Maria.",
    )
    assert count(AuditEvent, action="voided_check_in", actor_id=cast.rosa.account_id) == 1


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_without_a_reason_there_is_no_void(made, viewer, times, reason):
    with pytest.raises(void_check_in.ReasonMissing):
        void_check_in.void_check_in(viewer("sam"), made, reason, **times)
    assert count(CheckInVoid) == 0


def test_a_long_reason_is_cut(made, viewer, times):
    void_check_in.void_check_in(viewer("sam"), made, "x" * 1000, **times)
    assert len(rows(CheckInVoid)[0].reason) == 300


@pytest.mark.parametrize("who", ["kim"])
def test_staff_of_another_program_have_no_such_check_in(made, viewer, times, who):
    assert void_check_in.void_check_in(viewer(who), made, "why", **times) is False
    assert void_check_in.void_check_in(viewer("sam"), "nothing", "why", **times) is False
    assert count(CheckInVoid) == 0


def test_voiding_twice_changes_nothing(made, viewer, times):
    for reason in ("first", "second"):
        assert void_check_in.void_check_in(viewer("sam"), made, reason, **times)
    assert [void.reason for void in rows(CheckInVoid)] == ["first"]
    assert count(AuditEvent, action="voided_check_in") == 1
