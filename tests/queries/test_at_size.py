"""Every page of the office and of a house sends as many statements for many as for few.

The pages are those of the URL map: one that is new is looked at too, or fails here until it is
said how to fill its address in.
"""

from __future__ import annotations

import pytest

from tests.helpers.browser import Browser
from tests.helpers.cast import someone, token_for
from tests.helpers.clock import at
from tests.helpers.empty import empty_database
from tests.helpers.rows import rows
from tests.queries.test_statements import counted
from webapp import demo_large
from webapp.models.appointment import AppointmentRow
from webapp.models.attendance import CheckInRow
from webapp.models.house import House, Resident

NOW = at("2026-11-23 17:50")
FEW, MANY = (14, 3), (90, 8)
"""Participants and houses."""
WHO = (("/program", "rosa"), ("/house", "m01"), ("/kiosk", "sam"))
ASIDE = {
    "/kiosk/screen": "a screen's own, and it knows nobody",
    "/kiosk/contact": "a screen's own, and it knows nobody",
    "/kiosk/number": "a screen's own, and it knows nobody",
}


def addresses(app) -> list[tuple[str, str]]:
    """Who asks, and for what: every page of the office and of a house."""
    found = []
    for rule in app.url_map.iter_rules():
        who = next((name for prefix, name in WHO if rule.rule.startswith(prefix)), None)
        if who and "GET" in rule.methods and rule.rule not in ASIDE:
            found.append((who, filled(rule.rule)))
    return sorted(found)


def filled(rule: str) -> str:
    """The address with what stands for somebody or something put in."""
    person, visit = someone("p001").key, rows(AppointmentRow)[0].public_key
    values = {
        "/program/people/<key>": f"/program/people/{person}",
        "<participant_key>": person,
        "/program/appointments/<key>": f"/program/appointments/{visit}",
        "/house/residents/<key>": f"/house/residents/{resident()}",
        "/program/houses/<key>": f"/program/houses/{rows(House)[0].key}",
        "<check_in_key>": rows(CheckInRow)[0].public_key,
        "<session_name>": "Evening",
        "<day>": "2026-11-20",
        "<name>/difference": "baystate/difference?from=2026-11-30",
        "<name>": "baystate",
    }
    for name, value in values.items():
        rule = rule.replace(name, value)
    assert "<" not in rule, f"say above how to fill in {rule}"
    return rule


def resident() -> str:
    """Somebody who lives in the house of the first manager."""
    house = next(house for house in rows(House) if house.name == "Alder House")
    return rows(Resident, house_id=house.id)[0].key


@pytest.fixture
def grown(app, clock):
    """grown(people, houses): a database of that size."""
    empty_database()
    clock.set("2026-11-23 17:50")
    return lambda people, houses: demo_large.seed(NOW, NOW, participants=people, houses=houses)


def costs(app, clock) -> dict[str, int]:
    browsers = {
        who: Browser(app, token_for(someone(who), clock.true_now())) for _prefix, who in WHO
    }
    found = {}
    for who, path in addresses(app):
        browsers[who].raw(path)
        with counted() as sent:
            answer = browsers[who].raw(path)
        assert answer.status_code == 200, (path, answer.status_code)
        found[path] = len(sent)
    return found


def test_no_page_sends_more_statements_for_many_than_for_few(app, clock, grown):
    grown(*FEW)
    few = costs(app, clock)
    grown(*MANY)
    many = costs(app, clock)
    assert len(few) > 25
    assert many == few
