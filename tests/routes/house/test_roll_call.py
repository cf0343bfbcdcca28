"""The roll call: one tap each, undo, and the word "program" only where it is consented to."""

from datetime import date

import pytest

from tests.helpers import houses
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.domain.consent import Scope
from webapp.domain.house import RollWord
from webapp.models.consent import Disclosure
from webapp.models.house import RollCallRow


@pytest.fixture
def tonight(app, clock):
    clock.set("2026-11-23 23:00")


@pytest.fixture
def chris(viewer, now):
    return houses.resident(viewer("dana"), "Chris at Maple", now)


def send(browser, person, word, **options):
    path = f"/house/roll-call/{person.key}"
    return browser.send("/house/roll-call", path, word=word, **options)


@pytest.mark.usefixtures("tonight")
def test_one_tap_marks_one_resident(signed_in, chris):
    dana = signed_in("dana")
    assert "0 of 3 marked" in dana.get("/house/roll-call").text("h1 + p")
    answer = send(dana, chris, "in")
    assert answer.location == f"/house/roll-call#r-{chris.key}"
    page = dana.get("/house/roll-call")
    assert "Night of Mon, Nov 23 · 1 of 3 marked" in page.text("h1 + p")
    assert "In, 11:00 PM" in page.text(f"#r-{chris.key}")


@pytest.mark.usefixtures("tonight")
def test_htmx_gets_the_roll_and_no_new_page(signed_in, chris):
    answer = send(signed_in("dana"), chris, "not_seen", htmx=True)
    assert answer.text.lstrip().startswith('<div id="roll">')
    assert "1 of 3 marked" in answer.text


@pytest.mark.usefixtures("tonight")
def test_a_word_can_be_taken_back_and_nothing_is_lost(signed_in, chris):
    dana = signed_in("dana")
    send(dana, chris, "in")
    send(dana, chris, "taken_back")
    assert "0 of 3 marked" in dana.get("/house/roll-call").text("h1 + p")
    send(dana, chris, "pass")
    words = [row.word for row in rows(RollCallRow)]
    assert words == [RollWord.IN, RollWord.TAKEN_BACK, RollWord.PASS]


@pytest.mark.usefixtures("tonight")
def test_the_same_form_twice_is_one_word(signed_in, chris):
    dana = signed_in("dana")
    for _ in range(2):
        send(dana, chris, "in", key="same")
    assert count(RollCallRow) == 1


@pytest.mark.parametrize(
    ("time", "night"), [("17:59", "Last night"), ("18:00", "Night of Mon, Nov 23")]
)
def test_until_six_it_is_last_nights(signed_in, clock, time, night):
    clock.set(f"2026-11-23 {time}")
    assert night in signed_in("dana").get("/house/roll-call").text("h1 + p")


@pytest.mark.parametrize("htmx", [False, True])
def test_a_page_left_open_since_last_night_marks_nothing_and_says_so(signed_in, clock, chris, htmx):
    clock.set("2026-11-23 17:59")
    dana, path = signed_in("dana"), f"/house/roll-call/{chris.key}"
    form = dana.get("/house/roll-call").form(path)
    clock.set("2026-11-23 18:00")
    answer = dana.post(path, **form, word="in", htmx=htmx)
    assert answer.status_code == 422
    page = lint(answer.text, whole=not htmx)
    assert "This page was of another night, so nothing was marked." in page.text("[role=alert]")
    assert "Night of Mon, Nov 23 · 0 of 3 marked" in page.text("h1 + p")
    assert count(RollCallRow) == 0
    assert dana.post(path, **page.form(path), word="in").status_code == 303
    assert rows(RollCallRow)[0].night == date(2026, 11, 23)


@pytest.mark.parametrize("night", ["", "2026-11-22", "2026-11-24", "20261123", "tonight"])
@pytest.mark.usefixtures("tonight")
def test_a_night_that_is_not_this_one_is_never_marked(signed_in, chris, night):
    assert send(signed_in("dana"), chris, "in", night=night).status_code == 422
    assert count(RollCallRow) == 0


@pytest.mark.usefixtures("tonight")
def test_program_is_a_word_only_with_consent(signed_in, viewer, clock, chris):
    jordan = houses.resident(viewer("dana"), "Jordan at Maple", clock.now())
    dana = signed_in("dana")
    assert dana.post(f"/house/roll-call/{jordan.key}", word="program").status_code == 404
    scopes = frozenset({Scope.ENROLLMENT})
    houses.sign(viewer("jordan"), "Jordan at Maple", clock.now(), scopes)
    assert send(dana, jordan, "program").status_code == 303
    assert "Program, 11:00 PM" in dana.get("/house/roll-call").text(f"#r-{jordan.key}")
    assert dana.post(f"/house/roll-call/{chris.key}", word="program").status_code == 404


@pytest.mark.usefixtures("tonight")
def test_an_opening_is_disclosed_and_a_tap_is_not_another(signed_in, viewer, clock, chris):
    houses.sign(viewer("jordan"), "Jordan at Maple", clock.now())
    dana = signed_in("dana")
    send(dana, chris, "in", htmx=True)
    assert [row.page for row in rows(Disclosure)] == ["roll_call"]


def test_words_that_are_none_and_people_of_other_houses_are_not_there(signed_in, viewer, chris):
    assert signed_in("dana").post(f"/house/roll-call/{chris.key}", word="drunk").status_code == 404
    assert signed_in("lee").post(f"/house/roll-call/{chris.key}", word="in").status_code == 404
