"""When it cannot be saved: nothing is recorded, what was typed is kept, and it is said so."""

import pytest
from werkzeug.exceptions import HTTPException

from tests.helpers import houses
from tests.helpers.cast import PASSPHRASE
from tests.helpers.desk import code
from tests.helpers.page import lint
from tests.helpers.rows import count
from tests.helpers.trouble import full_disk, locked_database
from webapp.actions import manage_house
from webapp.models.attendance import CheckInRow, CheckInVoid, DayMarkRow
from webapp.models.house import RollCallRow
from webapp.models.meetings import MeetingEntryRow
from webapp.models.people import Account, Invitation

TROUBLES = pytest.mark.parametrize(
    "trouble", [locked_database, pytest.param(full_disk, marks=pytest.mark.sqlite_only)]
)
NOON = {
    "fellowship": "na",
    "day": "today",
    "starts": "12:00",
    "mode": "online",
    "name": "Noon “Reflections”",
    "town": "Quincy & Weymouth",
}


def not_saved(answer):
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
    page = lint(answer.text)
    assert page.text("h1") == "Not saved"
    assert "What you entered is kept on this page: try again in a moment." in page.text("main")
    return page


@TROUBLES
def test_a_check_in_is_not_recorded_and_works_when_sent_again(signed_in, cast, clock, trouble):
    jordan = signed_in("jordan")
    form = {"key": "mine", "code": code(cast.jordan, clock.now())}
    form["csrf_token"] = jordan.form_token()
    with trouble():
        page = not_saved(jordan.post("/check-in", **form))
    assert count(CheckInRow) == 0
    kept = page.form("/check-in")
    assert len(page.all("input[name=csrf_token]")) == 1
    assert {"key": kept["key"], "code": kept["code"]} == {"key": "mine", "code": form["code"]}
    assert jordan.post("/check-in", **kept).location == "/today"
    assert count(CheckInRow) == 1


@TROUBLES
def test_a_tick_is_not_recorded_and_works_when_sent_again(signed_in, cast, trouble):
    sam = signed_in("sam")
    address = f"/program/sessions/2026-11-23/Evening/{cast.maria.key}/tick"
    token = sam.form_token()
    with trouble():
        page = not_saved(sam.post(address, key="mine", csrf_token=token))
    assert count(CheckInRow) == 0
    assert sam.post(address, **page.form(address)).status_code == 303
    assert count(CheckInRow) == 1


def test_a_meeting_is_not_saved_and_everything_typed_is_on_the_page(signed_in):
    maria = signed_in("maria")
    token = maria.form_token()
    with locked_database():
        page = not_saved(maria.post("/meetings/new", key="mine", csrf_token=token, **NOON))
    assert count(MeetingEntryRow) == 0
    kept = page.form("/meetings/new")
    assert {name: kept[name] for name in NOON} == NOON
    assert maria.post("/meetings/new", **kept).location.startswith("/meetings?saved=")
    assert count(MeetingEntryRow) == 1


@pytest.mark.sqlite_only
def test_on_a_full_disk_every_meeting_that_was_accepted_is_there(signed_in):
    maria, accepted = signed_in("maria"), 0
    token = maria.form_token()
    with full_disk():
        for number in range(100):
            starts = f"{number // 10:02}:{number % 10:02}"
            form = {**NOON, "starts": starts, "key": f"key {number}", "csrf_token": token}
            answer = maria.submit("/meetings/new", data=form)
            if answer.status_code == 503:
                break
            accepted += answer.status_code == 303
    page = not_saved(answer)
    assert count(MeetingEntryRow) == accepted
    maria.post("/meetings/new", **page.form("/meetings/new"))
    assert count(MeetingEntryRow) == accepted + 1


def test_a_tap_is_not_recorded_while_the_database_is_locked(signed_in):
    jordan = signed_in("jordan")
    form = {"mark": "wake_up", "key": "mine", "csrf_token": jordan.form_token()}
    with locked_database():
        page = not_saved(jordan.post("/today/marks", **form))
    assert count(DayMarkRow) == 0
    assert page.form("/today/marks")["mark"] == "wake_up"


def test_whoever_manages_two_houses_tries_again_for_the_same_one(signed_in, viewer, now):
    chris, (maple,) = houses.resident(viewer("dana"), "Chris at Maple", now), viewer("dana").houses
    manage_house.add_manager(viewer("lee").houses[0].id, "Dana V.", "dana", now=now)
    dana = signed_in("dana")
    address = f"/house/roll-call/{chris.key}?house={maple.key}"
    form = dana.get(f"/house/roll-call?house={maple.key}").form(address)
    with locked_database():
        page = not_saved(dana.post(address, **form, word="in"))
    assert count(RollCallRow) == 0
    assert dana.post(address, **page.form(address)).status_code == 303
    assert count(RollCallRow) == 1


def test_trying_again_stays_on_this_site_whatever_was_asked_for(signed_in):
    jordan = signed_in("jordan")
    token = jordan.form_token()
    said = "?_scheme=x&house=//evil.example&q=%22><b>"
    with locked_database():
        page = not_saved(jordan.post(f"/today/marks{said}", mark="wake_up", csrf_token=token))
    (form,) = page.all("main form")
    assert form.attrs["action"] == '/today/marks?_scheme=x&house=//evil.example&q="><b>'


def test_an_enrollment_is_all_or_nothing(signed_in):
    sam = signed_in("sam")
    before, token = count(Account), sam.form_token()
    form = {"name": "Ana", "username": "ana", "starts_on": "2026-11-30", "planned_weeks": "12"}
    with locked_database():
        page = not_saved(sam.post("/program/people/new", csrf_token=token, **form))
    assert count(Account) == before
    assert page.form("/program/people/new").items() >= form.items()


def test_a_void_and_an_invitation_are_all_or_nothing(signed_in, cast):
    sam = signed_in("sam")
    sam.post(f"/program/sessions/2026-11-23/Evening/{cast.maria.key}/tick")
    page = sam.get("/program/sessions")
    void = page.all("a[href*='/void']")[0].attrs["href"]
    token = sam.form_token()
    with locked_database():
        assert sam.post(void, csrf_token=token, reason="wrong").status_code == 503
        address = f"/program/people/{cast.maria.key}/invitation"
        assert sam.post(address, csrf_token=token).status_code == 503
    assert (count(CheckInVoid), count(Invitation)) == (0, 0)


def test_the_page_never_carries_the_passphrase_or_an_old_form_token(anybody):
    token = anybody.form_token()
    with locked_database():
        answer = anybody.post("/sign-in", username="jordan", passcode=PASSPHRASE, csrf_token=token)
    assert answer.status_code == 503
    assert lint(answer.text).text("h1") == "Not saved"
    assert "what is secret is not kept on this page" in lint(answer.text).text("main")
    assert PASSPHRASE not in answer.text
    assert token not in answer.text


def test_htmx_hears_503_and_gets_no_page_to_put_into_the_old_one(signed_in):
    jordan = signed_in("jordan")
    token = jordan.form_token()
    with locked_database():
        answer = jordan.post("/today/marks", htmx=True, mark="wake_up", csrf_token=token)
    assert (answer.status_code, answer.data) == (503, b"")


def test_reading_goes_on_while_somebody_else_writes(signed_in, clock):
    jordan = signed_in("jordan")
    clock.forward(minutes=10)
    with locked_database():
        assert "Arrive by" in jordan.get("/today").text("h1")


def test_a_page_whose_views_cannot_be_written_down_is_not_shown(signed_in):
    sam = signed_in("sam")
    with locked_database():
        answer = sam.raw("/program/people")
    assert answer.status_code == 503
    assert lint(answer.text).text("h1") == "Not available right now"
    assert "Jordan" not in answer.text


def test_what_nobody_expected_is_a_page_without_a_trace(signed_in, monkeypatch):
    def broken(*_args):
        raise RuntimeError("canary in the trace")

    jordan = signed_in("jordan")
    monkeypatch.setattr("webapp.queries.day.load", broken)
    answer = jordan.raw("/today")
    assert answer.status_code == 500
    page = lint(answer.text)
    assert page.text("h1") == "Something broke here"
    assert "It is our fault, not yours." in page.text("main")
    for secret in ("canary", "RuntimeError", "Traceback", "day.py"):
        assert secret not in answer.text


def test_even_if_the_page_for_errors_breaks_there_is_an_answer(signed_in, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("canary")

    jordan = signed_in("jordan")
    monkeypatch.setattr("webapp.queries.day.load", broken)
    monkeypatch.setattr("webapp.routes.errors.render_template", broken)
    answer = jordan.raw("/today")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert "canary" not in answer.text


def test_an_http_error_from_inside_is_answered_with_its_own_page(app, anybody, monkeypatch):
    def too_many(*_args, **_kwargs):
        error = HTTPException()
        error.code = 429
        raise error

    monkeypatch.setitem(app.view_functions, "pages.help_now", too_many)
    answer = anybody.raw("/help")
    assert answer.status_code == 429
    assert lint(answer.text).text("h1") == "Too many tries"
