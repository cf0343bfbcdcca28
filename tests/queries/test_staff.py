"""Who works at a program, for its own owners."""

from webapp.domain.access import Role
from webapp.queries import staff


def test_an_owner_finds_the_staff_of_their_own_program(cast, viewer):
    found = staff.of_program(viewer("rosa"))
    assert [(each.name, each.role) for each in found] == [
        (cast.rosa.name, Role.OWNER),
        (cast.sam.name, Role.STAFF),
    ]
    kim = next(each for each in staff.of_program(viewer("kim")) if each.username == "kim")
    assert staff.find(viewer("rosa"), kim.key) is None
    assert staff.find(viewer("rosa"), found[1].key) == found[1]
