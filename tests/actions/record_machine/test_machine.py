"""Whatever people do, in whatever order, over a week of evenings and over the nights in which
the clocks change, with sessions that are under way at 2 AM."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import cycle

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.actions.record_machine.course import evenings, nights
from tests.actions.record_machine.deeds import Deeds
from tests.actions.record_machine.roads import ROADS
from tests.actions.record_machine.sentences import Sentences
from webapp.domain.attendance import Status

WEEKS = {
    "evenings": (evenings, date(2026, 11, 16), 1),
    "the clocks go back": (nights, date(2026, 10, 26), 2),
    "the clocks go forward": (nights, date(2027, 3, 8), 3),
}
"""The program, the first day, and what chance begins with: always the same courses."""
PROFILE = settings(
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    max_examples=2,
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
)
DEEP = settings(PROFILE, max_examples=20, stateful_step_count=50)


class Machine(Deeds, Sentences):
    """All deeds, and all sentences after each."""


def machine(weeks: str, seen: Counter[str]) -> type[Machine]:
    """The machine of those weeks, which counts what it comes past."""
    template, first, chance = WEEKS[weeks]
    of_these = {"template": staticmethod(template), "first": first, "seen": seen}
    return seed(chance)(type("Weeks", (Machine,), of_these))


@pytest.mark.parametrize("weeks", WEEKS)
@pytest.mark.usefixtures("cast")
def test_whatever_people_do_the_record_holds(weeks: str, request: pytest.FixtureRequest) -> None:
    """With --deep it goes on for minutes, and together with the roads has to come past every
    status there is."""
    seen: Counter[str] = Counter()
    deep = request.config.getoption("--deep")
    for road in ROADS if deep else ():
        walk(machine(weeks, seen)(), road)
    run_state_machine_as_test(machine(weeks, seen), settings=DEEP if deep else PROFILE)
    missing = {each.value for each in Status} - {"upcoming"} - set(seen)
    assert not deep or not missing, (missing, seen)


@pytest.mark.parametrize(("road", "weeks"), list(zip(ROADS, cycle(WEEKS), strict=False)))
@pytest.mark.usefixtures("cast")
def test_on_the_roads_on_which_it_could_go_wrong_it_holds(road: str, weeks: str) -> None:
    walk(machine(weeks, Counter())(), road)


def walk(course: Machine, road: str) -> None:
    """One course, deed by deed, with all sentences after each."""
    course.begin()
    for deed, how in ROADS[road]:
        getattr(course, deed)(**how)
        course.it_holds()
    course.teardown()
