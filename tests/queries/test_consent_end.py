"""An end that is near is found in one statement, for the participant it belongs to."""

from datetime import date, timedelta

import pytest

from tests.helpers import houses
from tests.queries.test_statements import counted
from webapp.actions import join_house, residents, sign_consent
from webapp.queries import consent_end

TWO_WEEKS_BEFORE = "2027-02-17 09:00"


@pytest.fixture
def key(viewer, now):
    """It ends on March 3: 30 days after the planned discharge."""
    return houses.sign(viewer("jordan"), "Jordan at Maple", now)


def load(viewer, clock, who="jordan"):
    return consent_end.load(viewer(who), clock.now())


def test_on_most_days_there_is_nothing_to_tell(viewer, clock, key):
    clock.set("2027-02-16 23:59")
    assert load(viewer, clock) is None


def test_the_house_and_the_last_date_are_told(viewer, clock, key):
    clock.set(TWO_WEEKS_BEFORE)
    found = load(viewer, clock)
    assert (found.house, found.ending.on, found.ending.prompt) == (
        "Maple House",
        date(2027, 3, 3),
        14,
    )
    assert not found.ending.can_go_on
    assert load(viewer, clock, "maria") is None


def test_it_costs_one_statement_near_the_end_too(viewer, clock, key):
    clock.set(TWO_WEEKS_BEFORE)
    jordan = viewer("jordan")
    with counted() as sent:
        assert consent_end.load(jordan, clock.now())
    assert len(sent) == 1


def test_what_was_stopped_does_not_end_any_more(viewer, clock, key):
    clock.set(TWO_WEEKS_BEFORE)
    when = {"now": clock.now(), "true_now": clock.true_now()}
    assert sign_consent.revoke(viewer("jordan"), key, **when)
    assert load(viewer, clock) is None


def test_nor_does_what_ended_by_moving_out(viewer, clock, key):
    clock.set(TWO_WEEKS_BEFORE)
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", clock.now())
    yesterday = clock.now().date() - timedelta(days=1)
    residents.move_out(dana, dana.houses[0], person.key, yesterday, clock.now())
    residents.move_in(dana, dana.houses[0], person.key, yesterday, clock.now())
    assert load(viewer, clock) is None
    code = houses.resident(dana, "Jordan at Maple", clock.now()).code
    join_house.join(viewer("jordan"), code, now=clock.now(), true_now=clock.true_now())
    assert load(viewer, clock) is None
