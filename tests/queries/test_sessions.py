"""Sessions of one date, as program staff see them."""

from datetime import date

import pytest

from tests.helpers.rows import rows
from webapp.actions import tick_in
from webapp.models.attendance import CheckInRow
from webapp.models.base import transaction
from webapp.models.people import Enrollment
from webapp.queries import sessions

MONDAY = date(2026, 11, 23)


@pytest.fixture
def tick(cast, viewer, clock):
    def make(name):
        when = {"now": clock.now(), "true_now": clock.now()}
        tick_in.tick_in(viewer("sam"), cast.people[name].key, MONDAY, "Evening", name, **when)

    return make


def test_those_here_come_in_the_order_they_arrived(viewer, clock, tick):
    tick("maria")
    clock.forward(minutes=1)
    tick("jordan")
    (evening,) = sessions.load(viewer("sam"), MONDAY, clock.now()).lists
    assert [p.name for p in evening.here] == ["Maria L.", "Jordan M."]
    assert evening.missing == ()


def test_the_version_changes_with_what_is_shown_and_not_with_the_minute(viewer, clock, tick):
    sam = viewer("sam")

    def version():
        return sessions.load(sam, MONDAY, clock.now()).version

    first = version()
    clock.forward(minutes=1)
    assert version() == first
    tick("maria")
    second = version()
    assert second != first
    clock.set("2026-11-23 18:15:01")
    assert version() != second


@pytest.mark.parametrize(("ended_on", "expected"), [("2026-11-22", 1), ("2026-11-23", 2)])
def test_whoever_left_before_the_date_is_not_expected(cast, viewer, now, ended_on, expected):
    with transaction() as session:
        session.query(Enrollment).filter_by(participant_id=cast.maria.participant_id).update(
            {"ended_on": date.fromisoformat(ended_on)}
        )
    (evening,) = sessions.load(viewer("sam"), MONDAY, now).lists
    assert len(evening.people) == expected


def test_a_check_in_is_found_by_its_own_program_only(viewer, tick, now):
    tick("maria")
    key = rows(CheckInRow)[0].public_key
    assert sessions.check_in_named(viewer("rosa"), key, now).name == "Maria L."
    assert sessions.check_in_named(viewer("kim"), key, now) is None


def test_nobody_is_shown_whom_the_rule_does_not_allow(viewer, tick, now, monkeypatch):
    tick("maria")
    key = rows(CheckInRow)[0].public_key
    monkeypatch.setattr(sessions, "may_see", lambda *_: False)
    (evening,) = sessions.load(viewer("sam"), MONDAY, now).lists
    assert evening.people == ()
    assert sessions.check_in_named(viewer("sam"), key, now) is None
