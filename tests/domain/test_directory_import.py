from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.clock import at
from webapp.domain.directory_import import NIGHT_MINUTES, next_night
from webapp.domain.wall_clock import Instant, local

NEW_YORK = ZoneInfo("America/New_York")


def test_a_list_is_read_the_next_night_at_its_own_minute():
    assert next_night(at("2026-11-23 17:20"), NEW_YORK, 0) == at("2026-11-24 03:00")
    assert next_night(at("2026-11-24 02:59"), NEW_YORK, 0) == at("2026-11-24 03:00")
    assert next_night(at("2026-11-24 03:00"), NEW_YORK, 0) == at("2026-11-25 03:00")
    assert next_night(at("2026-11-23 17:20"), NEW_YORK, 1) == at("2026-11-24 03:37")


def test_lists_are_read_one_after_the_other():
    minutes = {next_night(at("2026-11-23 17:20"), NEW_YORK, n) for n in range(NIGHT_MINUTES)}
    assert len(minutes) == NIGHT_MINUTES


@pytest.mark.parametrize("zone", ["America/New_York", "America/Nuuk", "Pacific/Apia"])
@given(st.integers(0, 366 * 24 * 60), st.integers(0, 500))
def test_it_is_always_between_three_and_five_at_most_a_day_and_an_hour_ahead(zone, minutes, number):
    zone = ZoneInfo(zone)
    after = Instant(at("2026-01-01 00:00") + timedelta(minutes=minutes))
    night = next_night(after, zone, number)
    assert after < night <= after + timedelta(hours=25)
    assert 3 <= local(night, zone).hour < 5 or local(night, zone).date() == date(2026, 3, 29)
