"""axe-core finds nothing on any page, in the light and in the dark; nothing scrolls sideways."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import AXE

PARTICIPANT = (
    "/today",
    "/today/2026-11-24",
    "/today/2026-11-21",
    "/check-in",
    "/meetings",
    "/meetings/new",
    "/week",
    "/you",
    "/you/reminders",
    "/you/devices",
    "/nothing-here",
)
STAFF = (
    "/program/sessions",
    "/program/sessions/2026-11-20",
    "/program/people",
    "/program/people/new",
    "/kiosk",
    "/you/devices",
)
NOBODY = ("/sign-in", "/invite", "/help", "/offline")
EVERYBODY = (("", NOBODY), ("jordan", PARTICIPANT), ("sam", STAFF))


def violations(page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("who", "paths"), EVERYBODY)
def test_axe_finds_nothing(phone, who, paths, scheme):
    visitor = phone(color_scheme=scheme)
    if who:
        visitor.sign_in(who)
    found = {}
    for path in paths:
        page = visitor.open(path)
        for details in page.query_selector_all("details"):
            details.evaluate("each => { each.open = true }")
        found[path] = violations(page)
    assert not {path: said for path, said in found.items() if said}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_behind_a_form(phone, scheme):
    visitor = phone(color_scheme=scheme)
    page = visitor.sign_in("sam")
    found = []
    page.click("text=Jordan M.")
    found += violations(page)
    page.click("button:has-text('invitation')")
    found += violations(page)
    code = page.inner_text(".card__code")
    visitor.open("/program/people/new")
    page.eval_on_selector("form[action$='/new']", "form => form.submit()")
    page.wait_for_selector(".notice--error")
    found += violations(page)
    visitor.open("/program/sessions")
    page.click("tr:has-text('Maria') >> button:has-text('Mark here')")
    page.click("tr:has-text('Maria') >> text=Undo")
    found += violations(page)
    invited = phone(color_scheme=scheme)
    page = invited.open("/invite")
    page.fill("#code", code)
    page.click("text=Go on")
    page.wait_for_selector("h1:has-text('Your four words')")
    found += violations(page)
    jordan = phone(color_scheme=scheme)
    page = jordan.sign_in("maria")
    found += violations(page)
    jordan.open("/meetings/new")
    page.click("label:has-text('AA') >> nth=0")
    page.fill("#starts", "23:00")
    page.click("text=Save this meeting")
    page.wait_for_selector(".notice--error")
    found += violations(page)
    assert not found


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize(("who", "paths"), EVERYBODY)
def test_no_page_scrolls_sideways(phone, who, paths, width):
    visitor = phone(viewport={"width": width, "height": 844})
    if who:
        visitor.sign_in(who)
    wide = []
    for path in paths:
        page = visitor.open(path)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    assert not wide
