"""Between two dates, whoever the viewer may see, and nobody else."""

from datetime import timedelta

from tests.helpers.record import EVENING, MONDAY, tick
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
