"""What the planner and the sender of reminders have to know."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.helpers.clock import at
from tests.helpers.reachable import choose
from tests.queries.test_statements import counted
from webapp.actions import change_schedule, enroll, plan_reminders, tick_in, void_check_in
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.wall_clock import WallTime
from webapp.models.attendance import CheckInRow
from webapp.models.base import db, transaction
from webapp.models.people import Enrollment
from webapp.queries import reminders

TODAY = date(2026, 11, 23)


@pytest.fixture
def standing(cast, now):
    """standing("jordan"): what is known about tonight, or None if nobody asks."""

    def find(who="jordan", moment=now):
        found = reminders.outlook(cast.people[who].program_id, moment)
        return found.standings.get((cast.people[who].participant_id, TODAY, "Evening"))

    return find


def test_everybody_enrolled_is_expected_at_the_session_ahead(standing):
    for who in ("jordan", "maria"):
        assert (standing(who).leads, standing(who).enrolled) == ((60, 30), True)
        assert standing(who).session.arrive_by == at("2026-11-23 17:45")


def test_each_programs_people_are_its_own(cast, now):
    found = reminders.outlook(cast.jordan.program_id, now)
    ours = {cast.jordan.participant_id, cast.maria.participant_id}
    assert {key[0] for key in found.standings} == ours


def test_the_latest_choice_counts(standing, cast, now):
    choose(cast.jordan, [10], now)
    choose(cast.jordan, [60, 10], now)
    assert standing("jordan").leads == (60, 10)
    assert standing("maria").leads == (60, 30)


def test_a_session_is_looked_at_when_a_reminder_for_it_can_be_due_soon(standing):
    assert standing(moment=at("2026-11-23 14:44")) is None
    assert standing(moment=at("2026-11-23 14:45")) is not None
    assert standing(moment=at("2026-11-23 17:44")) is not None
    assert standing(moment=at("2026-11-23 17:45")) is None


@pytest.mark.parametrize("which", ["starts_on", "ended_on"])
def test_nobody_is_expected_outside_of_their_enrollment(standing, cast, which):
    outside = TODAY + timedelta(days=1 if which == "starts_on" else -1)
    with transaction() as session:
        session.execute(
            update(Enrollment)
            .where(Enrollment.participant_id == cast.jordan.participant_id)
            .values({which: outside})
        )
    assert standing("jordan") is None
    assert standing("maria") is not None


def test_a_check_in_is_seen_until_it_is_voided(standing, cast, viewer, now):
    sam, times = viewer("sam"), {"now": now, "true_now": now}
    tick_in.tick_in(sam, cast.jordan.key, TODAY, "Evening", "k", **times)
    assert (standing("jordan").checked_in, standing("maria").checked_in) == (True, False)
    key = db.session.query(CheckInRow.public_key).scalar()
    void_check_in.void_check_in(sam, key, "somebody else", **times)
    assert standing("jordan").checked_in is False


def test_a_session_that_was_planned_and_then_cancelled_stays_in_sight(standing, cast, now):
    plan_reminders.plan_reminders(cast.jordan.program_id, now=now, true_now=now)
    off = ScheduleException(TODAY, Change.CANCELLED, "Evening")
    change_schedule.add_exception(cast.jordan.program_id, off, now)
    assert standing().takes_place is False
    assert standing().told is None


def test_a_moved_session_is_seen_at_its_new_time(standing, cast, now):
    moved = ScheduleException(TODAY, Change.MOVED, "Evening", WallTime.parse("19:00"))
    change_schedule.add_exception(cast.jordan.program_id, moved, now)
    assert standing().session.arrive_by == at("2026-11-23 19:00")


def test_a_program_costs_the_same_however_many_are_in_it(cast, viewer, now):
    def cost(only=None):
        db.session.rollback()
        with counted() as sent:
            reminders.outlook(cast.jordan.program_id, now, only)
        return len(sent)

    few = cost()
    for number in range(30):
        new = enroll.NewParticipant(f"P {number}", f"p{number}", TODAY, 12)
        times = {"now": now, "true_now": now}
        enroll.enroll(new, program_id=cast.jordan.program_id, by=None, **times)
    plan_reminders.plan_reminders(cast.jordan.program_id, now=now, true_now=now)
    assert cost() == cost([cast.jordan.participant_id]) == few == 6


def test_asking_for_some_reads_those_only(cast, now):
    plan_reminders.plan_reminders(cast.jordan.program_id, now=now, true_now=now)
    found = reminders.outlook(cast.jordan.program_id, now, [cast.maria.participant_id])
    assert {key[0] for key in (*found.standings, *found.known)} == {cast.maria.participant_id}
    assert reminders.outlook(cast.jordan.program_id, now, []).standings == {}
    assert set(reminders.program_ids()) == {cast.jordan.program_id, cast.priya.program_id}
