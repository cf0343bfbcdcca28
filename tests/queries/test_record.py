"""What is on record, with what was voided."""

import pytest

from tests.helpers.record import EVENING, MONDAY, decide, tick
from tests.helpers.rows import rows
from webapp.actions import void_check_in
from webapp.actions.answer import answer
from webapp.domain.answers import Answer, Reason
from webapp.domain.attendance import Status
from webapp.domain.record import NOTHING, Entry
from webapp.domain.wall_clock import later
from webapp.models.attendance import CheckInRow
from webapp.models.base import transaction
from webapp.models.record import Outage
from webapp.queries import record, schedule


@pytest.fixture
def evening(cast):
    dates = schedule.of_program(cast.sam.program_id, MONDAY, MONDAY)
    (session,) = dates.sessions_on(MONDAY)
    return session


@pytest.fixture
def load(cast, evening):
    def of(*who):
        whose = record.of([cast.people[name].participant_id for name in who])
        return record.load(whose if who else record.in_program(cast.sam.program_id), [evening])

    return of


@pytest.fixture
def facts(cast, load):
    def of(who):
        return load().facts.get((cast.people[who].participant_id, *EVENING), NOTHING)

    return of


def test_a_voided_check_in_stays_on_record_and_does_not_count(cast, viewer, now, facts):
    sam = viewer("sam")
    tick(sam, cast.jordan.key, now)
    key = rows(CheckInRow)[0].public_key
    void_check_in.void_check_in(sam, key, "wrong person", now=now, true_now=now)
    found = facts("jordan")
    assert (found.check_in, found.undone.void.reason) == (None, "wrong person")
    tick(sam, cast.jordan.key, now)
    found = facts("jordan")
    assert (found.check_in.by, found.undone, len(found.check_ins)) == ("Sam K.", None, 2)


def test_the_latest_answer_counts(viewer, clock, facts):
    jordan = viewer("jordan")
    answer(jordan, Answer.RUNNING_LATE, None, "one", clock.now())
    clock.forward(minutes=5)
    answer(jordan, Answer.CANNOT_COME, Reason.ILL, "two", clock.now())
    said = facts("jordan").said
    assert (said.answer, said.reason, said.at) == (Answer.CANNOT_COME, Reason.ILL, clock.now())


def test_everybody_has_their_own(cast, viewer, now, load):
    answer(viewer("jordan"), Answer.ON_MY_WAY, None, "k", now)
    answer(viewer("maria"), Answer.RUNNING_LATE, None, "k", now)
    answer(viewer("priya"), Answer.CANNOT_COME, Reason.WORK, "k", now)
    assert {key[0] for key in load().facts} == {
        cast.jordan.participant_id,
        cast.maria.participant_id,
    }
    assert {key[0] for key in load("jordan").facts} == {cast.jordan.participant_id}


def test_without_sessions_nothing_is_read(cast):
    assert record.load(record.in_program(cast.sam.program_id), []) == record.Record()


def test_who_is_excused_is_known_to_reminders(cast, viewer, now):
    whose = record.in_program(cast.sam.program_id)
    sam = viewer("sam")
    decide(sam, cast.maria.key, Entry.EXCUSED, now, emergency=True)
    key = (cast.maria.participant_id, *EVENING)
    assert record.excused(whose, MONDAY, MONDAY) == {key}
    tick(sam, cast.maria.key, now)
    assert record.excused(whose, MONDAY, MONDAY) == frozenset()
    assert record.checked_in(whose, MONDAY, MONDAY) == {key}


@pytest.mark.parametrize(
    ("began", "ended", "status"),
    [(0, 5, Status.UNKNOWN), (0, 4.9, Status.NO_SHOW), (-60, 4, Status.NO_SHOW)],
)
def test_five_minutes_away_while_check_in_was_open_is_not_an_absence(
    cast, clock, evening, load, began, ended, status
):
    opens = evening.opens_at
    with transaction() as session:
        session.add(Outage(began_at=later(opens, began), ended_at=later(opens, ended)))
    clock.set("2026-11-23 22:00")
    found = load("maria").attendance(cast.maria.participant_id, evening, clock.now())
    assert found.status is status
