"""Change one date of a program, or say what its session is about."""

from datetime import date

import pytest

from tests.helpers.rows import count, rows
from webapp.actions import change_schedule
from webapp.actions.change_schedule import UnknownProgram, program_named
from webapp.domain.schedule import Change, ScheduleException, Topic
from webapp.models.audit import AuditEvent
from webapp.models.program import ExceptionRow, SessionTopicRow
from webapp.queries.schedule import of_program

DAY = date(2026, 11, 25)


def test_a_program_is_found_by_its_name(cast):
    assert program_named("Baystate") == (cast.priya.program_id, "America/New_York")


@pytest.mark.usefixtures("app")
def test_an_unknown_program_is_refused_with_the_names_there_are():
    with pytest.raises(UnknownProgram, match="New Light"):
        program_named("Harbor")


def test_an_exception_changes_its_date_of_its_program_only(cast, now):
    change_schedule.add_exception(
        cast.jordan.program_id, ScheduleException(DAY, Change.HOLIDAY), now
    )
    cancelled = {
        (program, day): [s.cancelled for s in of_program(program, day, day).sessions_on(day)]
        for program in (cast.jordan.program_id, cast.priya.program_id)
        for day in (DAY, date(2026, 11, 27))
    }
    assert [key for key, value in cancelled.items() if True in value] == [
        (cast.jordan.program_id, DAY)
    ]
    assert rows(AuditEvent, action="schedule_holiday")[0].detail == "2026-11-25"


def test_a_session_that_the_program_does_not_have_is_refused(cast, now):
    with pytest.raises(UnknownProgram, match="Evening"):
        change_schedule.add_exception(
            cast.jordan.program_id, ScheduleException(DAY, Change.CANCELLED, "Day"), now
        )
    with pytest.raises(UnknownProgram, match="Evening"):
        change_schedule.set_topic(cast.jordan.program_id, Topic(DAY, "Day", "Trauma"), now)
    assert (count(ExceptionRow), count(SessionTopicRow)) == (0, 0)


def test_the_later_word_on_a_topic_counts(cast, now):
    for title in ("Trauma", "Coping skills"):
        change_schedule.set_topic(cast.jordan.program_id, Topic(DAY, "Evening", title), now)
    (session,) = of_program(cast.jordan.program_id, DAY, DAY).sessions_on(DAY)
    assert session.topic == "Coping skills"
    assert count(AuditEvent, action="set_topic") == 2
