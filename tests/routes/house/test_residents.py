"""Residents: added, moved, out and back."""

import pytest

from tests.helpers import houses
from tests.helpers.rows import rows
from webapp.models.house import HouseLeave, HouseReturn, Residency, ResidencyLevel, Resident


@pytest.fixture
def dana(signed_in):
    return signed_in("dana")


@pytest.fixture
def path(viewer, now):
    key = houses.resident(viewer("dana"), "Chris at Maple", now).key
    return f"/house/residents/{key}"


def test_a_manager_adds_a_resident(dana):
    answer = dana.send(
        "/house/residents/new", name="  Eli   S. ", phone="(617) 555-0199", level="3"
    )
    assert answer.status_code == 303
    page = dana.get(answer.location)
    assert page.text("h1") == "Eli S."
    assert "Level 3 · since Mon, Nov 23" in page.text()
    assert 'href="tel:6175550199"' in page.html
    assert "Eli S." in dana.get("/house/board").text()
    assert page.text(".card__code")[4] == "-"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "Enter the name"),
        ("name", "x" * 121, "Enter the name"),
        ("phone", "call me", "Enter a phone number"),
        ("phone", "12", "Enter a phone number"),
        ("moved_in", "2026-11-24", "Enter the day they moved in"),
        ("moved_in", "soon", "Enter the day they moved in"),
        ("level", "9", "Choose a house level"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(dana, field, typed, said):
    form = {"name": "Eli S.", "phone": "617-555-0199", "level": "3", field: typed}
    answer = dana.send("/house/residents/new", **form)
    assert answer.status_code == 422
    assert said in answer.text
    if field != "phone":
        assert 'value="617-555-0199"' in answer.text
    assert len(rows(Resident)) == 5


def test_phone_and_level_can_change_and_the_old_level_stays_on_record(dana, path):
    dana.send(path, phone="617-555-0111", level="4")
    page = dana.get(path)
    assert "Level 4" in page.text()
    assert page.value("phone") == "617-555-0111"
    person = rows(Resident, name="Chris at Maple")[0]
    stay = rows(Residency, resident_id=person.id)[0]
    assert [row.level for row in rows(ResidencyLevel, residency_id=stay.id)] == [2, 4]
    assert dana.send(path, phone="x", level="4").status_code == 422


def test_of_two_managers_the_second_is_told_and_keeps_what_was_typed(dana, path):
    stale = dana.get(path).form(path)
    dana.send(path, phone="617-555-0111", level="4")
    told = dana.post(path, **{**stale, "phone": "617-555-0122", "level": "1"})
    assert told.status_code == 422
    assert "Somebody changed it meanwhile" in told.text
    assert 'value="617-555-0122"' in told.text
    assert "617-555-0111" in dana.get(path).html


def test_out_and_back(dana, path):
    dana.send(path, f"{path}/leave", reason="work", due="21:30")
    page = dana.get(path)
    assert "Work, back by 9:30 PM" in page.text()
    assert "Left 5:20 PM" in page.text()
    dana.send(path, f"{path}/return")
    assert "In since 5:20 PM" in dana.get(path).text()
    assert (len(rows(HouseLeave)), len(rows(HouseReturn))) == (1, 1)


def test_a_time_that_has_passed_is_tomorrows(dana, path):
    dana.send(path, f"{path}/leave", reason="pass", due="9:00")
    assert "Overnight pass, back by 9:00 AM tomorrow" in dana.get(path).text()


def test_nobody_leaves_twice(dana, path):
    for reason in ("work", "out"):
        dana.post(f"{path}/leave", reason=reason, due="")
    assert [row.reason for row in rows(HouseLeave)] == ["work"]


def test_a_time_that_is_none_is_said(dana, path):
    answer = dana.send(path, f"{path}/leave", reason="work", due="later")
    assert answer.status_code == 422
    assert "Enter a time like 9:30 PM." in answer.text


def test_moving_out_and_in_again_gives_a_new_code(dana, path):
    before = dana.get(path).text(".card__code")
    dana.send(path, f"{path}/move-out")
    assert "Moved out on Mon, Nov 23" in dana.get(path).text()
    assert "Chris at Maple" not in dana.get("/house/board").text()
    assert "1 moved out" in dana.get("/house/residents").text()
    dana.send(path, f"{path}/move-in")
    assert dana.get(path).text(".card__code") != before
    assert "Chris at Maple" in dana.get("/house/board").text()


def test_a_new_code_takes_the_place_of_the_old(dana, path):
    before = dana.get(path).text(".card__code")
    assert dana.send(path, f"{path}/new-code").location == path
    assert dana.get(path).text(".card__code") != before


def test_what_is_shared_stands_on_the_page_with_its_end(dana, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    key = houses.resident(viewer("dana"), "Jordan at Maple", now).key
    page = dana.get(f"/house/residents/{key}")
    assert "In a program Since Monday, October 26, 2026" in page.text()
    assert (
        "enrollment, tests done or missed. Ends Wednesday, March 3, 2027, or sooner."
        in page.text(".legal")
    )


def test_a_resident_of_another_house_is_not_there(signed_in, path):
    lee = signed_in("lee")
    lee.get(path, status=404)
    for verb in ("", "/leave", "/return", "/new-code", "/move-out", "/move-in"):
        assert lee.post(path + verb, phone="", level="1", reason="out").status_code == 404


def test_the_page_shows_earlier_stays_and_levels(dana, viewer, now):
    person = houses.resident(viewer("dana"), "Chris at Maple", now)
    page = f"/house/residents/{person.key}"
    dana.send(page, level="4", phone="")
    dana.send(page, f"{page}/move-out")
    dana.send(page, f"{page}/move-in")
    text = dana.get(page).text("main")
    assert "Since Monday, November 23, 2026 Level 4, set on Mon, Nov 23" in text
    assert "Thursday, October 1, 2026 until Monday, November 23, 2026" in text
    assert "Level 2, set on Mon, Nov 23" in text
