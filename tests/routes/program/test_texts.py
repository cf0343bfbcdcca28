"""An owner chooses the program's own words in the browser."""

import pytest

from tests.helpers.desk import screen_of

AT = "/program/texts"


def test_each_says_what_it_is_what_is_usual_and_what_stands_now(signed_in):
    said = signed_in("rosa").get(AT).text("main")
    assert "Usually “Reminder”; at most 20 signs. Now the usual." in said
    assert "Usually none; at most 120 signs." in said
    assert "Usually “Type it on your phone, or point your camera at the square.”" in said


def test_a_choice_stands_where_it_belongs(app, signed_in, viewer, now):
    rosa = signed_in("rosa")
    words = {"reminder_en": "Today", "place_en": "Ring twice", "desk_en": "Six digits, please."}
    assert rosa.send(AT, **words).status_code == 303
    assert "Now “Today”, since Mon, Nov 23, by Rosa D." in rosa.get(AT).text("main")
    jordan = signed_in("jordan")
    assert "Ring twice" in jordan.get("/today").text("main")
    assert "Ring twice" in jordan.get("/check-in").text("main")
    assert "Today: 5:45 PM" in jordan.get("/you/reminders").text("main")
    assert "Ring twice" not in jordan.get("/you/reminders").text("main")
    assert "Six digits, please." in signed_in("sam").get("/kiosk").text("main")
    assert screen_of(app, viewer("sam"), now).raw("/kiosk/contact").get_json()["how"] == (
        "Six digits, please."
    )


def test_what_is_usual_stands_everywhere_else(app, signed_in, viewer, now):
    usual = "Type it on your phone, or point your camera at the square."
    assert usual in signed_in("sam").get("/kiosk").text("main")
    assert screen_of(app, viewer("sam"), now).raw("/kiosk/contact").get_json()["how"] == usual
    assert "Reminder: 5:45 PM" in signed_in("jordan").get("/you/reminders").text("main")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"reminder_en": "Group"}, "A stranger who sees a lock screen could learn from it"),
        ({"reminder_en": "reunión"}, "A stranger who sees a lock screen could learn from it"),
        ({"reminder_en": "At New Light"}, "A stranger who sees a lock screen"),
        ({"reminder_en": "x" * 21}, "Use at most 20 signs."),
        ({"place_en": "x" * 121}, "Use at most 120 signs."),
        ({"desk_en": "a\u202eb"}, "Some signs in it cannot be shown."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(signed_in, fields, says):
    sent = signed_in("rosa").send(AT, **fields)
    assert sent.status_code == 422
    assert says in sent.text
    for value in fields.values():
        assert f'value="{value}"' in sent.text


def test_the_second_of_two_owners_is_told_and_keeps_what_they_typed(signed_in):
    rosa = signed_in("rosa")
    form = rosa.get(AT).form(AT)
    assert rosa.post(AT, **{**form, "place_en": "Ring twice"}).status_code == 303
    second = rosa.post(AT, **{**form, "place_en": "Ring once"})
    assert second.status_code == 422
    assert "Somebody changed the words meanwhile" in second.text
    assert "Now “Ring twice”" in second.text
    assert 'value="Ring once"' in second.text
