"""Check in with the code on the front desk's screen, as a participant does it."""

import pytest

from tests.helpers.desk import code, wrong_code
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.actions import change_schedule
from webapp.domain.schedule import Change, ScheduleException
from webapp.models.attendance import CheckInRow
from webapp.models.audit import AuditEvent
from webapp.models.people import Throttle


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


def words(answer):
    return lint(answer.text).text("main")


def test_the_right_code_checks_in_and_today_says_since_when(jordan, cast, clock):
    answer = jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert (answer.status_code, answer.location) == (303, "/today")
    assert "You’re checked in at 5:20 PM." in jordan.get("/today").text("main")
    (row,) = rows(CheckInRow)
    assert (row.participant_id, row.at) == (cast.jordan.participant_id, clock.now())
    assert (row.session, row.evidence, row.nth) == ("Evening", "code", 1)
    assert row.recorded_by == cast.jordan.account_id


def test_a_check_in_leaves_an_audit_row(jordan, cast, clock):
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert count(AuditEvent, action="checked_in", participant_id=cast.jordan.participant_id) == 1


def test_blanks_and_hyphens_in_the_code_are_forgiven(jordan, cast, clock):
    shown = code(cast.jordan, clock.now())
    assert jordan.send("/check-in", code=f" {shown[:3]}-{shown[3:]} ").status_code == 303
    assert count(CheckInRow) == 1


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_the_step_before_and_after_are_good_as_well(jordan, cast, clock, steps):
    assert jordan.send("/check-in", code=code(cast.jordan, clock.now(), steps=steps)).location
    assert count(CheckInRow) == 1


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (-2, "The code changed. Type the new one on the screen."),
        (-19, "The code changed. Type the new one on the screen."),
        (2, "That code isn’t on the screen yet."),
    ],
)
def test_an_old_code_and_one_to_come_are_told_apart(jordan, cast, clock, steps, said):
    answer = jordan.send("/check-in", code=code(cast.jordan, clock.now(), steps=steps))
    assert answer.status_code == 422
    assert said in words(answer)
    assert count(CheckInRow) == 0


def test_a_wrong_code_is_refused_in_words_and_the_form_stays(jordan, cast, clock):
    answer = jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
    assert answer.status_code == 422
    assert "That isn’t the code on the screen." in words(answer)
    assert "Nothing was recorded yet." in words(answer)
    assert lint(answer.text).form("/check-in")["key"]
    assert count(CheckInRow) == 0


def test_a_code_of_another_program_is_recognised_and_refused(jordan, cast, clock):
    answer = jordan.send("/check-in", code=code(cast.kim, clock.now()))
    assert answer.status_code == 422
    assert "That code is from another place." in words(answer)
    assert count(CheckInRow) == 0


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345x", "١٢٣٤٥٦", "½23456", "1" * 500])
def test_what_is_no_code_is_asked_for_again_and_does_not_count_as_a_try(jordan, typed):
    answer = jordan.send("/check-in", code=typed)
    assert answer.status_code == 422
    assert "Type the six digits on the front desk’s screen." in words(answer)
    assert (count(CheckInRow), count(Throttle)) == (0, 0)


def test_a_code_in_the_address_records_nothing_by_itself(jordan, cast, clock):
    page = jordan.get(f"/check-in?code={code(cast.jordan, clock.now())}")
    assert page.text(".button--main") == "I’m here"
    assert count(CheckInRow) == 0


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("2026-11-23 17:14", "Check-in opens at 5:15 PM."),
        ("2026-11-23 18:16", "Check-in on your phone closed at 6:15 PM."),
        ("2026-11-24 17:20", "You have no session today."),
        ("2026-11-28 17:20", "You have no session today."),
    ],
)
def test_outside_the_window_the_page_says_why_and_records_nothing(jordan, cast, clock, time, said):
    clock.set(time)
    assert said in jordan.get("/check-in").text("main")
    answer = jordan.post("/check-in", key="k", code=code(cast.jordan, clock.now()))
    assert answer.status_code == 422
    assert said in words(answer)
    assert count(CheckInRow) == 0


@pytest.mark.parametrize("time", ["2026-11-23 17:15:00", "2026-11-23 18:15:00"])
def test_the_window_holds_its_first_and_its_last_second(jordan, cast, clock, time):
    clock.set(time)
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert count(CheckInRow) == 1


@pytest.mark.parametrize("time", ["2026-11-23 17:14:59", "2026-11-23 18:15:01"])
def test_one_second_outside_the_window_is_outside(jordan, cast, clock, time):
    clock.set(time)
    jordan.post("/check-in", code=code(cast.jordan, clock.now()))
    assert count(CheckInRow) == 0


@pytest.mark.parametrize("change", [Change.CANCELLED, Change.HOLIDAY])
def test_a_cancelled_session_takes_no_check_in(jordan, cast, clock, change):
    exception = ScheduleException(clock.now().date(), change)
    change_schedule.add_exception(cast.jordan.program_id, exception, clock.now())
    assert "Today’s session is cancelled." in jordan.get("/check-in").text("main")
    answer = jordan.post("/check-in", code=code(cast.jordan, clock.now()))
    assert (answer.status_code, count(CheckInRow)) == (422, 0)
    assert "It doesn’t count against you." in words(answer)


def test_the_same_form_sent_again_gets_the_same_answer_and_makes_no_second_row(jordan, cast, clock):
    form = {"key": "one-form", "code": code(cast.jordan, clock.now())}
    first = jordan.post("/check-in", **form)
    clock.forward(minutes=10)
    again = jordan.post("/check-in", **form)
    assert (
        (again.status_code, again.location)
        == (first.status_code, first.location)
        == (303, "/today")
    )
    assert count(CheckInRow) == 1
    assert "checked in at 5:20 PM" in jordan.get("/today").text("main")


def test_the_same_code_in_a_second_form_makes_no_second_row(jordan, cast, clock):
    shown = code(cast.jordan, clock.now())
    jordan.send("/check-in", code=shown)
    again = jordan.post("/check-in", key="another form", code=shown)
    assert "You’re checked in already. Since 5:20 PM." in words(again)
    assert count(CheckInRow) == 1


def test_once_checked_in_the_page_says_since_when_instead_of_asking(jordan, cast, clock):
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    clock.forward(minutes=20)
    assert "You’re checked in already. Since 5:20 PM." in jordan.get("/check-in").text("main")


def test_two_people_can_use_the_same_form_key(signed_in, cast, clock):
    for name in ("jordan", "maria"):
        shown = code(cast.people[name], clock.now())
        assert signed_in(name).post("/check-in", key="same", code=shown).location == "/today"
    assert count(CheckInRow) == 2


def test_after_five_wrong_codes_even_the_right_one_has_to_wait_and_then_passes(jordan, cast, clock):
    for _ in range(5):
        jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
    answer = jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert answer.status_code == 422
    assert "That was several wrong codes. Wait 2 seconds, then try again." in words(answer)
    assert count(CheckInRow) == 0
    clock.forward(seconds=2)
    assert jordan.send("/check-in", code=code(cast.jordan, clock.now())).status_code == 303
    assert (count(CheckInRow), count(Throttle)) == (1, 0)


def test_the_wait_is_told_with_the_code_that_causes_it(jordan, cast, clock):
    wrong = wrong_code(cast.jordan, clock.now())
    told = [words(jordan.send("/check-in", code=wrong)) for _ in range(5)]
    assert not any("Wait" in text for text in told[:4])
    assert "Nothing was recorded yet. Wait 2 seconds before the next try." in told[4]


def test_a_code_that_was_not_looked_at_is_kept(jordan, cast, clock):
    for _ in range(5):
        jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
    right = code(cast.jordan, clock.now())
    page = lint(jordan.send("/check-in", code=right).text)
    assert page.value("code") == right
    assert "Wait 2 seconds" in page.text("main")


def test_nobody_waits_longer_at_the_door_than_a_code_lives(jordan, cast, clock):
    for _ in range(30):
        jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
        clock.forward(seconds=31)
    jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
    clock.forward(seconds=30)
    answer = jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert answer.status_code == 303


def test_the_next_session_begins_without_the_wrong_codes_of_the_last(jordan, cast, clock):
    for _ in range(5):
        jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
    clock.set("2026-11-25 17:20")
    answer = jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
    assert "Wait" not in words(answer)


@pytest.mark.parametrize("time", ["21:00:01", "23:30"])
def test_after_the_session_nobody_is_sent_to_the_door(jordan, clock, time):
    clock.set(f"2026-11-23 {time}")
    text = jordan.get("/check-in").text("main")
    assert "Today’s session is over. Were you there? Tell staff" in text
    assert "You can still come" not in text


def test_a_page_that_is_too_early_opens_by_itself(jordan, clock):
    clock.set("2026-11-23 17:14:30")
    page = jordan.get("/check-in")
    assert "This page opens by itself then." in page.text("main")
    assert page.all("[data-reload-in]")[0].attrs["data-reload-in"] == "30"
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in page.html


def test_wrong_codes_of_one_person_do_not_slow_another(signed_in, jordan, cast, clock):
    for _ in range(6):
        jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
    maria = signed_in("maria")
    assert maria.send("/check-in", code=code(cast.maria, clock.now())).status_code == 303


def test_staff_can_tick_in_somebody_who_typed_too_many_wrong_codes(signed_in, jordan, cast, clock):
    for _ in range(6):
        jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
    tick = f"/program/sessions/2026-11-23/Evening/{cast.jordan.key}/tick"
    assert signed_in("sam").send("/program/sessions", tick).status_code == 303
    assert "Recorded by Sam K." in jordan.get("/today").text("main")


def test_a_participant_of_the_other_program_checks_in_there(signed_in, cast, clock):
    clock.set("2026-11-23 08:50")
    answer = signed_in("priya").send("/check-in", code=code(cast.priya, clock.now()))
    assert answer.status_code == 303
    (row,) = rows(CheckInRow)
    assert (row.program_id, row.session) == (cast.priya.program_id, "Day")


def test_in_a_demo_the_window_goes_by_its_moved_time_and_a_wait_by_the_true_one(
    jordan, cast, clock
):
    clock.set("2026-11-24 10:00")
    clock.pretend("2026-11-23 17:20")
    for _ in range(5):
        jordan.send("/check-in", code=wrong_code(cast.jordan, clock.now()))
    clock.pretend("2026-11-23 17:40")
    answer = jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert "Wait 2 seconds" in words(answer)
    clock.forward(seconds=2)
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert [row.at for row in rows(CheckInRow)] == [clock.now()]
