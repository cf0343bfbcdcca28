"""The page of somebody's daytime plan."""

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count
from webapp.domain.wall_clock import WallTime
from webapp.models.program import DaytimePlanRow
from webapp.queries import daytime_plan

WORK = {
    "activity-0": "work",
    "plan_place-0": "Harbor Bakery",
    "plan_days-0": ["0", "1", "2"],
    "plan_starts-0": "08:30",
    "plan_ends-0": "16:00",
}
SCHOOL = {
    "activity-1": "school",
    "plan_place-1": "College",
    "plan_days-1": ["3", "4"],
    "plan_starts-1": "09:00",
    "plan_ends-1": "13:00",
}
FROM = {"effective_from": "2026-11-30"}


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


@pytest.fixture
def at(cast):
    return f"/program/people/{cast.jordan.key}/plan"


def test_the_form_brings_what_holds_now(sam, at):
    page = sam.get(at)
    assert page.value("plan_place-0") == "Harbor Bakery"
    assert page.value("plan_ends-0") == "16:00"
    assert "From the first day on" in page.text("main")
    assert at in sam.get(at.removesuffix("/plan")).html


def test_several_lines_from_a_date_on_and_taken_back(sam, at):
    assert sam.send(at, **WORK, **SCHOOL, **FROM).location == at
    text = sam.get(at).text("#to-come")
    assert "Work, Harbor Bakery Mon – Wed · 8:30 AM – 4:00 PM" in text
    assert "School, College Thu, Fri · 9:00 AM – 1:00 PM" in text
    assert "From Monday, November 30, 2026 on · Sam K." in text
    assert "until Monday, November 30, 2026" in sam.get(at).text("main")
    back = f"{at}/2026-11-30/take-back"
    assert sam.send(at, back).location == at
    assert "To come" not in sam.get(at).text("main")
    assert sam.post(back).status_code == 404


def test_no_line_is_no_fixed_daytime(sam, at):
    sam.send(at, **{"activity-0": "", "effective_from": "2026-11-23"})
    page = sam.get(at)
    assert "No fixed daytime" in page.text("main")
    assert "What held before" in page.text("main")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"effective_from": ""}, "Enter the first day, like 2026-11-23."),
        ({"effective_from": "2026-11-22"}, "Choose a day from today on, within a year."),
        ({"plan_days-0": []}, "Choose at least one day."),
        ({"plan_ends-0": "08:30"}, "Enter two different times"),
    ],
)
def test_what_cannot_be_is_said_and_kept(sam, at, form, said):
    before = count(DaytimePlanRow)
    answer = sam.post(at, **{**WORK, **FROM, "seen": "x", **form})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert page.value("plan_place-0") == "Harbor Bakery"
    assert count(DaytimePlanRow) == before


def test_what_runs_into_their_sessions_is_said_first_and_saved_with_one_more_tap(
    sam, at, cast, viewer, now
):
    late = {**WORK, **FROM, "plan_ends-0": "18:30"}
    answer = sam.send(at, **late)
    assert answer.status_code == 422
    page = lint(answer.text)
    sentence = "Work, 8:30 AM – 6:30 PM, runs into Evening, 5:45 PM – 9:20 PM: Mon, Wed."
    assert sentence in page.text(".notice")
    as_it_was = {**page.form(at), "confirmed": page.all("[name=confirmed]")[0].attrs["value"]}
    as_it_was["plan_days-0"] = late["plan_days-0"]
    later = {**as_it_was, "plan_ends-0": "19:00"}
    assert sam.post(at, **later).status_code == 422
    assert sam.post(at, **as_it_was).status_code == 303
    (to_come,) = daytime_plan.load(viewer("sam"), cast.jordan.key, now).to_come
    assert to_come.lines[0].ends == WallTime.parse("18:30")


def test_the_second_of_two_is_told_and_keeps_what_they_typed(sam, at, signed_in):
    rosa = signed_in("rosa")
    mine = rosa.get(at).form(at)
    sam.send(at, **WORK, **FROM)
    answer = rosa.post(at, **{**mine, **WORK, **FROM, "plan_place-0": "Mine"})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert "Somebody changed the plan meanwhile." in page.text(".notice")
    assert page.value("plan_place-0") == "Mine"


def test_somebody_of_another_program_is_not_there(sam, cast):
    theirs = f"/program/people/{cast.priya.key}/plan"
    assert sam.raw(theirs).status_code == 404
    assert sam.post(theirs, **WORK, **FROM).status_code == 404
    assert sam.post(f"{theirs}/2026-11-30/take-back").status_code == 404
    assert sam.post(f"/program/people/{cast.jordan.key}/plan/soon/take-back").status_code == 404
