"""Check-ins under the surface: many at once, again after a void, and by staff."""

from __future__ import annotations

from datetime import date

import pytest

from tests.helpers.at_once import at_once
from tests.helpers.desk import code
from tests.helpers.rows import count, rows
from webapp.actions import check_in, tick_in, void_check_in
from webapp.actions.check_in import NotRecorded, Recorded
from webapp.domain.check_in import Refusal
from webapp.models.attendance import CheckInRow, CheckInVoid

TODAY = date(2026, 11, 23)


@pytest.fixture
def times(now):
    return {"now": now, "true_now": now}


def test_two_forms_at_the_same_moment_make_one_row(app, cast, viewer, now, times):
    jordan, shown = viewer("jordan"), code(cast.jordan, now)
    keys = ("a", "b", "c", "d")
    answers = at_once(
        app, *[lambda key=key: check_in.check_in(jordan, shown, key, **times) for key in keys]
    )
    assert count(CheckInRow) == 1
    assert sum(isinstance(answer, Recorded) for answer in answers) == 1
    assert {a.why for a in answers if isinstance(a, NotRecorded)} == {Refusal.ALREADY_IN}


def test_one_form_sent_several_times_at_once_makes_one_row_and_gets_one_answer(
    app, cast, viewer, now, times
):
    jordan, shown = viewer("jordan"), code(cast.jordan, now)

    def job():
        return check_in.check_in(jordan, shown, "same", **times)

    assert at_once(app, job, job, job, job) == [Recorded(now)] * 4
    assert count(CheckInRow) == 1


def test_a_code_and_a_tick_at_the_same_moment_make_one_row(app, cast, viewer, now, times):
    jordan, sam, shown = viewer("jordan"), viewer("sam"), code(cast.jordan, now)
    at_once(
        app,
        lambda: check_in.check_in(jordan, shown, "own", **times),
        lambda: tick_in.tick_in(sam, cast.jordan.key, TODAY, "Evening", "theirs", **times),
    )
    assert count(CheckInRow) == 1


def test_after_a_void_the_next_check_in_counts(cast, viewer, clock, now, times):
    jordan, sam = viewer("jordan"), viewer("sam")
    check_in.check_in(jordan, code(cast.jordan, now), "first", **times)
    first = rows(CheckInRow)[0].public_key
    void_check_in.void_check_in(sam, first, "somebody else", **times)
    clock.forward(minutes=5)
    later = {"now": clock.now(), "true_now": clock.now()}
    again = check_in.check_in(jordan, code(cast.jordan, clock.now()), "second", **later)
    assert again == Recorded(clock.now())
    assert [(row.nth, row.at) for row in rows(CheckInRow)] == [(1, now), (2, clock.now())]


def test_a_replay_of_a_voided_check_in_gets_its_old_answer_and_changes_nothing(
    cast, viewer, now, times
):
    jordan, sam = viewer("jordan"), viewer("sam")
    shown = code(cast.jordan, now)
    check_in.check_in(jordan, shown, "first", **times)
    void_check_in.void_check_in(sam, rows(CheckInRow)[0].public_key, "wrong", **times)
    assert check_in.check_in(jordan, shown, "first", **times) == Recorded(now)
    assert (count(CheckInRow), count(CheckInVoid)) == (1, 1)


def test_a_very_long_key_is_cut_the_same_way_each_time(cast, viewer, now, times):
    jordan = viewer("jordan")
    for _ in range(2):
        answer = check_in.check_in(jordan, code(cast.jordan, now), "k" * 5000, **times)
        assert answer == Recorded(now)
    assert count(CheckInRow) == 1


def test_nothing_of_a_check_in_stays_if_its_audit_row_cannot_be_written(
    cast, viewer, now, times, monkeypatch
):
    def refuse(*_args, **_kwargs):
        raise RuntimeError("no history")

    jordan, shown = viewer("jordan"), code(cast.jordan, now)
    monkeypatch.setattr(check_in.audit, "record", refuse)
    with pytest.raises(RuntimeError, match="no history"):
        check_in.check_in(jordan, shown, "k", **times)
    assert count(CheckInRow) == 0
