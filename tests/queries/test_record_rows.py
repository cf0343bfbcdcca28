"""The rows that a record is made of, found by person, by several or by program."""

import pytest

from tests.helpers.record import MONDAY, tick
from webapp.actions.answer import answer
from webapp.domain.answers import Answer
from webapp.domain.record import Evidence
from webapp.queries import record, schedule


@pytest.fixture
def evening(cast):
    (session,) = schedule.of_program(cast.sam.program_id, MONDAY, MONDAY).sessions_on(MONDAY)
    return session


def test_whichever_way_a_person_is_asked_for_their_rows_are_the_same(cast, viewer, now, evening):
    answer(viewer("jordan"), Answer.RUNNING_LATE, None, "k", now)
    tick(viewer("sam"), cast.jordan.key, now)
    mine = cast.jordan.participant_id
    alone = record.load(record.of_one(mine), [evening])
    (facts,) = alone.facts.values()
    assert (facts.said.answer, facts.check_in.evidence) == (Answer.RUNNING_LATE, Evidence.STAFF)
    assert record.load(record.of([mine, cast.maria.participant_id]), [evening]) == alone
    assert record.load(record.in_program(cast.sam.program_id), [evening]) == alone
    assert record.load(record.of([]), [evening]) == record.Record()


def test_of_no_session_nothing_is_asked_for(now):
    nothing = record.asking([])
    assert nothing["first"] > nothing["last"]
    assert nothing["opens_at"] > now
