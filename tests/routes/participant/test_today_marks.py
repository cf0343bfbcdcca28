"""One tap for wake-up, daytime and lights out, and taking it back."""

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.models.attendance import DayMarkRow, DayMarkVoid

MARKS = "/today/marks"


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


def tap(browser, mark, **more):
    return browser.post(MARKS, mark=mark, **more)


def take_back(browser, number=-1):
    return browser.post(f"{MARKS}/{rows(DayMarkRow)[number].public_key}/take-back")


def test_a_tap_is_kept_with_its_time(jordan, cast, clock):
    answer = tap(jordan, "wake_up")
    assert (answer.status_code, answer.location) == (303, "/today")
    (row,) = rows(DayMarkRow)
    assert (row.participant_id, row.mark) == (cast.jordan.participant_id, "wake_up")
    assert (row.day.isoformat(), row.at) == ("2026-11-23", clock.now())
    assert "Undo" in jordan.get("/today").text("main")


def test_the_form_on_the_page_makes_the_tap(jordan, clock):
    clock.set("2026-11-23 07:03")
    assert jordan.get("/today").text(".button--main") == "I’m up"
    jordan.send("/today", MARKS)
    assert [row.mark for row in rows(DayMarkRow)] == ["wake_up"]


def test_htmx_gets_the_new_day_in_the_same_answer(jordan):
    answer = tap(jordan, "wake_up", htmx=True)
    assert answer.status_code == 200
    assert answer.headers["Vary"].startswith("HX-Request")
    assert "Undo" in lint(answer.text, whole=False).text("#day")


def test_tapping_twice_makes_one_row_with_the_first_time(jordan, clock):
    first = clock.now()
    tap(jordan, "wake_up", key="a")
    clock.forward(minutes=5)
    for key in ("a", "b"):
        assert tap(jordan, "wake_up", key=key).status_code == 303
    assert [row.at for row in rows(DayMarkRow)] == [first]


def test_a_tap_taken_back_can_be_made_again(jordan, clock):
    tap(jordan, "wake_up")
    assert take_back(jordan).location == "/today"
    assert "Undo" not in jordan.get("/today").text("main")
    assert (count(DayMarkRow), count(DayMarkVoid)) == (1, 1)
    tap(jordan, "wake_up")
    assert [row.nth for row in rows(DayMarkRow)] == [1, 2]
    assert "Undo" in jordan.get("/today").text("main")


def test_taking_back_twice_does_no_harm(jordan):
    tap(jordan, "wake_up")
    assert [take_back(jordan).status_code for _ in range(2)] == [303, 303]
    assert count(DayMarkVoid) == 1


def test_nobody_can_take_back_somebody_elses_tap(jordan, signed_in):
    tap(jordan, "wake_up")
    for name in ("maria", "priya", "sam"):
        assert take_back(signed_in(name)).status_code == 404
    assert count(DayMarkVoid) == 0


@pytest.mark.parametrize("mark", ["", "meeting", "WAKE_UP", "wake_up; drop table"])
def test_what_is_no_mark_is_not_there(jordan, mark):
    assert tap(jordan, mark).status_code == 404
    assert count(DayMarkRow) == 0


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("2026-11-23 21:00", "2026-11-23"),
        ("2026-11-23 23:59", "2026-11-23"),
        ("2026-11-24 00:30", "2026-11-23"),
        ("2026-11-24 03:59", "2026-11-23"),
    ],
)
def test_lights_out_until_four_belongs_to_the_night_before(jordan, clock, time, day):
    clock.set(time)
    assert tap(jordan, "lights_out").status_code == 303
    assert [row.day.isoformat() for row in rows(DayMarkRow)] == [day]


def test_at_half_past_midnight_today_asks_for_last_night(jordan, clock):
    clock.set("2026-11-24 00:30")
    assert "Last night, 11:00 PM: Lights out" in jordan.get("/today").text("main")
    tap(jordan, "lights_out")
    assert "Last night: lights out at 12:30 AM." in jordan.get("/today").text("main")


@pytest.mark.parametrize(
    ("mark", "time"),
    [
        ("wake_up", "2026-11-23 03:59"),
        ("daytime", "2026-11-23 08:29"),
        ("daytime", "2026-11-28 12:00"),
        ("lights_out", "2026-11-23 20:59"),
        ("lights_out", "2026-11-24 04:00"),
    ],
)
def test_outside_its_hours_a_tap_is_refused_in_words(jordan, clock, mark, time):
    clock.set(time)
    for htmx in (False, True):
        answer = tap(jordan, mark, htmx=htmx)
        assert answer.status_code == 200
        assert "That can’t be tapped right now." in answer.text
        assert "Nothing was recorded." in answer.text
    assert count(DayMarkRow) == 0


def test_a_plan_of_ones_own_can_be_tapped_in_its_hours(jordan, clock):
    clock.set("2026-11-23 08:30")
    assert tap(jordan, "daytime").status_code == 303
    assert count(DayMarkRow) == 1


def test_two_people_can_use_the_same_form_key(signed_in):
    for name in ("jordan", "maria"):
        tap(signed_in(name), "wake_up", key="same")
    assert count(DayMarkRow) == 2


def test_staff_have_no_marks(signed_in):
    assert tap(signed_in("sam"), "wake_up").status_code == 404
