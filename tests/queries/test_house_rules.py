"""A house's rules: usual until it sets its own."""

from datetime import timedelta

from tests.helpers import houses
from tests.helpers.record import MONDAY
from webapp.actions import residents
from webapp.domain.curfew import HouseRules
from webapp.models.base import transaction
from webapp.models.house import HouseRulesRow
from webapp.queries import day, house_rules


def add(viewer, day, now, **values):
    dana = viewer("dana")
    with transaction() as session:
        session.add(
            HouseRulesRow(
                house_id=dana.houses[0].id,
                effective_from=day,
                values=values,
                recorded_at=now,
                recorded_by=dana.account_id,
            )
        )
    return dana.houses[0]


def test_a_house_that_set_none_goes_by_the_usual_ones(viewer, now):
    page = house_rules.load(viewer("dana").houses[0], now)
    assert (page.in_force, page.since, page.to_come) == (HouseRules(), None, ())


def test_each_row_says_what_is_different_from_the_one_before(viewer, now):
    add(viewer, MONDAY, now, grace=10)
    house = add(viewer, MONDAY + timedelta(days=7), now, grace=10, level_1=1320)
    page = house_rules.load(house, now)
    assert (page.in_force.grace, page.since.by) == (10, "Dana V.")
    assert page.to_come[0].differences == (("level_1", 1380, 1320),)


def test_its_version_changes_with_whatever_changes(viewer, now):
    house = viewer("dana").houses[0]
    before = house_rules.load(house, now).version
    assert house_rules.load(house, now).version == before
    add(viewer, MONDAY + timedelta(days=7), now, grace=20)
    assert house_rules.load(house, now).version != before


def test_each_resident_is_in_by_the_curfew_of_their_level_and_their_days_there(viewer, now):
    house = add(viewer, MONDAY, now, level_2=22 * 60 + 30)
    person = houses.resident(viewer("dana"), "Jordan at Maple", now)
    nights = house_rules.nights(house, [person])[person.residency_id]
    assert nights.curfew(MONDAY).isoformat() == "2026-11-24T03:30:00+00:00"
    assert nights.curfew(MONDAY - timedelta(days=1)).isoformat() == "2026-11-23T04:00:00+00:00"
    assert nights.curfew(person.moved_in).isoformat() == "2026-10-02T02:00:00+00:00"


def test_another_house_keeps_its_own(viewer, now):
    house = add(viewer, MONDAY, now, grace=10)
    other = viewer("lee").houses[0]
    assert house_rules.of([house.id, other.id]).keys() == {house.id}


def test_a_level_that_is_set_in_the_evening_leaves_that_night_as_it_was(viewer, now, clock):
    dana = viewer("dana")
    house = add(viewer, MONDAY - timedelta(days=30), now, level_1=20 * 60, level_2=21 * 60)
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    person = houses.resident(dana, "Jordan at Maple", now)
    tuesday = MONDAY + timedelta(days=1)

    def curfews():
        nights = house_rules.nights(house, [person])[person.residency_id]
        found = [nights.curfew(night) for night in (MONDAY, tuesday)]
        lines = [day.load(viewer("jordan"), n, clock.now()).day for n in (MONDAY, tuesday)]
        own = [row.starts_at for line in lines for row in line.rows if row.be_in]
        assert own == found
        return found

    before = curfews()
    clock.set("2026-11-23 23:40")
    new = 3 - person.level
    assert residents.change(dana, house, person.key, phone="", level=new, now=clock.now())
    after = curfews()
    assert after[0] == before[0]
    assert abs(after[1] - before[1]) == timedelta(hours=1)
