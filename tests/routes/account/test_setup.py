"""From an empty database to a working program, in the browser."""

import pytest

from tests.helpers.empty import empty_database
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.actions import set_up
from webapp.models.people import Account
from webapp.models.program import BlockRow, Program

PROGRAM = {
    "step": "program",
    "name": "Harbor",
    "zone": "America/Chicago",
    "template": "baystate",
    "place": "2nd floor",
    "phone": "617-555-0100",
    "effective_from": "2026-11-24",
}
WORDS = "amber river stone cloud"
OWNER = {
    "step": "owner",
    "owner": "Ana R.",
    "username": "ana",
    "passcode": WORDS,
    "passcode_again": WORDS,
}


@pytest.fixture
def code(app, now):
    empty_database()
    return set_up.make_code(now)


def said(answer):
    return lint(answer.text).text("main")


@pytest.mark.usefixtures("code")
@pytest.mark.parametrize("path", ["/", "/today", "/program/people", "/house/board", "/kiosk"])
def test_every_page_leads_there(anybody, path):
    answer = anybody.client.get(path, follow_redirects=True)
    assert answer.request.path == "/setup"


@pytest.mark.usefixtures("code")
@pytest.mark.parametrize("path", ["/sign-in", "/invite"])
def test_so_do_the_two_ways_in(anybody, path):
    assert anybody.raw(path).location == "/setup"


@pytest.mark.usefixtures("code")
def test_help_and_the_machine_s_own_page_stay_where_they_are(anybody):
    assert anybody.raw("/help").status_code == 200
    assert anybody.raw("/up").status_code == 200


def test_from_the_code_to_a_program_at_work(anybody, code, app):
    page = anybody.get("/setup")
    assert "Set-up code" in page.text("main")
    answer = anybody.post("/setup", csrf_token=page.value("csrf_token"), step="code", code=code)
    page = lint(answer.text)
    assert "5:45 PM Arrive" in page.text("main")
    answer = anybody.post("/setup", **{**page.form("/setup"), **PROGRAM})
    assert answer.status_code == 200
    assert "first owner of Harbor" in said(answer)
    assert count(Program) == 0
    answer = anybody.post("/setup", **{**lint(answer.text).form("/setup"), **OWNER})
    assert (answer.status_code, answer.location) == (303, "/program/first-steps")
    assert "Harbor is ready" in anybody.get("/program/first-steps").text("main")
    assert {b.effective_from.isoformat() for b in rows(BlockRow)} == {"2026-11-24"}
    for path in ("/program/sessions", "/program/people", "/program/settings", "/program/staff"):
        anybody.get(path)
    anybody.client.delete_cookie("dayline")
    signed_in = anybody.post("/sign-in", username="ana", passcode=WORDS)
    assert signed_in.location == "/program/sessions"
    assert anybody.raw("/setup").status_code == 404


def test_a_blank_program_works_from_its_first_day_on(anybody, code):
    sent = {**PROGRAM, **OWNER, "template": "blank", "effective_from": "2026-11-23", "code": code}
    page = anybody.get("/setup")
    sent["csrf_token"] = page.value("csrf_token")
    assert anybody.post("/setup", **sent).status_code == 303
    for path in ("/program/sessions", "/program/figures", "/program/people/new", "/kiosk"):
        anybody.get(path)


@pytest.fixture
def step(anybody, code):
    """step(PROGRAM, name=""): that step with a good code."""

    def go(*parts, **changes):
        sent = {"csrf_token": anybody.get("/setup").value("csrf_token"), "code": code}
        for part in parts:
            sent |= part
        return anybody.post("/setup", **{**sent, **changes})

    return go


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": " "}, "Enter the program’s name."),
        ({"name": "x" * 121}, "Enter at most 120 signs."),
        ({"phone": "1" * 41}, "Enter at most 40 signs."),
        ({"zone": "Mars/Olympus"}, "Choose a zone of the list."),
        ({"template": "../config"}, "Choose one of them."),
        ({"effective_from": "soon"}, "Choose a day from today on"),
        ({"effective_from": "2026-11-22"}, "Choose a day from today on"),
        ({"effective_from": "2028-11-22"}, "Choose a day from today on"),
    ],
)
def test_what_is_wrong_with_the_program_is_said_and_the_rest_stays(step, changes, says):
    answer = step(PROGRAM, **changes)
    assert (answer.status_code, says in said(answer)) == (422, True)
    kept = PROGRAM | changes
    assert f'value="{kept["place"]}"' in answer.text
    assert step(PROGRAM, OWNER, **changes).status_code == 422
    assert count(Program) == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"owner": ""}, "Enter the name that participants read"),
        ({"username": "Ana R."}, "Use letters a to z"),
        ({"passcode": "short", "passcode_again": "short"}, "Use at least 15 letters."),
        ({"passcode_again": "amber river stone"}, "The two are not the same."),
    ],
)
def test_what_is_wrong_with_the_owner_is_said_and_nothing_is_made(step, changes, says):
    answer = step(PROGRAM, OWNER, **changes)
    assert (answer.status_code, says in said(answer)) == (422, True)
    assert WORDS not in answer.text
    assert (count(Program), count(Account)) == (0, 0)


def test_one_can_go_back_to_the_program_and_finds_it_as_it_was(step):
    answer = step(PROGRAM, OWNER, step="code")
    page = lint(answer.text)
    assert (page.value("name"), page.value("username")) == ("Harbor", "ana")


def test_a_wrong_code_says_where_to_get_another_and_guessing_is_slowed(step):
    assert "./run setup-code prints a new one" in said(step(code="WRONG"))
    for _ in range(5):
        step(code="WRONG")
    answer = step(code="WRONG")
    assert (answer.status_code, "Wait" in said(answer)) == (422, True)


def test_once_somebody_has_an_account_there_is_no_such_page(signed_in, anybody):
    assert anybody.raw("/setup").status_code == 404
    assert anybody.post("/setup", code="X", step="code").status_code == 404
    assert signed_in("rosa").raw("/setup").status_code == 404
