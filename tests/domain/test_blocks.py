from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.helpers.days import MONDAY, TUESDAY, WEDNESDAY, blocks, schedule, shown, wall
from webapp.domain.blocks import EVERY_DAY, Block, Kind, Level, deciding
from webapp.domain.schedule import expand

NOBODY = frozenset[int]()
WAKE_UP = Block(Kind.WAKE_UP, "Wake up", EVERY_DAY, wall("7:00"))
AT_HOME = replace(WAKE_UP, starts=wall("6:30"), level=Level.HOUSE)
OWN = replace(WAKE_UP, starts=wall("5:00"), level=Level.PARTICIPANT)


def starts(*lines: Block, day=MONDAY):
    return [str(line.starts) for line in deciding(lines, day)]


def test_what_is_said_closest_to_the_person_counts():
    assert deciding((WAKE_UP, AT_HOME, OWN), MONDAY) == (OWN,)
    assert deciding((WAKE_UP, AT_HOME), MONDAY) == (AT_HOME,)
    assert deciding((WAKE_UP,), MONDAY) == (WAKE_UP,)


def test_it_counts_from_its_date_until_its_last():
    for_a_day = replace(OWN, effective_from=TUESDAY, effective_until=WEDNESDAY)
    found = [deciding((WAKE_UP, for_a_day), MONDAY + timedelta(days=n)) for n in range(3)]
    assert found == [(WAKE_UP,), (for_a_day,), (WAKE_UP,)]


def test_a_line_on_no_weekday_says_that_there_is_none():
    none = replace(OWN, weekdays=NOBODY)
    assert Kind.WAKE_UP not in {o.kind for o in expand(schedule(blocks=(WAKE_UP, none)), MONDAY)}


def test_a_level_that_says_something_of_a_kind_says_all_of_it():
    weekdays_only = replace(OWN, weekdays=frozenset({0}))
    made = schedule(blocks=(WAKE_UP, weekdays_only))
    assert [o.kind for o in expand(made, MONDAY)] == [Kind.WAKE_UP]
    assert expand(made, TUESDAY) == ()


def test_a_session_of_ones_own_leaves_the_rest_of_the_day_to_the_program():
    mondays = tuple(
        replace(b, weekdays=frozenset({0}), level=Level.PARTICIPANT)
        for b in blocks("new_light")
        if b.session
    )
    made = schedule(blocks=(*blocks("new_light"), *mondays))
    plain = schedule()
    assert expand(made, MONDAY) == expand(plain, MONDAY)
    kinds = [o.kind for o in expand(made, WEDNESDAY)]
    assert Kind.ARRIVE not in kinds
    assert kinds == [o.kind for o in expand(plain, WEDNESDAY) if o.session is None]


def test_two_sessions_of_one_day_are_decided_one_by_one():
    noon = Block(Kind.ARRIVE, "Arrive", EVERY_DAY, wall("12:00"), None, "Noon")
    late = replace(noon, starts=wall("18:30"), session="Evening", level=Level.PARTICIPANT)
    made = schedule(blocks=(*blocks("new_light"), noon, late))
    arrivals = [shown(o.starts_at) for o in expand(made, MONDAY) if o.kind is Kind.ARRIVE]
    assert arrivals == ["12:00", "18:30"]
