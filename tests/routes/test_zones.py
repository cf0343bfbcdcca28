"""The time zones to choose from."""

from webapp.domain.wall_clock import zone_named
from webapp.routes import zones


def test_every_zone_to_choose_is_one_that_a_program_can_have():
    offered = (*zones.UNITED_STATES, *zones.others())
    assert len(set(offered)) == len(offered) > 400
    for name in offered:
        zone_named(name)
