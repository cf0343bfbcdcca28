"""Taps under the surface: one row, whatever happens at once."""

from threading import Barrier, Thread

from tests.helpers.rows import count, rows
from webapp.actions import mark_day
from webapp.domain.marks import Mark
from webapp.models.attendance import DayMarkRow, DayMarkVoid
from webapp.models.base import db


def test_taps_at_the_same_moment_make_one_row(app, viewer, now):
    jordan, ready, answers = viewer("jordan"), Barrier(4), []
    db.session.remove()

    def tap(key):
        with app.app_context():
            ready.wait()
            answers.append(mark_day.mark(jordan, Mark.WAKE_UP, key, now))

    threads = [Thread(target=tap, args=[str(number)]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 4
    assert count(DayMarkRow) == 1


def test_a_tap_and_a_tap_of_the_next_day_are_two(viewer, clock):
    jordan = viewer("jordan")
    mark_day.mark(jordan, Mark.WAKE_UP, "a", clock.now())
    clock.forward(days=1)
    mark_day.mark(jordan, Mark.WAKE_UP, "b", clock.now())
    assert [row.day.day for row in rows(DayMarkRow)] == [23, 24]


def test_a_mark_that_the_day_does_not_have_is_not_recorded(viewer, clock):
    clock.set("2026-11-28 12:00")
    assert mark_day.mark(viewer("jordan"), Mark.DAYTIME, "a", clock.now()) is False
    assert count(DayMarkRow) == 0


def test_only_ones_own_tap_can_be_taken_back(viewer, now):
    mark_day.mark(viewer("jordan"), Mark.WAKE_UP, "a", now)
    key = rows(DayMarkRow)[0].public_key
    assert mark_day.take_back(viewer("maria"), key, now) is False
    assert mark_day.take_back(viewer("jordan"), key, now) is True
    assert count(DayMarkVoid) == 1
