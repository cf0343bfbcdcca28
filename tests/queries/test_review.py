"""What waits for a person at the program."""

from tests.helpers.record import EVENING, decide
from webapp.actions.answer import answer
from webapp.domain.answers import Answer, Reason
from webapp.domain.record import Entry
from webapp.queries import review
from webapp.queries.review import Why


def test_the_oldest_come_first_and_only_of_the_own_program(cast, viewer, clock):
    clock.set("2026-11-24 08:00")
    found = review.load(viewer("sam"), clock.now()).of(Why.NOT_HEARD)
    days = [each.where.day for each in found]
    assert days == sorted(days)
    assert {each.name for each in found} == {"Jordan M.", "Maria L."}
    assert {e.name for e in review.load(viewer("kim"), clock.now()).waiting} == {"Priya S."}


def test_a_request_waits_ahead_and_not_when_it_is_decided(cast, viewer, clock):
    answer(viewer("jordan"), Answer.CANNOT_COME, Reason.ILL, "k", clock.now())
    sam = viewer("sam")
    (asked,) = review.load(sam, clock.now()).of(Why.REQUEST)
    assert (asked.key, asked.where, asked.overdue) == (cast.jordan.key, EVENING, False)
    decide(sam, cast.jordan.key, Entry.EXCUSED, clock.now(), emergency=True)
    assert review.load(sam, clock.now()).of(Why.REQUEST) == ()


def test_one_session_of_one_participant_or_none(cast, viewer, now):
    sam = viewer("sam")
    page = review.one(sam, cast.jordan.key, EVENING, now)
    assert (page.name, page.attendance.session.name) == ("Jordan M.", "Evening")
    assert review.one(sam, cast.priya.key, EVENING, now) is None
    assert review.one(viewer("kim"), cast.jordan.key, EVENING, now) is None
