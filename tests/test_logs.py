"""Nothing about a person reaches a log, an address or a title."""

import json
import logging

import pytest

from tests.helpers.cast import PASSPHRASE
from tests.helpers.desk import code, wrong_code
from tests.helpers.page import Page
from tests.helpers.rows import rows
from tests.helpers.trouble import locked_database
from webapp.models.meetings import MeetingEntryRow
from webapp.models.people import Invitation
from webapp.routes.request_log import JsonLines

MEETING = "Canary Noon Reflections"
FORM = {"fellowship": "na", "day": "today", "starts": "12:00", "mode": "online"}
FORM |= {"name": MEETING, "town": "Canaryville", "key": "canary-key"}
FORM |= {"note": "Canary words", "signer": "Canary"}


class Lines(logging.Handler):
    """Keeps each line as it would be written."""

    def __init__(self):
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def lines(app):
    """Every line that the application writes, whichever logger it goes through."""
    handler = Lines()
    loggers = [logging.getLogger(), app.logger, logging.getLogger("dayline.request")]
    for logger in loggers:
        logger.addHandler(handler)
    yield handler.lines
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture
def provoked(lines, signed_in, anybody, cast, clock, monkeypatch):
    """Everything that can go right or wrong, done once. Returns what must not be found."""
    jordan, sam = signed_in("jordan"), signed_in("sam")
    right, wrong = code(cast.jordan, clock.now()), wrong_code(cast.jordan, clock.now())
    for typed in (wrong, right, right):
        jordan.post("/check-in", code=typed)
    jordan.post("/meetings/new", **FORM)
    jordan.post("/meetings/new", **{**FORM, "day": "never"})
    anybody.post("/sign-in", username="jordan", passcode="canary words that are wrong")
    anybody.post("/sign-in", username="jordan", passcode=PASSPHRASE)
    made = sam.post(f"/program/people/{cast.maria.key}/invitation").text
    token = Page(made).all("#link")[0].attrs["value"].partition("#")[2]
    note = f"/meetings/{rows(MeetingEntryRow)[0].public_key}/note"
    jordan.post(note, note="Canary words 漢", signer="Canary")
    jordan.post(note, note="Canary" * 100)
    jordan.raw("/meetings/log.pdf?notes=1")
    typed = {"who-0": cast.jordan.key, "day-0": "2026-11-23", "starts-0": "9:00 AM"}
    sam.post("/program/slips/2026-11-23", **typed, **{"name-0": MEETING})
    jordan.post("/you/contacts", phone="617-555-0173", seen="0")
    sam.post(f"/program/people/{cast.jordan.key}/contacts", emergency_name="Canary Ana")
    sam.post("/program/people/new", name="Canary Person", username="jordan", starts_on="x")
    form_token = jordan.form_token()
    with locked_database():
        jordan.post(note, csrf_token=form_token, note="Canary words")
        jordan.post(
            "/meetings/new", csrf_token=form_token, **{**FORM, "starts": "13:00", "key": "second"}
        )
    monkeypatch.setattr("webapp.queries.meetings.load", _broken)
    jordan.raw("/meetings")
    jordan.raw(f"/nowhere/{MEETING}?name={MEETING}")
    jordan.submit("/today/marks", data={"mark": MEETING})
    with jordan.client.session_transaction() as session:
        cookie = session["_user_id"]
    people = [
        *(p.name for p in cast.people.values()),
        *(p.key for p in cast.people.values() if p.key),
    ]
    return [
        MEETING,
        "anary",
        "617-555-0173",
        PASSPHRASE,
        "jordan",
        right,
        wrong,
        token,
        form_token,
        cookie,
        *people,
    ]


def _broken(*_args):
    raise RuntimeError(f"{MEETING} went wrong for jordan")


def test_no_line_holds_anything_about_anybody(lines, provoked):
    assert len(lines) > 15
    assert rows(Invitation)
    written = "\n".join(lines)
    assert [canary for canary in provoked if canary in written] == []


def test_what_went_wrong_is_named_and_located(lines, provoked):
    assert provoked
    errors = [json.loads(line) for line in lines if json.loads(line).get("error")]
    assert {error["error"] for error in errors} == {"OperationalError", "RuntimeError"}
    unexpected = next(error for error in errors if error["error"] == "RuntimeError")
    assert any("test_logs.py" in place for place in unexpected["where"])


def test_each_answer_is_one_line_with_page_method_and_status(lines, signed_in):
    signed_in("jordan").raw("/today/2026-11-25")
    (line,) = [json.loads(line) for line in lines]
    facts = {name: line[name] for name in ("page", "method", "status")}
    assert facts == {"page": "today.other", "method": "GET", "status": 200}
    assert set(line) == {"at", "level", "from", "says", "page", "method", "status"}


@pytest.mark.parametrize("who", [None, "jordan", "sam"])
def test_opening_help_now_leaves_no_line_at_all(lines, anybody, signed_in, who):
    browser = signed_in(who) if who else anybody
    browser.get("/help")
    assert lines == []


def test_the_lines_really_go_to_standard_error_and_nowhere_else(app):
    for logger in (app.logger, logging.getLogger("dayline.request")):
        (ours,) = [each for each in logger.handlers if type(each) is logging.StreamHandler]
        assert isinstance(ours.formatter, JsonLines)
        assert logger.propagate is False


PAGES = {
    "jordan": (
        "/today",
        "/check-in",
        "/meetings",
        "/meetings/new",
        "/week",
        "/you",
        "/you/contacts",
        "/you/devices",
    ),
    "sam": ("/program/sessions", "/program/people", "/program/people/new", "/kiosk"),
}


def pages(signed_in, cast):
    for name, paths in PAGES.items():
        browser = signed_in(name)
        yield from (browser.get(path) for path in paths)
    yield signed_in("sam").get(f"/program/people/{cast.jordan.key}")


def test_no_title_and_no_address_on_any_page_names_a_person(signed_in, cast):
    for page in pages(signed_in, cast):
        addresses = [
            n.attrs.get(a) for a in ("href", "action", "hx-get") for n in page.all(f"[{a}]")
        ]
        read = [page.text("title"), *filter(None, addresses)]
        for person in cast.people.values():
            for told in (person.name.split()[0], person.username):
                assert not [text for text in read if told in text], page.text("title")


def test_no_page_of_a_participant_names_another_or_the_other_program(signed_in, cast):
    jordan = signed_in("jordan")
    for path in PAGES["jordan"]:
        html = jordan.get(path).html
        for foreign in ("Maria", "Priya", "Baystate", cast.maria.key, cast.priya.key):
            assert foreign not in html, path
