"""The owner moves the program to another time zone."""

import pytest

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
