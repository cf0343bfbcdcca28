"""From an empty database to a working program, in a real browser: counted in taps and pages."""

from __future__ import annotations

import pytest

from tests.helpers.empty import empty_database
from tests.helpers.rows import rows
from tests.journeys.task import Task
from tests.journeys.test_accessibility import violations
from webapp.actions import set_up
from webapp.domain.access import grouped_invitation
from webapp.models.program import Program

WORDS = "amber river stone cloud"


def test_an_empty_dayline_works_after_three_pages(phone, clock):
    empty_database()
    code = grouped_invitation(set_up.make_code(clock.true_now()))
    visitor = phone()
    page = visitor.open("/program/sessions")
    page.wait_for_url("**/setup")
    task = Task(page)
    task.type("#code", code)
    task.tap("text=Go on")
    task.type("#name", "Harbor IOP")
    task.tap("summary >> nth=0")
    assert "6:00 PM – 9:00 PM" in visitor.text()
    task.type("#place", "2nd floor")
    task.type("#phone", "617-555-0100")
    task.tap("text=Go on")
    task.type("#owner", "Ana R.")
    task.type("#username", "ana")
    task.type("#passcode", WORDS)
    task.type("#passcode_again", WORDS)
    task.tap("text=Make it and sign in")
    page.wait_for_url("**/program/first-steps")
    assert "Harbor IOP is ready" in visitor.text("h1")
    assert (task.taps, task.fields, task.pages) == (4, 8, 3)
    assert rows(Program)[0].zone == "America/New_York"

    task = Task(page)
    task.tap("text=Enroll somebody")
    task.type("#name", "Dana W.")
    task.tap("button:has-text('Enroll')")
    page.wait_for_url("**/program/people/*")
    assert "Dana W." in visitor.text("h1")
    assert page.goto(f"{visitor.site}/setup").status == 404


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_way(phone, clock, scheme):
    empty_database()
    code = set_up.make_code(clock.true_now())
    visitor = phone(color_scheme=scheme)
    page = visitor.open("/setup")
    found = {"code": violations(page)}
    page.fill("#code", code)
    page.click("text=Go on")
    page.wait_for_selector("#name")
    for details in page.query_selector_all("details"):
        details.evaluate("each => { each.open = true }")
    found["program"] = violations(page)
    page.fill("#name", "Harbor IOP")
    page.click("text=Go on")
    page.wait_for_selector("#owner")
    found["owner"] = violations(page)
    assert found == {"code": [], "program": [], "owner": []}
