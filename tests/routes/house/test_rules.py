"""A manager reads and changes the house's rules in the browser."""

import pytest

from tests.helpers import houses
from webapp.domain.curfew import names

AT = "/house/rules"


def test_every_rule_has_its_field_its_range_and_what_holds_now(signed_in):
    page = signed_in("dana").get(AT)
    fields = {n.attrs["name"] for n in page.tags("input") if "name" in n.attrs}
    assert set(names()) <= fields
    said = page.text("main")
    assert "First 14 days 10:00 PM Level 1 11:00 PM" in said
    assert "The usual ones: nobody has changed them yet." in said
    assert "6:00 PM to 4:00 AM, usually 11:00 PM." in said
    assert "0 to 120, usually 15." in said


def test_a_change_is_saved_from_a_day_on_shown_and_taken_back(signed_in):
    dana = signed_in("dana")
    sent = dana.send(AT, level_2="22:30", level_2_4="00:30", effective_from="2026-12-01")
    assert sent.status_code == 303
    said = dana.get(AT).text("main")
    assert "From Tue, Dec 1 · Dana V." in said
    assert "Level 2, curfew: 11:00 PM, then 10:30 PM" in said
    assert "Level 2, Fri: as usual, then 12:30 AM" in said
    assert dana.send(AT, f"{AT}/2026-12-01/take-back").status_code == 303
    assert "From Tue, Dec 1" not in dana.get(AT).text("main")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"grace": "many"}, "Enter a whole number: 0 to 120"),
        ({"first_days": ""}, "Enter a whole number: 0 to 90"),
        ({"level_1": "12:00"}, "Enter a time: 6:00 PM to 4:00 AM"),
        ({"level_1": ""}, "Enter a time: 6:00 PM to 4:00 AM"),
        ({"level_1_3": "noon"}, "Enter a time: 6:00 PM to 4:00 AM"),
        ({"grace": "20", "effective_from": "2026-11-23"}, "Choose a day from tomorrow on"),
        ({"grace": "20", "effective_from": "soon"}, "Enter the first day"),
        ({}, "Nothing is different"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(signed_in, fields, says):
    sent = signed_in("dana").send(AT, **fields)
    assert sent.status_code == 422
    assert says in sent.text
    for value in fields.values():
        assert f'value="{value}"' in sent.text


def test_the_second_of_two_managers_is_told_and_keeps_what_they_typed(signed_in):
    dana = signed_in("dana")
    form = dana.get(AT).form(AT)
    assert dana.post(AT, **{**form, "grace": "20"}).status_code == 303
    second = dana.post(AT, **{**form, "grace": "25"})
    assert second.status_code == 422
    assert "Somebody changed the rules meanwhile" in second.text
    assert 'value="25"' in second.text


def test_the_houses_phone_is_its_managers_to_change(signed_in):
    dana = signed_in("dana")
    assert dana.send(AT, f"{AT}/phone", phone="617-555-0120").status_code == 303
    assert "Now 617-555-0120." in dana.get(AT).text("main")
    assert dana.post(f"{AT}/phone", phone="617-555-0121", seen_phone="").status_code == 422
    assert dana.send(AT, f"{AT}/phone", phone="ask me").status_code == 422


def test_no_manager_reads_or_changes_another_houses_rules(signed_in, viewer):
    dana = signed_in("dana")
    theirs = f"?house={viewer('lee').houses[0].key}"
    assert dana.raw(AT + theirs).status_code == 404
    for path in (AT, f"{AT}/phone", f"{AT}/2026-12-01/take-back"):
        assert dana.post(path + theirs, grace="20").status_code == 404


def test_an_owner_reads_them_beside_the_house_and_has_no_form_for_them(signed_in):
    dana, rosa = signed_in("dana"), signed_in("rosa")
    dana.send(AT, grace="20", effective_from="2026-11-24")
    page = rosa.get("/program/houses")
    assert "Level 4 11:00 PM Grace 15 min" in page.text("main")
    assert not [n for n in page.tags("input") if n.attrs.get("name") in names()]


@pytest.fixture
def path(viewer, now):
    person = houses.resident(viewer("dana"), "Jordan at Maple", now)
    return f"/house/residents/{person.key}"


def test_a_return_after_curfew_is_said_before_it_is_written_down(signed_in, path):
    dana = signed_in("dana")
    sent = dana.send(path, f"{path}/leave", reason="work", due="23:30")
    assert sent.status_code == 422
    assert "11:30 PM is after curfew, 11:00 PM." in sent.text
    assert "Nothing is written down yet" in sent.text
    form = {"reason": "work", "due": "23:30", "anyway": "2026-11-24T04:30:00+00:00"}
    assert dana.post(f"{path}/leave", **{**form, "due": "23:45"}).status_code == 422
    assert dana.post(f"{path}/leave", **form).status_code == 303
    assert "Work, back by 11:30 PM" in dana.get(path).text("main")


def test_a_return_in_time_and_a_pass_are_written_down_at_once(signed_in, path):
    dana = signed_in("dana")
    assert dana.send(path, f"{path}/leave", reason="pass", due="23:30").status_code == 303


def test_whoever_left_without_a_time_is_late_on_the_board_after_curfew_and_grace(
    signed_in, path, clock
):
    dana = signed_in("dana")
    dana.send(path, f"{path}/leave", reason="out", due="")
    assert "Out, back by 11:00 PM" in dana.get("/house/board").text("main")
    clock.set("2026-11-23 23:16")
    assert "Late, due 11:00 PM" in signed_in("dana").get("/house/board").text("main")


@pytest.mark.parametrize("shares", [False, True])
def test_only_a_shared_evening_keeps_a_curfew_from_raising_a_flag(
    signed_in, viewer, now, clock, path, shares
):
    signed_in("dana").send(AT, level_2="18:00", effective_from="2026-11-24")
    (houses.sign if shares else houses.join)(viewer("jordan"), "Jordan at Maple", now)
    clock.set("2026-11-25 15:00")
    signed_in("dana").send(path, f"{path}/leave", reason="out", due="")
    clock.set("2026-11-25 18:20")
    said = signed_in("dana").get("/house/board").text("main")
    assert ("Late, due 6:00 PM" in said) is not shares
    assert ("Away 5:20–9:45 PM" in said) is shares
    clock.set("2026-11-25 22:01")
    said = signed_in("dana").get("/house/board").text("main")
    assert ("Late, due 9:45 PM" if shares else "Late, due 6:00 PM") in said


def test_the_rules_are_one_tap_from_every_page_of_the_house(signed_in):
    dana = signed_in("dana")
    for path in ("/house/board", "/house/roll-call", "/house/residents"):
        assert AT in [a.attrs["href"] for a in dana.get(path).all("footer a")]
