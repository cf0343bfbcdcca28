"""Staff correct what was said when somebody was enrolled."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.helpers.appointments import make, planned
from tests.helpers.record import EVENING, MONDAY, attendance, decide, tick
from tests.helpers.rows import count, rows
from webapp.actions import void_check_in
from webapp.actions.edit_participant import Edited, EditRefusal, edit
from webapp.actions.end_enrollment import NoSuchParticipant
from webapp.actions.enroll import UsernameTaken, UsernameUnfit
from webapp.domain.enrollment import StartRefusal
from webapp.domain.record import Entry
from webapp.models.attendance import CheckInRow
from webapp.models.audit import AuditEvent
from webapp.models.people import Enrollment
from webapp.queries import people

WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def as_is(cast, viewer, now):
    person = people.find(viewer("sam"), cast.jordan.key, now)
    return Edited(person.name, person.username, person.starts_on, person.planned_weeks)


@pytest.fixture
def change(cast, viewer, now, as_is):
    """change(name="J"): Sam changes it, having seen what holds now or what `seen` says."""

    def made(seen=None, who="sam", key=cast.jordan.key, **what):
        found = people.find(viewer("sam"), cast.jordan.key, now)
        seen = found.version if seen is None else seen
        return edit(viewer(who), key, replace(as_is, **what), seen, now=now, true_now=now)

    return made


def test_what_was_changed_is_there_and_the_audit_names_it_without_saying_it(
    change, cast, viewer, now
):
    assert change(name="Jordan Moss", username=" JordanM ", planned_weeks=15) is None
    found = people.find(viewer("sam"), cast.jordan.key, now)
    assert (found.name, found.username, found.planned_weeks) == ("Jordan Moss", "jordanm", 15)
    (row,) = rows(AuditEvent, action="edited_participant")
    assert (row.participant_id, row.detail) == (
        cast.jordan.participant_id,
        "name, username, planned_weeks",
    )


def test_nothing_different_is_no_change_whatever_was_seen(change):
    assert change(seen="old") is None
    assert count(AuditEvent, action="edited_participant") == 0


def test_the_second_of_two_is_told_and_overwrites_nothing(change, cast, viewer, now):
    seen = people.find(viewer("sam"), cast.jordan.key, now).version
    assert change(seen=seen, name="Jordan Moss") is None
    assert change(seen=seen, planned_weeks=20, who="rosa") is EditRefusal.CHANGED_MEANWHILE
    found = people.find(viewer("sam"), cast.jordan.key, now)
    assert (found.name, found.planned_weeks) == ("Jordan Moss", 14)


@pytest.mark.parametrize(
    ("username", "error"), [("maria", UsernameTaken), ("j j", UsernameUnfit), ("", UsernameUnfit)]
)
def test_a_name_to_sign_in_that_cannot_be_changes_nothing(
    change, cast, viewer, now, username, error
):
    with pytest.raises(error):
        change(name="Somebody", username=username)
    assert people.find(viewer("sam"), cast.jordan.key, now).name == "Jordan M."


def test_somebody_of_another_program_is_not_there(change, cast):
    with pytest.raises(NoSuchParticipant):
        change(who="kim", name="Somebody")
    with pytest.raises(NoSuchParticipant):
        change(key=cast.priya.key, name="Somebody")


def test_a_first_day_before_everything_on_record_is_fine(change, cast, viewer, now):
    tick(viewer("sam"), cast.jordan.key, now)
    assert change(starts_on=MONDAY) is None
    assert rows(Enrollment, participant_id=cast.jordan.participant_id)[0].starts_on == MONDAY
    assert attendance(viewer("sam"), cast.jordan.key, EVENING, now).status == "on_time"


def test_a_check_in_before_the_new_first_day_refuses_it_until_it_is_undone(
    change, cast, viewer, now
):
    sam = viewer("sam")
    tick(sam, cast.jordan.key, now)
    assert change(starts_on=WEDNESDAY) is StartRefusal.WAS_HERE
    key = rows(CheckInRow)[0].public_key
    void_check_in.void_check_in(sam, key, "wrong", now=now, true_now=now)
    assert change(starts_on=WEDNESDAY) is None


def test_an_excusal_before_it_refuses_it(change, cast, viewer, now):
    decide(viewer("sam"), cast.jordan.key, Entry.EXCUSED, now, emergency=True)
    assert change(starts_on=WEDNESDAY) is StartRefusal.WAS_HERE


def test_a_visit_before_it_refuses_it(change, cast, viewer, now):
    make(viewer("sam"), cast.jordan.key, now, planned())
    assert change(starts_on=date(2027, 3, 1)) is StartRefusal.WAS_HERE
