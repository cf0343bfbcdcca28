"""Between two dates, whoever the viewer may see, and nobody else."""

from datetime import timedelta

import pytest

from tests.helpers.record import EVENING, MONDAY, tick
from webapp.actions.answer import answer
from webapp.domain.answers import Answer, Reason
from webapp.domain.decisions import waits_for_staff
from webapp.queries import sessions
from webapp.queries.span import Span

WEEK = timedelta(days=6)


def test_it_holds_everybody_of_the_program_and_each_session(cast, viewer, now):
    tick(viewer("sam"), cast.jordan.key, now)
    span = Span(viewer("sam"), MONDAY, MONDAY + WEEK, now)
    assert {each.name for each in span.people} == {cast.jordan.name, cast.maria.name}
    assert [session.day - MONDAY for session in span.sessions] == [
        timedelta(days=n) for n in (0, 2, 4)
    ]
    found = {(a.session.day, a.is_present) for a in span.attendances(span.named(cast.jordan.key))}
    assert (EVENING.day, True) in found


def test_nobody_of_another_program_is_in_it(cast, viewer, now):
    span = Span(viewer("kim"), MONDAY, MONDAY, now)
    assert span.named(cast.jordan.key) is None
    assert [each.name for each in span.people] == [cast.priya.name]


def test_whom_the_rule_hides_is_not_in_it(viewer, now, monkeypatch):
    monkeypatch.setattr(sessions, "may_see", lambda *_: False)
    assert list(Span(viewer("sam"), MONDAY, MONDAY, now).people) == []


@pytest.mark.parametrize("time", ["2026-11-23 17:20", "2026-11-23 18:15", "2026-11-24 12:00"])
def test_nothing_that_waits_for_staff_is_off_their_mind(cast, viewer, clock, time):
    answer(viewer("jordan"), Answer.CANNOT_COME, Reason.ILL, "k", clock.now())
    clock.set(time)
    now, sam = clock.now(), viewer("sam")
    today = now.date()
    span = Span(sam, today - timedelta(days=35), today + timedelta(days=14), now)
    for person in span.people:
        everything, some = span.attendances(person), span.on_mind(person)
        waiting = [each for each in everything if waits_for_staff(each)]
        assert waiting
        assert [each for each in some if waits_for_staff(each)] == waiting
        assert len(some) < len(everything)
