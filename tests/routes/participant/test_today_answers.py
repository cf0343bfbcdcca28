"""On my way, running late, cannot come: from Today to the list of the staff."""

import pytest

from tests.helpers.desk import code
from tests.helpers.directory import listing, put, source
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.models.answers import ArrivalAnswerRow
from webapp.models.directory import ListedMeeting
from webapp.models.people import Enrollment

SAY = "/today/answers"


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


@pytest.mark.parametrize(
    ("form", "told", "staff"),
    [
        ({"answer": "on_my_way"}, "You said at 5:20 PM: On my way. Staff can see it.", "On my way"),
        ({"answer": "running_late"}, "You said at 5:20 PM: Running late.", "Running late"),
        (
            {"answer": "cannot_come", "why": "ill"},
            "Nothing is decided yet, and you can still come.",
            "Can’t come: I’m ill",
        ),
    ],
)
def test_what_is_said_is_told_back_and_on_the_list_of_the_staff(
    jordan, signed_in, form, told, staff
):
    assert jordan.send("/today", SAY, **form).location == "/today"
    assert told in jordan.get("/today").text(".sky")
    assert f"{staff} said at 5:20 PM" in signed_in("sam").get("/program/sessions").text("table")


def test_cannot_come_without_a_reason_is_asked_again_with_the_reasons_open(jordan):
    answer = jordan.send("/today", SAY, answer="cannot_come")
    assert answer.status_code == 422
    page = lint(answer.text)
    assert "Choose a reason" in page.text(".sky")
    assert "open" in page.all("#cannot-come")[0].attrs
    assert count(ArrivalAnswerRow) == 0


def test_an_answer_never_makes_a_status(jordan, clock):
    jordan.send("/today", SAY, answer="cannot_come", why="work")
    assert "Check in" in jordan.get("/today").text(".button--main")
    clock.set("2026-11-23 18:30")
    assert "You can still come." in jordan.get("/today").text(".sky")


def test_once_in_nothing_is_asked(jordan, cast, clock):
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert not jordan.get("/today").all(".answers")


def test_in_the_morning_one_can_only_say_that_one_cannot_come(jordan, clock):
    clock.set("2026-11-23 12:00")
    page = jordan.get("/today")
    assert page.all("#cannot-come")
    assert not page.all("#say-on-my-way")


@pytest.mark.parametrize("form", [{"answer": "maybe"}, {"answer": "cannot_come", "why": "x"}])
def test_no_answer_or_reason_of_ours_is_not_there(jordan, form):
    assert jordan.send("/today", SAY, **form).status_code == 404


def test_the_reason_is_for_staff_only_and_not_for_the_other_program(jordan, signed_in):
    jordan.send("/today", SAY, answer="cannot_come", why="family")
    assert "Family" not in signed_in("kim").get("/program/sessions").text("main")
    assert "said at" not in signed_in("maria").get("/today").text("main")


def test_a_meeting_of_ones_own_before_the_session_hides_no_answer(jordan, cast, clock, now):
    clock.set("2026-11-23 16:06")
    before = listing("before", starts="17:00", name="Five group")
    program_id = rows(Enrollment, participant_id=cast.jordan.participant_id)[0].program_id
    put(source(program_id, now), now, before)
    key = rows(ListedMeeting, uid="before")[0].key
    jordan.post(f"/meetings/find/{key}/plan", day="2026-11-23")
    page = lint(jordan.get("/today").html)
    assert page.text("h1") == "Five group 5:00 PM"
    shown = page.text(".next__act")
    assert "Arrive by 5:45 PM New Light, front desk" in shown
    assert "On my way Running late Can’t come" in shown
    assert page.all(".next__act a[href='/absence']")
    assert len(page.all(".button--main")) <= 1
    told = jordan.send("/today", SAY, answer="running_late")
    assert told.status_code == 303
    assert "You said at 4:06 PM: Running late." in jordan.get("/today").text(".next__act")
