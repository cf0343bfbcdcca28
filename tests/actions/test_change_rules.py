"""Rules of a house change from a date on that is still to come, and alter no night before it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers import houses
from tests.helpers.record import MONDAY
from tests.helpers.rows import count, rows
from webapp.actions import change_rules
from webapp.actions.change_rules import RulesRefusal
from webapp.domain.curfew import RuleOutOfRange
from webapp.models.audit import AuditEvent
from webapp.models.house import HouseRulesRow
from webapp.queries import house_rules as query

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def change(viewer, now):
    def made(day=TUESDAY, seen=None, **values):
        dana = viewer("dana")
        house = dana.houses[0]
        page = query.load(house, now)
        wanted = {**page.last.values(), **values}
        version = page.version if seen is None else seen
        when = {"now": now, "true_now": now}
        return change_rules.change(dana, house, wanted, day, version, **when)

    return made


@pytest.fixture
def page(viewer, now):
    return lambda who="dana": query.load(viewer(who).houses[0], now)


def test_a_change_holds_from_its_date_on_with_its_author(change, page):
    assert change(level_1=1320) is None
    found = page()
    assert [found.on(day).levels[0].usual.minutes for day in (MONDAY, TUESDAY)] == [1380, 1320]
    assert [(row.by, row.differences) for row in found.to_come] == [
        ("Dana V.", (("level_1", 1380, 1320),))
    ]
    (line,) = [row for row in rows(AuditEvent) if row.action == "house_rules_changed"]
    assert line.detail.endswith("from 2026-11-24")


@pytest.mark.parametrize("ahead", [0, -9, 400])
def test_a_night_that_has_begun_keeps_its_rules(change, ahead):
    assert change(MONDAY + timedelta(days=ahead), grace=20) is RulesRefusal.WHEN
    assert count(HouseRulesRow) == 0


def test_what_is_the_same_is_not_written(change):
    assert change() is RulesRefusal.SAME


def test_of_two_who_change_at_the_same_time_the_second_is_told(change, page):
    seen = page().version
    assert change(seen=seen, grace=20) is None
    assert change(seen=seen, grace=25) is RulesRefusal.CHANGED_MEANWHILE
    assert page().last.grace == 20


def test_a_change_before_a_planned_one_is_refused_for_it_would_be_undone(change, page):
    assert change(TUESDAY + timedelta(days=30), grace=20) is None
    assert change(TUESDAY, grace=25) is RulesRefusal.BEFORE_ANOTHER
    assert change(TUESDAY + timedelta(days=30), grace=25) is None
    assert [row.rules.grace for row in page().to_come] == [25]


def test_what_makes_no_sense_is_refused(change):
    with pytest.raises(RuleOutOfRange):
        change(level_1=12 * 60)


def test_what_is_to_come_can_be_taken_back_and_what_holds_cannot(change, page, viewer, now):
    change(grace=20)
    dana, when = viewer("dana"), {"now": now, "true_now": now}
    house = dana.houses[0]
    assert not change_rules.take_back(dana, house, MONDAY, **when)
    assert change_rules.take_back(dana, house, TUESDAY, **when)
    assert not change_rules.take_back(dana, house, TUESDAY, **when)
    assert page().to_come == ()


def test_another_house_keeps_its_own(change, page):
    before = page("lee")
    change(grace=20)
    assert page("lee") == before


evening = st.integers(18 * 60, 28 * 60)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(grace=st.integers(0, 120), first_days=st.integers(0, 90), usual=evening, first=evening)
def test_no_change_alters_a_curfew_before_its_date(
    change, viewer, now, grace, first_days, usual, first
):
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", now)

    def derived():
        nights = query.nights(dana.houses[0], [person])[person.residency_id]
        days = [MONDAY - timedelta(days=n) for n in range(60)]
        return [(nights.curfew(day), nights.decides(day)) for day in days]

    before = derived()
    change(grace=grace, first_days=first_days, first=first, level_2=usual)
    assert derived() == before
