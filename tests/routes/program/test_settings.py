"""An owner reads and changes the thresholds in the browser."""

import pytest

from webapp.domain.settings import ProgramSettings

AT = "/program/settings"


def test_every_setting_has_its_field_its_range_and_what_holds_now(signed_in):
    page = signed_in("rosa").get(AT)
    fields = {n.attrs["name"] for n in page.tags("input", "select") if "name" in n.attrs}
    assert set(ProgramSettings.names()) <= fields
    assert "0 to 120, usually 15. Now 15 min, since Thursday, January 1, 2026." in page.text("main")


def test_a_change_is_saved_from_a_day_on_shown_and_taken_back(signed_in):
    rosa = signed_in("rosa")
    sent = rosa.send(AT, grace="20", week_start="0", effective_from="2026-12-01")
    assert sent.status_code == 303
    page = rosa.get(AT)
    assert "From Tue, Dec 1 · Rosa D. Grace after arrival: 15 min, then 20 min" in page.text("main")
    assert rosa.send(AT, f"{AT}/2026-12-01/take-back").status_code == 303
    assert "Grace after arrival: 15" not in rosa.get(AT).text("main")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"grace": "many"}, "Enter a whole number: 0 to 120"),
        ({"grace": "500"}, "Enter a whole number: 0 to 120"),
        ({"grace": "60", "closes_after": "30"}, "Check-in cannot close before grace ends."),
        ({"grace": "20", "effective_from": "2026-11-23"}, "Choose a day from tomorrow on"),
        ({"grace": "20", "effective_from": "soon"}, "Enter the first day"),
        ({}, "Nothing is different"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(signed_in, fields, says):
    sent = signed_in("rosa").send(AT, **{"opens_before": "30", "week_start": "0", **fields})
    assert sent.status_code == 422
    assert says in sent.text
    for value in fields.values():
        assert f'value="{value}"' in sent.text


def test_the_second_of_two_owners_is_told_and_keeps_what_they_typed(signed_in):
    rosa = signed_in("rosa")
    form = rosa.get(AT).form(AT)
    assert rosa.post(AT, **{**form, "grace": "20", "week_start": "0"}).status_code == 303
    second = rosa.post(AT, **{**form, "grace": "25", "week_start": "0"})
    assert second.status_code == 422
    assert "Somebody changed the settings meanwhile" in second.text
    assert 'value="25"' in second.text


def test_the_place_stands_on_everybodys_line(signed_in):
    rosa = signed_in("rosa")
    assert rosa.send(AT, f"{AT}/place", place="3rd floor, left").status_code == 303
    assert "3rd floor, left" in signed_in("jordan").get("/today").text("main")
    too_long = rosa.send(AT, f"{AT}/place", place="x" * 200)
    assert too_long.status_code == 422


def test_the_on_call_number_is_changed_and_stands_where_help_finds_it(signed_in):
    rosa = signed_in("rosa")
    assert rosa.send(AT, f"{AT}/on-call", phone="617-555-0177").status_code == 303
    (brought,) = signed_in("jordan").get("/today").all("[data-own-numbers]")
    assert brought.attrs["data-program"] == "617-555-0177"


def test_what_no_phone_dials_is_no_on_call_number(signed_in):
    sent = signed_in("rosa").send(AT, f"{AT}/on-call", phone="ask Sam")
    assert sent.status_code == 422
    assert "Enter a phone number like 617-555-0142" in sent.text
    assert 'value="ask Sam"' in sent.text


def test_the_second_of_two_who_change_the_number_is_told(signed_in):
    rosa = signed_in("rosa")
    form = rosa.get(AT).form(f"{AT}/on-call")
    assert rosa.post(f"{AT}/on-call", **{**form, "phone": "617-555-0177"}).status_code == 303
    second = rosa.post(f"{AT}/on-call", **{**form, "phone": "617-555-0188"})
    assert second.status_code == 422
    assert "Somebody changed it meanwhile" in second.text
    assert "Now 617-555-0177." in second.text
    assert 'value="617-555-0188"' in second.text


def test_every_section_is_reached_from_the_top_of_the_page(signed_in):
    page = signed_in("rosa").get(AT)
    anchors = [a.attrs["href"][1:] for a in page.all("nav a") if a.attrs["href"][0] == "#"]
    assert {"on-call", "check-in", "presence", "meetings", "reminders"} <= set(anchors)
    assert all(page.all(f"#{anchor}") for anchor in anchors)


def test_nothing_that_holds_already_is_taken_back(signed_in):
    assert signed_in("rosa").post(f"{AT}/2026-01-01/take-back").status_code == 404


def test_kinds_that_do_not_count_are_ticked_and_stand_as_words(signed_in):
    rosa = signed_in("rosa")
    form = rosa.get(AT).form(AT) | {"week_start": "0", "effective_from": "2026-12-01"}
    everything = rosa.post(AT, **form | {"kinds_left_out": [str(2**n) for n in range(11)]})
    assert everything.status_code == 422
    assert "At least one has to count" in everything.text
    sent = rosa.post(AT, **form | {"kinds_left_out": ["512", "1024"], "modes_left_out": "2"})
    assert sent.status_code == 303
    page = rosa.get(AT)
    said = "Kinds that do not count: none, then Faith group, Another kind"
    assert said in page.text("main")
    assert len(page.all("input[name=kinds_left_out][checked]")) == 2
    assert len(page.all("input[name=modes_left_out][checked]")) == 1
