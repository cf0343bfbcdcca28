"""Staff end an enrollment: no sessions and no reminders after it, and the record stays."""

from datetime import timedelta

import pytest

from tests.helpers import houses
from tests.helpers.appointments import make, planned
from tests.helpers.record import EVENING, MONDAY, attendance, decide, tick
from tests.helpers.rows import count, rows
from webapp.actions import appointments as make_appointment
from webapp.actions import end_enrollment
from webapp.actions.end_enrollment import NoSuchParticipant
from webapp.actions.plan_reminders import plan_reminders
from webapp.domain.appointment import AppointmentRefusal, AppointmentStatus
from webapp.domain.enrollment import EndRefusal
from webapp.domain.record import Entry, SessionName
from webapp.models.audit import AuditEvent
from webapp.models.people import Enrollment
from webapp.models.reminders import ReminderRow
from webapp.queries import appointments, consented, day, sessions

YESTERDAY = MONDAY - timedelta(days=1)


@pytest.fixture
def end(cast, viewer, now):
    def made(last_day, who="sam"):
        times = {"now": now, "true_now": now}
        return end_enrollment.end(viewer(who), cast.jordan.key, last_day, **times)

    return made


def test_after_the_last_day_there_are_no_sessions_and_staff_expect_nobody(end, cast, viewer, now):
    assert end(MONDAY) is None
    wednesday = MONDAY + timedelta(days=2)
    assert day.load(viewer("jordan"), MONDAY, now).day.attendances
    assert day.load(viewer("jordan"), wednesday, now).day.attendances == ()
    where = SessionName(wednesday, "Evening")
    assert sessions.attendance_of(viewer("sam"), cast.jordan.key, *where, now) is None


def test_reminders_of_sessions_after_it_are_not_wanted(end, cast, now):
    plan_reminders(cast.jordan.program_id, now=now, true_now=now)
    mine = {"participant_id": cast.jordan.participant_id, "cancelled_at": None}
    assert count(ReminderRow, **mine) > 0
    end(YESTERDAY)
    plan_reminders(cast.jordan.program_id, now=now, true_now=now)
    assert count(ReminderRow, **mine) == 0


def test_what_a_house_was_shown_ends_with_it(end, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    person = houses.resident(viewer("dana"), "Jordan at Maple", now)
    scopes = frozenset(houses.EVERYTHING)
    assert consented.load(viewer("dana"), [person], scopes, now).shared
    end(YESTERDAY)
    assert not consented.load(viewer("dana"), [person], scopes, now).shared


def test_nobodys_presence_falls_off_the_record(end, cast, viewer, now):
    tick(viewer("sam"), cast.jordan.key, now)
    assert end(YESTERDAY) is EndRefusal.WAS_HERE
    assert rows(Enrollment, participant_id=cast.jordan.participant_id)[0].ended_on is None
    assert end(MONDAY) is None
    assert attendance(viewer("sam"), cast.jordan.key, EVENING, now).is_present


def test_it_can_be_taken_back_and_both_are_in_the_history(end, cast, viewer, now):
    end(YESTERDAY)
    end_enrollment.stay(viewer("rosa"), cast.jordan.key, now=now, true_now=now)
    assert day.load(viewer("jordan"), MONDAY, now).day.attendances
    lines = [row.detail for row in rows(AuditEvent) if row.action == "enrollment_end"]
    assert lines == ["last day 2026-11-22", "stays"]


def test_another_programs_staff_end_nothing(end, cast):
    with pytest.raises(NoSuchParticipant):
        end(MONDAY, "kim")
    assert rows(Enrollment, participant_id=cast.jordan.participant_id)[0].ended_on is None


def test_taken_back_it_revives_no_consent(end, cast, viewer, now, clock):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    person = houses.resident(viewer("dana"), "Jordan at Maple", now)
    end(YESTERDAY)
    end_enrollment.stay(viewer("sam"), cast.jordan.key, now=now, true_now=now)
    scopes = frozenset(houses.EVERYTHING)
    assert not consented.load(viewer("dana"), [person], scopes, now).shared


def test_an_end_that_is_still_to_come_and_is_taken_back_ends_no_consent(end, cast, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    person = houses.resident(viewer("dana"), "Jordan at Maple", now)
    end(MONDAY + timedelta(days=7))
    end_enrollment.stay(viewer("sam"), cast.jordan.key, now=now, true_now=now)
    scopes = frozenset(houses.EVERYTHING)
    assert consented.load(viewer("dana"), [person], scopes, now).shared


def test_no_last_day_hides_a_decision_or_a_dispute(end, cast, viewer, clock):
    clock.set("2026-11-23 22:00")
    decide(viewer("sam"), cast.jordan.key, Entry.NO_SHOW, clock.now())
    assert end(YESTERDAY) is EndRefusal.WAS_HERE
    assert end(MONDAY) is None


def test_visits_after_the_last_day_are_called_off_and_none_is_made(end, cast, viewer, now):
    sam, jordan = viewer("sam"), cast.jordan
    make(sam, jordan.key, now, planned("14:00"), 3)
    end(MONDAY)
    found = appointments.own(viewer("jordan"), MONDAY, MONDAY + timedelta(weeks=3))
    assert [each.status(now) for each in found] == [
        AppointmentStatus.NOT_NOTED,
        AppointmentStatus.CANCELLED,
        AppointmentStatus.CANCELLED,
    ]
    times = {"now": now, "true_now": now}
    new = planned("09:00", MONDAY + timedelta(days=1))
    refused = make_appointment.make(sam, jordan.key, new, 1, "k", **times)
    assert refused is AppointmentRefusal.ENDED
