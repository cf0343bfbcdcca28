"""The board's version changes with what is shown, and with nothing else."""

from tests.helpers import houses
from webapp.actions import call_roll
from webapp.domain.consent import Scope
from webapp.domain.house import RollMark, RollWord
from webapp.domain.wall_clock import later
from webapp.queries import board


def test_the_version_does_not_change_with_the_time_alone(viewer, now):
    dana = viewer("dana")
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    first = board.load(dana, dana.houses[0], now).version
    assert board.load(dana, dana.houses[0], later(now, 3)).version == first


def test_the_version_changes_with_a_roll_call_and_with_a_consent(viewer, now):
    dana = viewer("dana")
    versions = [board.load(dana, dana.houses[0], now).version]
    chris = houses.resident(dana, "Chris at Maple", now)
    call_roll.call(dana, chris, now.date(), RollWord.IN, "k", now)
    versions.append(board.load(dana, dana.houses[0], now).version)
    houses.sign(viewer("jordan"), "Jordan at Maple", now, frozenset({Scope.MEETING_COUNT}))
    versions.append(board.load(dana, dana.houses[0], now).version)
    assert len(set(versions)) == 3


def test_the_word_program_reads_out(now):
    marks = (RollMark(now.date(), RollWord.PROGRAM, now), RollMark(now.date(), RollWord.IN, now))
    assert [mark.word for mark in board.masked(marks)] == [RollWord.OUT, RollWord.IN]
