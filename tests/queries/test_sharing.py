"""The participant's own house, and what they signed."""

from datetime import date

from tests.helpers import houses
from webapp.actions import residents
from webapp.domain.consent import Scope
from webapp.queries import sharing


def test_the_house_is_the_one_of_the_code(viewer, now):
    assert sharing.home(viewer("jordan"), now) is None
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    home = sharing.home(viewer("jordan"), now)
    assert (home.house, home.called, home.managers) == (
        "Maple House",
        "Jordan at Maple",
        ("Dana V.",),
    )
    assert home.can_sign(now)
    assert home.standing(now) is None


def test_who_moves_has_the_new_house_only(viewer, now):
    jordan, dana = viewer("jordan"), viewer("dana")
    houses.sign(jordan, "Jordan at Maple", now)
    key = houses.resident(dana, "Jordan at Maple", now).key
    residents.move_out(dana, dana.houses[0], key, now.date(), now)
    houses.join(jordan, "Andre at Harbor", now)
    home = sharing.home(jordan, now)
    assert home.house == "Harbor House"
    assert home.standing(now) is None


def test_what_was_signed_is_listed_newest_first_for_its_signer_only(viewer, now):
    jordan = viewer("jordan")
    first = houses.sign(jordan, "Jordan at Maple", now)
    second = houses.sign(jordan, "Jordan at Maple", now, frozenset({Scope.SCHEDULE}))
    assert [each.key for each in sharing.signed(jordan)] == [second, first]
    assert sharing.signed(jordan, first)[0].is_replaced
    assert sharing.signed(jordan)[0].expires_on == date(2027, 3, 3)
    assert sharing.signed(viewer("maria")) == ()
    assert sharing.signed(viewer("maria"), first) == ()
