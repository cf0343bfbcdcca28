"""Leave the session."""

import pytest

from tests.helpers.record import tick


@pytest.fixture
def jordan(signed_in, cast, viewer, now):
    tick(viewer("sam"), cast.jordan.key, now)
    return signed_in("jordan")


def test_leaving_is_one_look_and_one_tap(jordan, clock):
    clock.set("2026-11-23 21:05")
    assert "Check out" in jordan.get("/today").text("main")
    page = jordan.get("/check-out")
    assert "You came at 5:20 PM. It ends at 9:00 PM." in page.text("main")
    assert "leaving early" not in page.text("main")
    assert jordan.send("/check-out").status_code == 303
    assert "You checked out at 9:05 PM." in jordan.get("/check-out").text("main")
    assert "Check out" not in jordan.get("/today").text("main")


def test_leaving_early_is_said_before_it_is_written_down(jordan, clock):
    clock.set("2026-11-23 20:00")
    assert "written down as leaving early" in jordan.get("/check-out").text("main")
    jordan.send("/check-out")
    assert "You checked out at 8:00 PM. Part of it." in jordan.get("/check-out").text("main")


def test_a_slip_is_taken_back(jordan, clock):
    clock.set("2026-11-23 20:00")
    jordan.send("/check-out")
    page = jordan.get("/check-out")
    (action,) = [f.attrs["action"] for f in page.all("form") if "take-back" in f.attrs["action"]]
    assert jordan.send("/check-out", action).status_code == 303
    assert "I’m leaving now" in jordan.get("/check-out").text("main")
    assert "taken back" in jordan.get("/record").text("main")


def test_who_is_not_in_hears_so(signed_in):
    maria = signed_in("maria")
    assert "You’re not checked in." in maria.get("/check-out").text("main")
    assert maria.post("/check-out").status_code == 422


def test_the_morning_after_nothing_is_missing(jordan, clock):
    clock.set("2026-11-24 08:00")
    text = jordan.get("/check-out").text("main")
    assert "It was counted to its end. Nothing is missing." in text
