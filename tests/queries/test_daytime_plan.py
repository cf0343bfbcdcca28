"""A participant's daytime plan through time."""

from datetime import date, timedelta

from tests.helpers.days import plan, wall
from tests.helpers.record import MONDAY
from webapp.actions.change_plan import change
from webapp.domain.daytime import whole_plan
from webapp.queries import daytime_plan

NEXT = MONDAY + timedelta(days=7)


def test_now_before_and_to_come(cast, viewer, now):
    sam = viewer("sam")
    page = daytime_plan.load(sam, cast.jordan.key, now)
    assert (page.now.lines[0].place, page.past, page.to_come) == ("Harbor Bakery", (), ())
    for first in (MONDAY, NEXT):
        seen = daytime_plan.load(sam, cast.jordan.key, now).version
        said = {"full_time": False, "now": now, "true_now": now}
        assert change(sam, cast.jordan.key, [plan()], first, seen, **said) is None
    page = daytime_plan.load(sam, cast.jordan.key, now)
    assert [each.starts_on for each in page.past] == [date.min]
    assert (page.now.starts_on, page.now.until) == (MONDAY, NEXT)
    assert [each.starts_on for each in page.to_come] == [NEXT]
    assert page.by == {MONDAY: "Sam K.", NEXT: "Sam K."}


def test_somebody_of_another_program_is_not_there(cast, viewer, now):
    assert daytime_plan.load(viewer("kim"), cast.jordan.key, now) is None


def test_what_a_plan_runs_into_is_asked_of_the_persons_own_sessions(cast, viewer, now):
    sam = viewer("sam")
    person = daytime_plan.load(sam, cast.jordan.key, now).person
    late = whole_plan([plan(ends=wall("18:30"))], MONDAY, full_time=False)
    found = daytime_plan.against(sam, person, late, MONDAY).clashes
    assert {each.session for each in found} == {"Evening"}
    early = whole_plan([plan()], MONDAY, full_time=False)
    assert daytime_plan.against(sam, person, early, MONDAY).clashes == ()
