from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.days import MONDAY
from webapp.domain.phase import SET_BY_PHASE, Phase, PhaseMove, phase_on, phases_on
from webapp.domain.settings import ProgramSettings

WEEK = timedelta(weeks=1)
FIRST = Phase("first", "Phase 1", 0, 4, {"quota_other": 6})
SECOND = Phase("second", "Phase 2", 1, 8)
LAST = Phase("last", "Step-down", 2)
THREE = (FIRST, SECOND, LAST)


def named(day: date, *moves: PhaseMove, phases: tuple[Phase, ...] = THREE) -> str | None:
    found = phase_on(phases, moves, MONDAY, day)
    return found.phase.key if found else None


def test_a_phase_lasts_its_weeks_and_the_last_one_stays():
    assert named(MONDAY - timedelta(days=1)) is None
    assert named(MONDAY) == "first"
    assert named(MONDAY + 4 * WEEK - timedelta(days=1)) == "first"
    assert named(MONDAY + 4 * WEEK) == "second"
    assert named(MONDAY + 12 * WEEK - timedelta(days=1)) == "second"
    assert named(MONDAY + 12 * WEEK) == "last"
    assert named(MONDAY + 100 * WEEK) == "last"


def test_a_phase_without_weeks_lasts_until_staff_say_so():
    by_staff = (Phase("a", "A", 0), Phase("b", "B", 1, 2), Phase("c", "C", 2))
    assert named(MONDAY + 50 * WEEK, phases=by_staff) == "a"
    moved = PhaseMove("b", MONDAY + 10 * WEEK)
    assert named(MONDAY + 10 * WEEK - timedelta(days=1), moved, phases=by_staff) == "a"
    assert named(MONDAY + 10 * WEEK, moved, phases=by_staff) == "b"
    assert named(MONDAY + 12 * WEEK, moved, phases=by_staff) == "c"


def test_staff_can_move_somebody_back_and_the_weeks_begin_anew():
    back = PhaseMove("first", MONDAY + 6 * WEEK)
    assert named(MONDAY + 6 * WEEK, back) == "first"
    assert named(MONDAY + 10 * WEEK - timedelta(days=1), back) == "first"
    assert named(MONDAY + 10 * WEEK, back) == "second"


def test_of_two_moves_on_one_date_the_later_one_counts():
    day = MONDAY + WEEK
    assert named(day, PhaseMove("last", day), PhaseMove("second", day)) == "second"


def test_a_move_before_the_first_day_is_of_another_enrollment():
    assert named(MONDAY, PhaseMove("last", MONDAY - WEEK)) == "first"


def test_who_was_there_before_there_were_phases_is_in_the_one_that_their_weeks_say():
    later = tuple(
        Phase(p.key, p.name, p.position, p.weeks, effective_from=MONDAY + 5 * WEEK) for p in THREE
    )
    assert named(MONDAY + 5 * WEEK - timedelta(days=1), phases=later) is None
    assert named(MONDAY + 5 * WEEK, phases=later) == "second"


def test_longer_phases_move_nobody_back():
    longer = Phase("first", "Phase 1", 0, 10, effective_from=MONDAY + 6 * WEEK)
    rest = Phase("second", "Phase 2", 1, 8, effective_from=MONDAY + 6 * WEEK)
    assert named(MONDAY + 6 * WEEK, phases=(*THREE, longer, rest)) == "second"


def test_a_phase_that_is_gone_puts_people_into_the_first():
    only = Phase("new", "New", 0, effective_from=MONDAY + WEEK)
    assert named(MONDAY + WEEK, phases=(*THREE, only)) == "new"


def test_a_program_without_phases_has_nobody_in_one():
    assert named(MONDAY, phases=()) is None


def test_the_day_on_which_somebody_steps_on_is_known():
    found = phase_on(THREE, (), MONDAY, MONDAY + WEEK)
    assert found is not None
    assert (found.since, found.until) == (MONDAY, MONDAY + 4 * WEEK)
    last = phase_on(THREE, (), MONDAY, MONDAY + 20 * WEEK)
    assert last is not None
    assert last.until is None


def test_what_a_phase_says_counts_instead_of_the_programs_setting():
    settings = ProgramSettings(quota_other=5, quota_full_time=4)
    assert FIRST.over(settings) == ProgramSettings(quota_other=6, quota_full_time=4)
    assert LAST.over(settings) == settings
    assert set(SET_BY_PHASE) <= set(ProgramSettings.names())


DAYS = st.integers(0, 120).map(lambda n: MONDAY + timedelta(days=n))
MOVES = st.lists(st.builds(PhaseMove, st.sampled_from(["first", "second", "last"]), DAYS))
VERSIONS = st.lists(
    st.tuples(DAYS, st.lists(st.none() | st.integers(1, 8), min_size=3, max_size=3)), max_size=3
)


def _phases(versions: list[tuple[date, list[int | None]]]) -> tuple[Phase, ...]:
    made = dict(versions)
    return THREE + tuple(
        Phase(p.key, p.name, p.position, w, effective_from=since)
        for since, weeks in made.items()
        for p, w in zip(THREE, weeks, strict=True)
    )


@given(versions=VERSIONS, moves=MOVES, more=VERSIONS, moved=MOVES, day=DAYS)
def test_what_is_said_from_a_date_on_changes_no_day_before_it(versions, moves, more, moved, day):
    before = _phases(versions)
    after = _phases(versions + more)
    first = min(
        (*(d for d, _ in more), *(m.since for m in moved)), default=MONDAY + timedelta(days=121)
    )
    if day < first:
        assert phase_on(after, [*moves, *moved], MONDAY, day) == phase_on(
            before, moves, MONDAY, day
        )


@given(versions=VERSIONS, day=DAYS)
def test_nobody_goes_back_by_themselves(versions, day):
    phases = _phases(versions)
    today = phase_on(phases, (), MONDAY, day)
    tomorrow = phase_on(phases, (), MONDAY, day + timedelta(days=1))
    assert today is not None
    assert tomorrow is not None
    assert tomorrow.phase.position - today.phase.position in (0, 1, 2)
    assert phases_on(phases, day)


def test_a_move_to_a_phase_whose_plan_was_taken_back_moves_nobody():
    back = PhaseMove("gone", MONDAY + 6 * WEEK)
    assert named(MONDAY + 6 * WEEK, back) == "second"
    assert named(MONDAY + 12 * WEEK, back) == "last"
