"""What may be shown beside a house's record; what may not is not even read."""

from datetime import date

import pytest

from tests.helpers import houses
from tests.queries.test_statements import counted
from webapp.domain.consent import OFFERED, Scope
from webapp.domain.shared import NOTHING
from webapp.queries import consented


@pytest.fixture
def load(viewer, now):
    """load(scope, …): what Dana's page with these scopes may show of Jordan."""

    def query(*scopes):
        dana = viewer("dana")
        person = houses.resident(dana, "Jordan at Maple", now)
        return consented.load(dana, [person], frozenset(scopes), now), person

    return query


def test_without_consent_there_is_nothing_and_nothing_to_disclose(load, viewer, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    seen, person = load(*OFFERED)
    assert seen.of(person) is NOTHING
    assert seen.disclosed == ()


def test_a_page_shows_no_more_than_its_own_scopes(load, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    seen, person = load(Scope.ENROLLMENT)
    shared = seen.of(person)
    assert shared.scopes == frozenset({Scope.ENROLLMENT})
    assert (shared.aways, shared.statuses, shared.marks, shared.meetings) == ((), (), (), None)
    assert shared.enrollment.since == date(2026, 10, 26)
    assert [each.shared for each in seen.disclosed] == [shared]


def test_what_is_not_shared_is_not_read(load, viewer, now):
    with counted() as without:
        load(*OFFERED)
    for table in ("block", "session_topic"):
        assert not [each for each in without if f"FROM {table}" in each]


def test_another_manager_gets_nothing_for_the_same_people(viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    person = houses.resident(viewer("dana"), "Jordan at Maple", now)
    assert consented.load(viewer("lee"), [person], frozenset(OFFERED), now).disclosed == ()
