"""Staff make appointments, move them, and note whether they were kept."""

from datetime import timedelta

import pytest

from tests.helpers.appointments import make, note, planned
from tests.helpers.record import MONDAY
from tests.helpers.rows import count, rows
from webapp.actions import appointments, dispute
from webapp.actions.appointments import NoSuchAppointment
from webapp.actions.decide import NoSuchSession
from webapp.domain.appointment import AppointmentKind, AppointmentRefusal, AppointmentStatus
from webapp.domain.decisions import DecisionRefusal
from webapp.domain.record import Entry
from webapp.models.appointment import AppointmentRow
from webapp.models.audit import AuditEvent
from webapp.models.record import RecordRow
from webapp.queries import appointments as query

AT_TWO = planned("14:00")


def made(viewer, participant_key, now, what=AT_TWO, weeks=1, key="k"):
    return appointments.make(viewer, participant_key, what, weeks, key, now=now, true_now=now)


def status(viewer, key, now):
    return query.one(viewer, key, now).appointment.status(now)


def test_a_weekly_one_is_made_for_each_week_with_its_line_of_history(cast, viewer, now):
    assert made(viewer("sam"), cast.jordan.key, now, weeks=3) is None
    assert [row.day for row in rows(AppointmentRow)] == [
        MONDAY + timedelta(weeks=n) for n in range(3)
    ]
    lines = [row for row in rows(AuditEvent) if row.action == "appointment_made"]
    assert len(lines) == 3


def test_the_same_form_makes_it_once(cast, viewer, now):
    for _ in range(2):
        assert made(viewer("sam"), cast.jordan.key, now, weeks=2) is None
    assert count(AppointmentRow) == 2


def test_two_at_the_same_time_are_one_too_many(cast, viewer, now):
    make(viewer("sam"), cast.jordan.key, now, AT_TWO)
    assert made(viewer("rosa"), cast.jordan.key, now) is AppointmentRefusal.TWICE
    test = planned("14:00", kind=AppointmentKind.TEST)
    assert made(viewer("rosa"), cast.jordan.key, now, test) is None


def test_one_that_was_called_off_leaves_its_time_free(cast, viewer, now):
    sam = viewer("sam")
    note(sam, make(sam, cast.jordan.key, now, AT_TWO), Entry.CALLED_OFF, now)
    assert made(sam, cast.jordan.key, now) is None


def test_nobody_makes_one_for_another_programs_participant(cast, viewer, now):
    with pytest.raises(NoSuchAppointment):
        made(viewer("kim"), cast.jordan.key, now)
    with pytest.raises(NoSuchAppointment):
        made(viewer("sam"), "nobody", now)
    assert count(AppointmentRow) == 0


def test_what_cannot_be_made_is_refused(cast, viewer, now):
    too_long = planned(minutes=500)
    assert made(viewer("sam"), cast.jordan.key, now, too_long) is AppointmentRefusal.MINUTES
    assert count(AppointmentRow) == 0


def test_a_note_and_its_correction_both_stand(cast, viewer, now):
    sam = viewer("sam")
    key = make(sam, cast.jordan.key, now, AT_TWO)
    assert note(sam, key, Entry.MISSED, now) is None
    assert note(sam, key, Entry.DONE, now) is AppointmentRefusal.WORDS
    assert note(sam, key, Entry.DONE, now, "They came late.") is None
    assert status(sam, key, now) is AppointmentStatus.DONE
    assert [row.kind for row in rows(RecordRow)] == [Entry.MISSED, Entry.DONE]


def test_the_same_form_notes_once(cast, viewer, now):
    sam = viewer("sam")
    key = make(sam, cast.jordan.key, now, AT_TWO)
    for _ in range(2):
        times = {"now": now, "true_now": now}
        assert appointments.note(sam, key, Entry.MISSED, "n", **times) is None
    assert count(RecordRow) == 1


def test_another_programs_staff_find_no_such_appointment(cast, viewer, now):
    key = make(viewer("sam"), cast.jordan.key, now, AT_TWO)
    times = {"now": now, "true_now": now}
    with pytest.raises(NoSuchAppointment):
        note(viewer("kim"), key, Entry.DONE, now)
    with pytest.raises(NoSuchAppointment):
        appointments.move(viewer("kim"), key, AT_TWO, "m", **times)
    assert count(RecordRow) == 0


def test_moving_calls_one_off_and_makes_the_other(cast, viewer, now):
    sam, times = viewer("sam"), {"now": now, "true_now": now}
    key = make(sam, cast.jordan.key, now, AT_TWO)
    tuesday = planned("10:00", MONDAY + timedelta(days=1), minutes=30, with_whom="ignored")
    for _ in range(2):
        assert appointments.move(sam, key, tuesday, "m", **times) is None
    old, new = query.own(viewer("jordan"), MONDAY, MONDAY + timedelta(days=1))
    assert old.status(now) is AppointmentStatus.CANCELLED
    assert old.moved_to == new.where
    assert (new.with_whom, new.status(now)) == ("Psychiatrist", AppointmentStatus.COMING)


def test_what_is_noted_is_not_moved_any_more(cast, viewer, now):
    sam, times = viewer("sam"), {"now": now, "true_now": now}
    key = make(sam, cast.jordan.key, now, AT_TWO)
    same_time = appointments.move(sam, key, AT_TWO, "m", **times)
    assert same_time is AppointmentRefusal.TWICE
    note(sam, key, Entry.DONE, now)
    later_on = planned("16:00")
    assert appointments.move(sam, key, later_on, "m2", **times) is AppointmentRefusal.ALREADY
    assert count(AppointmentRow) == 1


def test_the_participant_disputes_it_and_staff_answer(cast, viewer, now):
    sam, jordan, times = viewer("sam"), viewer("jordan"), {"now": now, "true_now": now}
    key = make(sam, cast.jordan.key, now, AT_TWO)
    note(sam, key, Entry.MISSED, now)
    where = query.own_one(jordan, key).where
    assert dispute.dispute(jordan, where, "I was there.", "d", **times) is None
    assert dispute.dispute(jordan, where, "Again.", "d2", **times) is DecisionRefusal.ALREADY
    found = query.one(sam, key, now).appointment
    assert found.status(now) is AppointmentStatus.WAITING
    assert (found.facts.dispute.owner, found.facts.dispute.words) == ("Rosa D.", "I was there.")
    assert dispute.answer(sam, cast.jordan.key, where, "Yes.", "a", **times) is None
    assert status(sam, key, now) is AppointmentStatus.MISSED


def test_nobody_disputes_or_answers_what_is_not_theirs(cast, viewer, now):
    sam, times = viewer("sam"), {"now": now, "true_now": now}
    key = make(sam, cast.jordan.key, now, AT_TWO)
    where = query.own_one(viewer("jordan"), key).where
    with pytest.raises(NoSuchSession):
        dispute.dispute(viewer("maria"), where, "Mine.", "d", **times)
    for who, participant in (("kim", cast.jordan.key), ("sam", cast.maria.key)):
        with pytest.raises(NoSuchSession):
            dispute.answer(viewer(who), participant, where, "No.", "a", **times)
    assert count(RecordRow) == 0


def test_one_that_overlaps_another_is_neither_made_nor_moved_there(cast, viewer, now):
    sam, times = viewer("sam"), {"now": now, "true_now": now}
    make(sam, cast.jordan.key, now, AT_TWO)
    assert made(sam, cast.jordan.key, now, planned("14:15")) is AppointmentRefusal.TWICE
    assert made(sam, cast.jordan.key, now, planned("14:30"), key="k2") is None
    third = make(sam, cast.jordan.key, now, planned("16:00"))
    moved = appointments.move(sam, third, planned("14:10"), "m", **times)
    assert moved is AppointmentRefusal.TWICE


def test_a_dispute_under_another_date_is_not_there(cast, viewer, now):
    sam, jordan, times = viewer("sam"), viewer("jordan"), {"now": now, "true_now": now}
    key = make(sam, cast.jordan.key, now, AT_TWO)
    note(sam, key, Entry.MISSED, now)
    where = query.own_one(jordan, key).where
    wrong = where._replace(day=MONDAY - timedelta(days=1))
    with pytest.raises(NoSuchSession):
        dispute.dispute(jordan, wrong, "I was there.", "d", **times)
    assert dispute.dispute(jordan, where, "I was there.", "d", **times) is None
    with pytest.raises(NoSuchSession):
        dispute.answer(sam, cast.jordan.key, wrong, "Yes.", "a", **times)
