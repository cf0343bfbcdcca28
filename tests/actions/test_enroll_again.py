"""Somebody whose enrollment has ended comes back."""

from datetime import date, timedelta

import pytest

from tests.helpers import houses, weeks
from tests.helpers.coming_back import leave_and_return
from tests.helpers.record import MONDAY, attendance, tick
from tests.helpers.rows import count, rows
from webapp.actions import edit_participant, end_enrollment
from webapp.actions.change_schedule import add_exception
from webapp.actions.end_enrollment import NoSuchParticipant
from webapp.actions.enroll_again import enroll_again
from webapp.domain.blocks import Level
from webapp.domain.enrollment import AgainRefusal, StartRefusal
from webapp.domain.record import SessionName
from webapp.domain.schedule import Change, ScheduleException
from webapp.models.audit import AuditEvent
from webapp.models.people import EarlierEnrollment, Enrollment, Participant
from webapp.queries import people, record_page, schedule, sharing

FRIDAY = MONDAY - timedelta(days=3)
NEXT = MONDAY + timedelta(days=7)


@pytest.fixture
def when(clock):
    return lambda: {"now": clock.now(), "true_now": clock.true_now()}


@pytest.fixture
def again(cast, viewer, when):
    def made(first_day=NEXT, weeks=8, who="sam"):
        return enroll_again(viewer(who), cast.jordan.key, first_day, weeks, **when())

    return made


@pytest.fixture
def left(cast, viewer, when):
    end_enrollment.end(viewer("sam"), cast.jordan.key, FRIDAY, **when())


@pytest.mark.usefixtures("left")
def test_the_new_time_begins_and_the_old_one_is_kept_with_account_and_number(again, cast, now):
    number = rows(Participant, id=cast.jordan.participant_id)[0].number
    assert again() is None
    (enrollment,) = rows(Enrollment, participant_id=cast.jordan.participant_id)
    assert (enrollment.starts_on, enrollment.planned_weeks, enrollment.ended_on) == (NEXT, 8, None)
    (before,) = rows(EarlierEnrollment)
    assert (before.starts_on, before.planned_weeks, before.ended_on) == (
        date(2026, 10, 26),
        14,
        FRIDAY,
    )
    assert before.recorded_by == cast.sam.account_id
    assert rows(Participant, id=cast.jordan.participant_id)[0].number == number
    assert count(AuditEvent, action="enrolled_again", detail="from 2026-11-30") == 1


@pytest.mark.usefixtures("left")
def test_the_same_form_twice_is_one_new_time(again):
    assert [again(), again()] == [None, None]
    assert count(EarlierEnrollment) == 1


def test_who_has_not_left_cannot_come_back(again, cast, viewer, when):
    assert again() is AgainRefusal.NOT_ENDED
    end_enrollment.end(viewer("sam"), cast.jordan.key, MONDAY, **when())
    assert again() is AgainRefusal.NOT_ENDED
    assert count(EarlierEnrollment) == 0


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(
    ("days", "why"), [(-1, AgainRefusal.WHEN), (0, None), (366, None), (367, AgainRefusal.WHEN)]
)
def test_it_begins_today_or_later_within_a_year(again, days, why):
    assert again(MONDAY + timedelta(days=days)) is why


@pytest.mark.usefixtures("left")
def test_nobody_is_missed_at_a_session_that_closed_before_they_came_back(again, clock):
    clock.set("2026-11-23 18:15")
    assert again(MONDAY) is AgainRefusal.TODAY_IS_OVER
    assert again(MONDAY + timedelta(days=1)) is None


def test_what_was_before_stays_as_it_was_and_the_gap_is_nobodys(cast, viewer, clock):
    sam, key = viewer("sam"), cast.jordan.key
    tick(sam, key, clock.now())
    before = attendance(sam, key, SessionName(MONDAY, "Evening"), clock.now())
    clock.set("2026-12-10 12:00")
    leave_and_return(sam, key, clock, "2026-11-25", "2026-12-14")
    assert attendance(sam, key, SessionName(MONDAY, "Evening"), clock.now()).status == before.status
    clock.set("2026-12-16 12:00")
    found = record_page.everything(viewer("jordan"), clock.now())
    days = [each.session.day for each in found.sessions]
    assert MONDAY in days
    assert date(2026, 12, 14) in days
    assert not [day for day in days if date(2026, 11, 25) < day < date(2026, 12, 14)]


def test_what_was_signed_for_a_house_does_not_come_back(cast, viewer, clock):
    houses.sign(viewer("jordan"), "Jordan at Maple", clock.now())
    clock.set("2026-12-10 12:00")
    leave_and_return(viewer("sam"), cast.jordan.key, clock, "2026-12-07", "2026-12-10")
    assert sharing.home(viewer("jordan"), clock.now()).standing(clock.now()) is None


def test_the_first_day_cannot_be_moved_into_the_time_before(cast, viewer, clock, when):
    sam = viewer("sam")
    leave_and_return(sam, cast.jordan.key, clock, "2026-11-20", "2026-11-30")
    person = people.find(sam, cast.jordan.key, clock.now())
    wanted = edit_participant.Edited(person.name, person.username, FRIDAY, 8)
    why = edit_participant.edit(sam, person.key, wanted, person.version, **when())
    assert why is StartRefusal.BEFORE_LAST_TIME


@pytest.mark.usefixtures("left")
def test_somebody_of_another_program_is_not_there(again):
    with pytest.raises(NoSuchParticipant):
        again(who="kim")


@pytest.mark.usefixtures("left")
def test_a_week_of_their_own_and_what_was_planned_for_them_is_not_for_this_time(
    again, viewer, cast, now
):
    sam = viewer("sam")
    whose = weeks.of_one(cast.jordan.key, cast.jordan.participant_id)
    mondays = weeks.evening("20:00", "0", Level.PARTICIPANT)
    assert weeks.change(sam, mondays, MONDAY + timedelta(days=1), now, whose) is None
    moved = ScheduleException(NEXT + timedelta(days=7), Change.CANCELLED, "Evening")
    add_exception(sam.program_id, moved, now, participant_id=cast.jordan.participant_id)
    assert again() is None
    last = NEXT + timedelta(days=14)
    own = schedule.of_participant(viewer("jordan"), NEXT, last)
    theirs = schedule.of_participant(viewer("maria"), NEXT, last)
    days = [NEXT + timedelta(days=n) for n in range(15)]
    assert [own.sessions_on(day) for day in days] == [theirs.sessions_on(day) for day in days]


@pytest.mark.usefixtures("left")
def test_the_first_day_of_who_came_back_moves_to_no_day_that_is_over(again, viewer, cast, clock):
    assert again() is None
    clock.set("2026-12-01 12:00")
    sam, now = viewer("sam"), clock.now()
    person = people.find(sam, cast.jordan.key, now)
    earlier = NEXT - timedelta(days=3)
    wanted = edit_participant.Edited(person.name, person.username, earlier, person.planned_weeks)
    when = {"now": now, "true_now": now}
    refused = edit_participant.edit(sam, person.key, wanted, person.version, **when)
    assert refused is StartRefusal.MISSED_SINCE
