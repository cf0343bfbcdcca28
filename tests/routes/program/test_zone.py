"""The owner moves the program to another time zone."""

import pytest

from tests.helpers.record import tick

ZONE = "/program/zone"


@pytest.fixture
def rosa(signed_in):
    return signed_in("rosa")


def test_another_zone_is_planned_and_taken_back(rosa):
    moved = rosa.send(ZONE, zone="America/Chicago", effective_from="2026-11-27")
    assert moved.status_code == 303
    assert "Central (Chicago)" in rosa.get(ZONE).text("#to-come")
    assert "planned already" in rosa.post(ZONE, zone="UTC", effective_from="2026-11-27").text
    assert rosa.post(f"{ZONE}/take-back", day="2026-11-27").status_code == 303
    assert rosa.post(f"{ZONE}/take-back", day="2026-11-27").status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"zone": "Mars"}, "Choose a time zone"),
        ({"zone": "America/New_York"}, "in this zone already"),
        ({"zone": "America/Chicago", "effective_from": "2026-11-23"}, "from tomorrow on"),
        ({"zone": "America/Chicago", "effective_from": "soon"}, "Enter the first day"),
    ],
)
def test_what_cannot_be_is_refused_in_words(rosa, typed, said):
    answer = rosa.send(ZONE, **{"effective_from": "2026-11-27", **typed})
    assert answer.status_code == 422
    assert said in answer.text


def test_a_record_keeps_the_times_that_the_clocks_showed_then(signed_in, viewer, cast, clock):
    clock.set("2026-11-23 17:41")
    tick(viewer("sam"), cast.jordan.key, clock.now())
    signed_in("rosa").send(ZONE, zone="America/Los_Angeles", effective_from="2026-11-27")
    clock.set("2026-11-28 16:00")
    jordan, sam = signed_in("jordan"), signed_in("sam")
    for browser, path in (
        (jordan, "/record"),
        (jordan, "/week/2026-11-23"),
        (sam, "/program/sessions/2026-11-23"),
        (sam, f"/program/confirm/2026-11-23/Evening/{cast.jordan.key}"),
    ):
        shown = browser.get(path).text("main")
        assert "5:41 PM" in shown, path
        assert "2:41 PM" not in shown, path
    assert "2026-11-23,17:45,Evening" in jordan.raw("/record/file").text
