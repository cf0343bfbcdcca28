"""Out once, back once."""

import pytest

from tests.helpers import houses
from tests.helpers.rows import count, rows
from webapp.actions import leave_house
from webapp.domain.house import Reason
from webapp.domain.wall_clock import later
from webapp.models.house import HouseLeave, HouseReturn


@pytest.fixture
def chris(viewer, now):
    return houses.resident(viewer("dana"), "Chris at Maple", now)


def test_the_same_form_twice_is_one_leave_even_after_coming_back(viewer, chris, now):
    dana = viewer("dana")
    leave_house.leave(dana, chris, Reason.WORK, "k", due_at=later(now, 60), now=now)
    assert leave_house.come_back(dana, chris, now)
    leave_house.leave(dana, chris, Reason.WORK, "k", due_at=None, now=now)
    assert [row.due_at for row in rows(HouseLeave)] == [later(now, 60)]


def test_nobody_comes_back_who_did_not_leave(viewer, chris, now):
    assert not leave_house.come_back(viewer("dana"), chris, now)
    assert count(HouseReturn) == 0


def test_out_again_is_another_leave(viewer, chris, now):
    dana = viewer("dana")
    for key in ("one", "two"):
        leave_house.leave(dana, chris, Reason.OUT, key, due_at=None, now=now)
        assert leave_house.come_back(dana, chris, later(now, 5))
    assert (count(HouseLeave), count(HouseReturn)) == (2, 2)
