"""Staff decide about a session that somebody was not at."""

from datetime import timedelta

import pytest

from tests.helpers.record import EVENING, MONDAY, attendance, decide, make_up, tick
from tests.helpers.rows import count, rows
from webapp.actions import change_schedule
from webapp.actions.answer import answer
from webapp.actions.decide import NoSuchSession
from webapp.actions.void_check_in import void_check_in
from webapp.domain.answers import Answer, Reason
from webapp.domain.attendance import Status
from webapp.domain.decisions import DecisionRefusal
from webapp.domain.record import Entry, SessionName
from webapp.domain.schedule import Change, ScheduleException
from webapp.models.attendance import CheckInRow
from webapp.models.audit import AuditEvent
from webapp.models.record import RecordRow, RecordVoid

SATURDAY = SessionName(MONDAY + timedelta(days=5), "Evening")


@pytest.fixture
def at_ten(clock):
    clock.set("2026-11-23 22:00")
    return clock.now()


@pytest.fixture
def status(cast, viewer):
    def of(who, now, where=EVENING):
        return attendance(viewer("sam"), cast.people[who].key, where, now).status

    return of


def test_an_absence_is_confirmed_by_a_person_who_is_on_record(cast, viewer, status, at_ten):
    assert decide(viewer("sam"), cast.maria.key, Entry.NO_SHOW, at_ten) is None
    found = attendance(viewer("rosa"), cast.maria.key, EVENING, at_ten)
    assert (found.status, found.provisional, found.is_decided) == (Status.NO_SHOW, False, True)
    assert found.facts.decision.by == "Sam K."
    assert count(AuditEvent, action="record_no_show", participant_id=cast.maria.participant_id) == 1


def test_the_same_form_sent_again_adds_nothing(cast, viewer, at_ten):
    for _ in range(2):
        assert decide(viewer("sam"), cast.maria.key, Entry.NO_SHOW, at_ten, key="k") is None
    assert count(RecordRow) == 1


def test_a_late_request_is_excused_only_as_an_emergency(cast, viewer, status, clock, at_ten):
    clock.set("2026-11-23 12:00")
    answer(viewer("jordan"), Answer.CANNOT_COME, Reason.ILL, "k", clock.now())
    sam = viewer("sam")
    refused = decide(sam, cast.jordan.key, Entry.EXCUSED, at_ten)
    assert refused is DecisionRefusal.EMERGENCY
    assert status("jordan", at_ten) is Status.WAITING
    assert decide(sam, cast.jordan.key, Entry.EXCUSED, at_ten, emergency=True) is None
    assert status("jordan", at_ten) is Status.EXCUSED


def test_who_came_cannot_be_decided_about_as_absent(cast, viewer, now, at_ten):
    tick(viewer("sam"), cast.maria.key, now)
    for kind in (Entry.NO_SHOW, Entry.UNEXCUSED, Entry.EXCUSED):
        refused = decide(viewer("sam"), cast.maria.key, kind, at_ten, emergency=True)
        assert refused is DecisionRefusal.CAME
    assert count(RecordRow) == 0


def test_excused_and_there_all_the_same_counts_as_there(cast, viewer, status, now):
    sam = viewer("sam")
    decide(sam, cast.maria.key, Entry.EXCUSED, now, emergency=True)
    assert status("maria", now) is Status.EXCUSED
    tick(sam, cast.maria.key, now)
    assert status("maria", now) is Status.ON_TIME
    assert [row.kind for row in rows(RecordRow)] == [Entry.EXCUSED, Entry.REOPENED]


def test_before_check_in_has_closed_nobody_is_absent(cast, viewer, now):
    for kind in (Entry.NO_SHOW, Entry.UNEXCUSED, Entry.UNKNOWN):
        refused = decide(viewer("sam"), cast.maria.key, kind, now)
        assert refused is DecisionRefusal.TOO_EARLY


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("priya", EVENING),
        ("jordan", SessionName(MONDAY, "Day")),
        ("jordan", SessionName(MONDAY + timedelta(days=1), "Evening")),
    ],
)
def test_nobody_decides_about_whom_the_program_does_not_expect(cast, viewer, at_ten, who, where):
    with pytest.raises(NoSuchSession):
        decide(viewer("sam"), cast.people[who].key, Entry.NO_SHOW, at_ten, where)
    assert count(RecordRow) == 0


# Making up


@pytest.fixture
def saturday(cast, viewer, clock, at_ten):
    """Monday was missed; on Saturday there is a session to make up, and Maria comes."""
    made = ScheduleException(SATURDAY.day, Change.MAKE_UP, "Evening")
    change_schedule.add_exception(cast.sam.program_id, made, at_ten)
    clock.set("2026-11-28 17:40")
    tick(viewer("sam"), cast.maria.key, clock.now(), SATURDAY)
    clock.set("2026-11-28 22:00")
    return clock.now()


def test_a_make_up_clears_the_missed_session(cast, viewer, status, saturday):
    assert status("jordan", saturday, SATURDAY) is Status.NOT_EXPECTED
    assert make_up(viewer("sam"), cast.maria.key, SATURDAY, EVENING, saturday) is None
    assert status("maria", saturday) is Status.MADE_UP
    made = attendance(viewer("sam"), cast.maria.key, SATURDAY, saturday)
    assert (made.facts.makes_up, made.is_attended) == (EVENING, False)


def test_one_make_up_clears_one_session(cast, viewer, saturday):
    sam, wednesday = viewer("sam"), SessionName(MONDAY + timedelta(days=2), "Evening")
    make_up(sam, cast.maria.key, SATURDAY, EVENING, saturday)
    for where, missed in ((SATURDAY, wednesday), (SATURDAY, EVENING)):
        refused = make_up(sam, cast.maria.key, where, missed, saturday)
        assert refused is DecisionRefusal.ALREADY
    assert count(RecordRow) == 1


def test_who_was_not_there_made_up_nothing(cast, viewer, saturday):
    refused = make_up(viewer("sam"), cast.jordan.key, SATURDAY, EVENING, saturday)
    assert refused is DecisionRefusal.NOT_A_MAKE_UP


def test_two_weeks_are_the_limit(cast, viewer, saturday):
    before = SessionName(MONDAY - timedelta(days=14), "Evening")
    refused = make_up(viewer("sam"), cast.maria.key, SATURDAY, before, saturday)
    assert refused is DecisionRefusal.TOO_FAR_APART


def test_a_make_up_at_which_nobody_was_makes_up_for_nothing(cast, viewer, status, saturday):
    sam = viewer("sam")
    make_up(sam, cast.maria.key, SATURDAY, EVENING, saturday)
    (came,) = rows(CheckInRow)
    void_check_in(sam, came.public_key, "not Maria", now=saturday, true_now=saturday)
    assert status("maria", saturday) is Status.NO_SHOW
    assert [void.reason for void in rows(RecordVoid)] == ["not Maria"]
    tick(sam, cast.maria.key, saturday - timedelta(hours=2), SATURDAY)
    assert make_up(sam, cast.maria.key, SATURDAY, EVENING, saturday) is None
    assert status("maria", saturday) is Status.MADE_UP
