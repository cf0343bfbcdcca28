"""Who can see what: choose, read, sign, keep a copy, stop."""

import re

import pytest

from tests.helpers import houses
from tests.helpers.page import Page
from tests.helpers.rows import count, rows
from webapp.actions import residents
from webapp.domain.consent import Scope
from webapp.models.consent import ConsentRevocation, ConsentRow
from webapp.models.house import ResidencyLink


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


@pytest.fixture
def at_home(jordan, viewer, now):
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    return jordan


def choose(browser, *scopes, **fields):
    return browser.send("/you/sharing/new", scope=list(scopes), **fields)


def sign(browser, *scopes, name="Jordan M.", **fields):
    """Read the text for these scopes and sign it."""
    shown = Page(choose(browser, *scopes).text)
    form = {**shown.form("/you/sharing/sign"), "name": name, "scope": list(scopes), **fields}
    return browser.post("/you/sharing/sign", **form)


def test_without_a_house_nothing_is_shared_and_nothing_is_asked_of_one(jordan):
    page = jordan.get("/you/sharing")
    assert "Nothing is shared with any house now, and you never have to." in page.text()
    assert jordan.raw("/you/sharing/new").location == "/you/sharing"


def test_the_house_code_says_which_house_and_shares_nothing(jordan, viewer, now):
    code = houses.resident(viewer("dana"), "Jordan at Maple", now).code
    answer = jordan.send("/you/sharing", "/you/sharing/house", code=f" {code[:4]}-{code[4:]} ")
    assert answer.location == "/you/sharing"
    page = jordan.get("/you/sharing")
    assert "Maple House The house knows you as Jordan at Maple" in page.text()
    assert "Nothing is shared" in page.text(".consent")


def test_a_code_that_is_not_one_is_refused_and_guessing_gets_slow(jordan):
    for _ in range(5):
        answer = jordan.send("/you/sharing", "/you/sharing/house", code="0000-0000")
        assert answer.status_code == 422
        assert "That isn’t a code that works." in answer.text
    answer = jordan.send("/you/sharing", "/you/sharing/house", code="0000-0000")
    assert "Wait 2 seconds, then try again." in answer.text


def test_nothing_is_ticked_beforehand_and_the_end_is_shown(at_home):
    page = at_home.get("/you/sharing/new")
    boxes = page.all("input[type=checkbox]")
    assert [box.attrs["value"] for box in boxes] == [
        "schedule",
        "attendance",
        "day_marks",
        "meeting_count",
        "meeting_detail",
        "enrollment",
        "test_done",
    ]
    assert not [box for box in boxes if "checked" in box.attrs]
    assert "Wednesday, March 3, 2027 at the latest" in page.text()


def test_ticking_nothing_is_said_and_what_was_ticked_stays(at_home):
    answer = choose(at_home)
    assert answer.status_code == 422
    assert "Tick at least one thing" in answer.text
    answer = choose(at_home, "schedule", travel="999")
    assert "Enter the minutes for the way, from 0 to 180." in answer.text
    assert 'value="schedule" checked' in answer.text


def test_the_form_begins_with_the_minutes_that_the_program_says(at_home, signed_in, clock):
    form = at_home.get("/you/sharing/new").form("/you/sharing/new")
    assert form["travel"] == "25"
    fields = {"travel": "40", "week_start": "0", "effective_from": "2026-11-24"}
    assert signed_in("rosa").send("/program/settings", **fields).status_code == 303
    assert at_home.get("/you/sharing/new").form("/you/sharing/new")["travel"] == "25"
    clock.set("2026-11-24 09:00")
    assert at_home.get("/you/sharing/new").form("/you/sharing/new")["travel"] == "40"


def test_whoever_signed_changes_their_minutes_by_signing_again(at_home):
    shown = Page(choose(at_home, "schedule", travel="35").text)
    form = {**shown.form("/you/sharing/sign"), "name": "Jordan M.", "scope": ["schedule"]}
    assert at_home.post("/you/sharing/sign", **form).status_code == 303
    page = at_home.get("/you/sharing")
    assert "You signed for 35 minutes for the way, each way." in page.text("main")
    assert "Only you can change that, by signing again" in page.text("main")
    assert at_home.get("/you/sharing/new").form("/you/sharing/new")["travel"] == "35"


def test_the_text_is_read_before_it_is_signed_and_kept_as_it_was(at_home, cast):
    shown = choose(at_home, "schedule", "attendance", travel="40").text
    assert "with 40 minutes for the way" in shown
    assert sign(at_home, "schedule", "attendance").location == "/you/sharing"
    (kept,) = rows(ConsentRow)
    assert kept.scopes == frozenset({Scope.SCHEDULE, Scope.ATTENDANCE})
    assert (kept.typed_name, kept.participant_id) == ("Jordan M.", cast.jordan.participant_id)
    assert (kept.purposes, kept.version, kept.language) == ("expect support", "4", "en")
    page = at_home.get("/you/sharing")
    assert "Stop sharing with Maple House" in page.text()
    assert "When you’re away" in page.text(".is-shared")
    assert "Your taps" in page.text(".is-kept")


def test_without_a_name_nothing_is_signed(at_home):
    answer = sign(at_home, "schedule", name=" ")
    assert (answer.status_code, count(ConsentRow)) == (422, 0)
    assert "Type your name to sign." in answer.text


def test_what_was_not_read_cannot_be_signed(at_home):
    for changed in ({"read": "0" * 64}, {"travel": "90"}, {"scope": ["enrollment"]}):
        answer = sign(at_home, "schedule", **changed)
        assert (answer.status_code, count(ConsentRow)) == (422, 0)
        assert "The text changed since you read it." in answer.text


def test_over_midnight_the_text_is_read_again(at_home, clock):
    form = Page(choose(at_home, "schedule").text).form("/you/sharing/sign")
    clock.set("2026-11-24 00:01")
    answer = at_home.post("/you/sharing/sign", **{**form, "name": "J", "scope": ["schedule"]})
    assert (answer.status_code, count(ConsentRow)) == (422, 0)
    assert "November 24, 2026" in answer.text


def test_a_new_one_takes_the_place_of_the_old(at_home):
    sign(at_home, "schedule")
    sign(at_home, "attendance")
    (revocation,) = rows(ConsentRevocation)
    assert revocation.is_replaced
    text = at_home.get("/you/sharing").text()
    assert "Signed Mon, Nov 23 · in force" in text
    assert "Signed Mon, Nov 23 · replaced Mon, Nov 23" in text


def test_stopping_takes_three_taps_from_anywhere(at_home):
    """You, Stop sharing with Maple House, Stop sharing."""
    sign(at_home, "schedule")
    key = rows(ConsentRow)[0].key
    answer = at_home.send("/you", f"/you/sharing/{key}/stop")
    assert answer.location == "/you/sharing"
    assert len(rows(ConsentRevocation)) == 1
    page = at_home.get("/you/sharing")
    assert "Nothing is shared" in page.text(".consent")
    assert "stopped Mon, Nov 23" in page.text()
    assert "Stop sharing with" not in at_home.get("/you").text()


def test_the_copy_holds_the_text_the_name_and_its_sum(at_home):
    sign(at_home, "schedule")
    (kept,) = rows(ConsentRow)
    page = at_home.get(f"/you/sharing/{kept.key}")
    assert "Signed: Jordan M., Monday, November 23, 2026, 5:20 PM" in page.text()
    assert kept.sha256 in page.text()
    answer = at_home.raw(f"/you/sharing/{kept.key}/copy")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dayline-copy.html"'
    assert "Whose information: Jordan M." in answer.text
    assert "/static/" not in answer.text


def test_somebody_elses_consent_is_not_there(at_home, signed_in):
    sign(at_home, "schedule")
    key = rows(ConsentRow)[0].key
    maria = signed_in("maria")
    maria.get(f"/you/sharing/{key}", status=404)
    assert maria.post(f"/you/sharing/{key}/stop").status_code == 404
    assert count(ConsentRevocation) == 0


def test_who_moved_out_has_no_house_and_keeps_the_copy(at_home, viewer, now):
    sign(at_home, "schedule")
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", now)
    residents.move_out(dana, dana.houses[0], person.key, now.date(), now)
    text = at_home.get("/you/sharing").text()
    assert "Do you live in a house?" in text
    assert "Signed Mon, Nov 23 · ended" in text


def without_what_each_answer_has_anew(text):
    """The answer without its form tokens."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", text)


def test_a_code_that_somebody_used_is_answered_like_one_that_nobody_did(
    at_home, signed_in, viewer, now
):
    """Jordan said that they live at Maple House, Chris never did."""
    seen, maria = [], signed_in("maria")
    for name in ("Jordan at Maple", "Chris at Maple"):
        code = houses.resident(viewer("dana"), name, now).code
        answer = maria.send("/you/sharing", "/you/sharing/house", code=code)
        page = maria.raw("/you/sharing").text.replace(name, "NAME")
        seen.append((answer.status_code, answer.location, without_what_each_answer_has_anew(page)))
        maria.send("/you/sharing", "/you/sharing/house/leave")
    assert seen[0] == seen[1]
    assert "Nothing is shared" in seen[0][2]
    assert "Maple House" in at_home.get("/you/sharing").text()


def test_codes_that_are_none_any_more_are_answered_like_codes_that_never_were(jordan, viewer, now):
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", now)
    assert residents.give_new_code(dana, dana.houses[0], person.key, now)
    gone = houses.resident(dana, "Chris at Maple", now)
    assert residents.move_out(dana, dana.houses[0], gone.key, now.date(), now)
    answers = set()
    for code in (person.code, gone.code, "00000000"):
        answer = jordan.send("/you/sharing", "/you/sharing/house", code=code)
        text = without_what_each_answer_has_anew(answer.text).replace(code, "")
        answers.add((answer.status_code, text))
    assert len(answers) == 1
    assert count(ResidencyLink) == 0


def test_this_is_not_my_house_forgets_it_and_stops_what_was_shared(at_home, signed_in):
    sign(at_home, "schedule")
    assert "Away" in signed_in("dana").get("/house/board").text()
    answer = at_home.send("/you/sharing", "/you/sharing/house/leave")
    assert answer.location == "/you/sharing"
    text = at_home.get("/you/sharing").text()
    assert "Do you live in a house?" in text
    assert "stopped Mon, Nov 23" in text
    assert "Away" not in signed_in("dana").get("/house/board").text()


def test_two_who_sign_as_the_same_resident_are_both_told(at_home, signed_in, viewer, now):
    sign(at_home, "schedule")
    told = "The house is shown none of this right now: somebody else signed as Jordan at Maple too."
    assert told not in at_home.get("/you/sharing").text()
    houses.sign(viewer("maria"), "Jordan at Maple", now)
    for browser in (at_home, signed_in("maria")):
        assert told in browser.get("/you/sharing").text()
        assert told in browser.get("/you").text()
    assert "Away" not in signed_in("dana").get("/house/board").text()


def test_a_new_code_from_the_house_is_typed_and_signed_anew(at_home, viewer, now):
    sign(at_home, "schedule")
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", now)
    assert residents.give_new_code(dana, dana.houses[0], person.key, now)
    assert "Do you live in a house?" in at_home.get("/you/sharing").text()
    houses.join(viewer("jordan"), "Jordan at Maple", now)
    text = at_home.get("/you/sharing").text()
    assert "Nothing is shared" in text
    assert "replaced Mon, Nov 23" in text
