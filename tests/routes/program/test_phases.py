"""An owner says what the phases are; everybody of the office reads who is in which."""

import pytest

from tests.helpers.rows import count, rows
from webapp.models.audit import AuditEvent
from webapp.models.program import PhaseRow

PHASES = "/program/schedule/phases"
TWO = {"name-0": "Phase 1", "weeks-0": "6", "name-1": "Step-down", "quota_other-1": "3"}


@pytest.fixture
def rosa(signed_in):
    return signed_in("rosa")


def test_phases_are_planned_from_a_day_on_and_taken_back(rosa, signed_in, clock):
    assert "has no phases" in rosa.get(PHASES).text("main")
    assert rosa.send(PHASES, **TWO).status_code == 303
    assert "Step-down: until staff say so" in rosa.get(PHASES).text("#to-come")
    assert rosa.post(f"{PHASES}/take-back", day="2026-11-24").status_code == 303
    assert rosa.post(f"{PHASES}/take-back", day="2026-11-24").status_code == 404
    rosa.send(PHASES, **TWO)
    clock.forward(days=1)
    shown = signed_in("sam").get(PHASES)
    assert "Jordan M." in shown.text("main")
    assert "An owner changes the phases" in shown.text("main")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name-0": ""}, "Enter a name"),
        ({"weeks-0": "soon"}, "a number of weeks"),
        ({"quota_other-1": "99"}, "Enter a whole number"),
        ({"effective_from": "2026-11-23"}, "Choose a day from tomorrow on"),
        ({"effective_from": "x"}, "Enter the first day"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(rosa, wrong, said):
    answer = rosa.send(PHASES, **{**TWO, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Step-down" in answer.text
    assert count(PhaseRow) == 0


def test_of_two_owners_the_second_is_told(rosa):
    first = rosa.get(PHASES).form(PHASES)
    assert rosa.send(PHASES, **TWO).status_code == 303
    told = rosa.post(PHASES, **{**first, **TWO})
    assert told.status_code == 422
    assert "Somebody changed this meanwhile" in told.text


def test_a_key_is_only_ever_one_that_is_there(rosa):
    made_up = {"key-0": "made-up" * 90, "key-1": "made-up" * 90}
    assert rosa.send(PHASES, **TWO, **made_up).status_code == 303
    keys = {row.key for row in rows(PhaseRow)}
    assert len(keys) == 2
    assert max(map(len, keys)) <= 20


def test_whoever_is_named_in_a_phase_was_seen_and_that_is_written_down(
    rosa, signed_in, cast, clock
):
    rosa.send(PHASES, **TWO)
    assert count(AuditEvent, action="viewed", detail="phases") == 0
    clock.forward(days=1)
    signed_in("sam").get(PHASES)
    of_jordan = {"detail": "phases", "participant_id": cast.jordan.participant_id}
    assert count(AuditEvent, action="viewed", actor_id=cast.sam.account_id, **of_jordan) == 1
