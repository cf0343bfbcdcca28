"""How long somebody can sign in whose last day in a program is past."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.helpers import houses
from tests.helpers.record import MONDAY
from webapp.actions import change_settings, residents
from webapp.models.base import transaction
from webapp.models.people import Enrollment
from webapp.queries import after_end
from webapp.queries import settings as settings_query


@pytest.fixture
def ended(cast):
    """ended(3): Jordan's last day was three days ago."""

    def made(days):
        with transaction() as session:
            session.execute(
                update(Enrollment)
                .where(Enrollment.participant_id == cast.jordan.participant_id)
                .values(ended_on=MONDAY - timedelta(days=days))
            )

    return made


@pytest.mark.parametrize("days", [0, -3])
def test_until_the_last_day_is_past_there_is_nothing_to_say(ended, viewer, now, days):
    ended(days)
    assert after_end.load(viewer("jordan"), now) is None
    assert after_end.load(viewer("maria"), now) is None
    assert after_end.load(viewer("sam"), now) is None


@pytest.mark.parametrize(("days", "closed"), [(1, False), (30, False), (31, True), (400, True)])
def test_sign_in_stays_open_for_thirty_days(ended, viewer, now, days, closed):
    ended(days)
    found = after_end.load(viewer("jordan"), now)
    assert found.open_until == found.ended_on + timedelta(days=30)
    assert found.is_closed(MONDAY) is closed


def test_it_is_the_programs_own_setting_as_it_holds_today(ended, viewer, clock):
    ended(5)
    rosa = viewer("rosa")
    page = settings_query.load(rosa, clock.now())
    values = page.in_force.values() | {"open_after_end": 7}
    when = {"now": clock.now(), "true_now": clock.true_now()}
    tomorrow = MONDAY + timedelta(days=1)
    assert change_settings.change(rosa, values, tomorrow, page.version, **when) is None
    assert after_end.open_days(rosa.program_id, MONDAY) == 30
    assert after_end.open_days(rosa.program_id, tomorrow) == 7


def test_who_lives_in_a_house_is_not_closed_until_they_move_out(ended, viewer, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    ended(99)
    assert not after_end.load(viewer("jordan"), now).is_closed(MONDAY)
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", now)
    residents.move_out(dana, dana.houses[0], person.key, MONDAY, now)
    assert after_end.load(viewer("jordan"), now).is_closed(MONDAY)
