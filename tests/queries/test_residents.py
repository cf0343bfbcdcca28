"""The page of one resident."""

from tests.helpers import houses
from webapp.actions import leave_house
from webapp.domain.house import Reason, Standing
from webapp.queries import residents


def test_it_knows_who_is_out_and_what_is_shared(viewer, now):
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", now)
    leave_house.leave(dana, person, Reason.WORK, "k", due_at=None, now=now)
    page = residents.load(dana, dana.houses[0], person, now)
    assert (page.stand.standing, page.out.reason) == (Standing.OUT, Reason.WORK)
    assert not page.shared
    assert page.disclosed == ()
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    page = residents.load(dana, dana.houses[0], person, now)
    assert page.shared
    assert len(page.disclosed) == 1
