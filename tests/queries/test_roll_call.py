"""Which words may be said of whom."""

from tests.helpers import houses
from webapp.actions import residents
from webapp.domain.consent import Scope
from webapp.domain.house import RollWord
from webapp.queries import roll_call


def test_program_is_a_choice_only_with_the_enrollment_scope(viewer, now):
    dana = viewer("dana")
    house = dana.houses[0]
    key = houses.resident(dana, "Jordan at Maple", now).key
    houses.sign(viewer("jordan"), "Jordan at Maple", now, frozenset({Scope.SCHEDULE}))
    assert RollWord.PROGRAM not in roll_call.choices(dana, house, key, now)[1]
    houses.sign(viewer("jordan"), "Jordan at Maple", now, frozenset({Scope.ENROLLMENT}))
    assert RollWord.PROGRAM in roll_call.choices(dana, house, key, now)[1]


def test_nothing_is_said_of_who_moved_out(viewer, now):
    dana = viewer("dana")
    key = houses.resident(dana, "Chris at Maple", now).key
    residents.move_out(dana, dana.houses[0], key, now.date(), now)
    assert roll_call.choices(dana, dana.houses[0], key, now) is None
