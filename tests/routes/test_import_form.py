"""A file of people, judged line by line."""

import pytest

from webapp.domain.people_file import read
from webapp.routes import import_form

HEAD = "name,sign_in_name,first_day,weeks,activity,days,from,until,place,full_time"
GOOD = "Ana Lía,ana,2026-11-30,12,work,Mon-Fri,8:30 AM,17:00,Bakery,yes"


@pytest.fixture
def judge(app, viewer, now):
    def made(*lines):
        with app.test_request_context():
            return import_form.judge(viewer("sam"), read("\n".join((HEAD, *lines))), now)

    return made


def test_a_good_line_is_somebody_to_enroll(judge):
    (found,) = judge(GOOD)
    assert (found.line, found.problems, found.is_here) == (2, (), False)
    (plan,) = found.new.plans
    assert (found.new.username, found.new.planned_weeks, plan.place) == ("ana", 12, "Bakery")
    assert (plan.weekdays, plan.full_time) == (frozenset(range(5)), True)


def test_the_plan_may_be_left_out(judge):
    (found,) = judge("Ana,,11/30/2026,12")
    assert (found.problems, found.new.plans, found.new.username) == ((), (), "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",ana,2026-11-30,12", "Enter the name that staff know this person by."),
        ("Ana,ana,soon,12", "Enter the first day, within a year of today, like 2026-11-23."),
        ("Ana,ana,2029-11-30,12", "Enter the first day, within a year of today"),
        ("Ana,ana,2026-11-30,105", "Enter a number of weeks from 1 to 104."),
        ("Ana,jordan,2026-11-30,12", "Name to sign in: somebody has it already."),
        ("Ana,a a,2026-11-30,12", "Name to sign in: use letters"),
        ("Ana,ana,2026-11-30,12,gambling", "Activity: use work"),
        ("Ana,ana,2026-11-30,12,work,Mon,17:00,17:00", "Enter two different times"),
        ("Ana,ana,2026-11-30,12,work,never,9:00,17:00", "Choose at least one day."),
        ("Ana,ana,2026-11-30,12,,,,,,perhaps", "Full time: use yes or no."),
    ],
)
def test_each_reason_is_named(judge, line, said):
    (found,) = judge(line)
    assert found.new is None
    assert [each for each in found.problems if said in each], found.problems


def test_a_name_to_sign_in_that_stands_twice_keeps_both_out(judge):
    found = judge("Ana,ana,2026-11-30,12", "Ben,ANA,2026-11-30,12", "Cleo,cleo,2026-11-30,12")
    assert [each.new is None for each in found] == [True, True, False]
    assert "it stands twice in the file" in found[0].problems[0]


def test_who_looks_like_somebody_here_or_stands_twice_is_marked(judge):
    found = judge(
        "jordan m.,j2,2026-10-26,12",
        "Jordan M.,j3,2026-11-30,12",
        "Ben,,2026-11-30,12",
        "BEN,,2026-11-30,12",
    )
    assert [each.is_here for each in found] == [True, False, True, True]
    assert all(each.new for each in found)
