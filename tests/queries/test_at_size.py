"""Every page of the office and of a house sends as many statements for many as for few."""

from __future__ import annotations

import pytest

from tests.helpers.browser import Browser
from tests.helpers.cast import someone, token_for
from tests.helpers.clock import at
from tests.helpers.empty import empty_database
from tests.helpers.office import WHO, addresses
from tests.queries.test_statements import counted
from webapp import demo_large

SHOWN = "2026-11-23 17:50"
FEW, MANY = (14, 3), (90, 8)
"""Participants and houses."""


@pytest.fixture
def grown(app, clock):
    """grown(people, houses): a database of that size."""
    empty_database()
    clock.set(SHOWN)
    now = at(SHOWN)
    return lambda people, houses: demo_large.seed(now, now, participants=people, houses=houses)


def costs(app, clock) -> dict[str, int]:
    """The statements of each page, the second time that it is opened."""
    signed_in = {who: token_for(someone(who), clock.true_now()) for _prefix, who in WHO}
    found = {}
    for who, rule, path in addresses(app, clock.now().date()):
        browser = Browser(app, signed_in[who])
        browser.raw(path)
        with counted() as sent:
            answer = browser.raw(path)
        assert answer.status_code == 200, (path, answer.status_code)
        found[rule] = len(sent)
    return found


def test_no_page_sends_more_statements_for_many_than_for_few(app, clock, grown):
    grown(*FEW)
    few = costs(app, clock)
    grown(*MANY)
    many = costs(app, clock)
    assert len(few) > 25
    assert many == few
