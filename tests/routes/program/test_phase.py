"""The phase of one participant."""

import pytest

from tests.helpers.rows import rows
from webapp.models.program import PhaseRow

TWO = {"name-0": "Phase 1", "name-1": "Step-down", "quota_full_time-1": "2"}


@pytest.fixture
def at(cast, signed_in, clock):
    """The page of Jordan's phase, a day after the program got two."""
    signed_in("rosa").send("/program/schedule/phases", **TWO)
    clock.forward(days=1)
    return f"/program/people/{cast.jordan.key}/phase"


def key_of(name):
    return rows(PhaseRow, name=name)[0].key


def test_staff_move_somebody_and_their_quota_follows(at, signed_in):
    sam = signed_in("sam")
    assert "Phase 1, since" in sam.get(at).text("main")
    assert "0 of 4" in signed_in("jordan").get("/week").text("main")
    moved = sam.send(at, phase=key_of("Step-down"))
    assert moved.status_code == 303
    assert "Step-down, since Tuesday, November 24, 2026" in sam.get(at).text("main")
    week = signed_in("jordan").get("/week").text("main")
    assert "0 of 2" in week
    assert "week 5 of 14 · Step-down" in week
    assert "Step-down" in sam.get(at.removesuffix("/phase")).text("#phase")


def test_a_move_to_come_is_taken_back(at, signed_in):
    sam = signed_in("sam")
    sam.send(at, phase=key_of("Step-down"), since="2026-12-01")
    assert "from Tue, Dec 1" in sam.get(at).text("#to-come")
    assert sam.post(f"{at}/take-back", since="2026-12-01").status_code == 303
    assert sam.post(f"{at}/take-back", since="2026-12-01").status_code == 404


def test_what_cannot_be_is_refused_in_words(at, signed_in):
    sam = signed_in("sam")
    assert "Choose a phase, and a day" in sam.send(at, phase="").text
    assert "Choose a phase, and a day" in sam.send(at, phase=key_of("Step-down"), since="x").text
    assert "Nothing is different" in sam.send(at, phase=key_of("Phase 1")).text
    stale = sam.get(at).form(at)
    sam.send(at, phase=key_of("Step-down"))
    told = sam.post(at, **{**stale, "phase": key_of("Phase 1")})
    assert "Somebody changed this meanwhile" in told.text


def test_another_programs_participant_is_not_there(at, signed_in):
    kim = signed_in("kim")
    kim.get(at, status=404)
    assert kim.post(at, phase=key_of("Phase 1"), since="2026-12-01").status_code == 404
    assert kim.post(f"{at}/take-back", since="2026-12-01").status_code == 404
