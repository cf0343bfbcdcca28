"""Houses as an owner sees them: who manages them, and nobody who lives there."""

from webapp.actions import manage_house
from webapp.queries import houses


def test_every_house_is_listed_with_its_managers(cast):
    listed = {
        house.name: [m.name for m in house.managers]
        for house in houses.of_program(cast.rosa.program_id)
    }
    assert listed == {"Harbor House": ["Lee P."], "Maple House": ["Dana V."]}


def test_whoever_manages_a_house_no_longer_is_not_listed(cast, now):
    (harbor, _maple) = houses.of_program(cast.rosa.program_id)
    assert manage_house.remove_manager(harbor.id, "lee", now=now)
    assert houses.of_program(cast.rosa.program_id)[0].managers == ()


def test_nothing_of_a_resident_is_in_it(cast):
    assert "Jordan" not in repr(houses.of_program(cast.rosa.program_id))
    assert "617-555-0142" not in repr(houses.of_program(cast.rosa.program_id))


def test_a_house_is_found_by_its_key_alone(cast):
    harbor = houses.of_program(cast.rosa.program_id)[0]
    assert houses.find(cast.rosa.program_id, harbor.key) == harbor
    assert houses.find(cast.rosa.program_id, "nothing") is None


def test_who_manages_another_house_could_manage_this_one_too(cast, now):
    both = houses.of_program(cast.rosa.program_id)
    harbor, maple = both
    assert [each.name for each in houses.could_also_manage(harbor, both)] == ["Dana V."]
    manage_house.add_manager(harbor.id, "Dana V.", "dana", now=now)
    both = houses.of_program(cast.rosa.program_id)
    assert houses.could_also_manage(both[0], both) == ()
    assert [each.name for each in houses.could_also_manage(both[1], both)] == ["Lee P."]
    assert houses.could_also_manage(maple, ()) == ()
