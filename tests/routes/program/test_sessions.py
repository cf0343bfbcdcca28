"""Sessions today: who is expected, who is here, ticks and what is taken back."""

import re

import pytest

from tests.helpers.desk import code
from tests.helpers.page import lint
from tests.helpers.record import decide
from tests.helpers.rows import count, rows
from webapp.actions import change_schedule, enroll
from webapp.domain.record import Entry
from webapp.domain.schedule import Change, ScheduleException
from webapp.domain.wall_clock import WallTime
from webapp.models.attendance import CheckInRow, CheckInVoid
from webapp.models.audit import AuditEvent
from webapp.models.people import SignIn

SESSIONS = "/program/sessions"


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


@pytest.fixture
def tick(sam, cast):
    """tick("jordan"): Sam marks that participant as here, with the form of the page."""

    def send(name, **kwargs):
        return sam.send(
            SESSIONS, f"{SESSIONS}/2026-11-23/Evening/{cast.people[name].key}/tick", **kwargs
        )

    return send


def void_address():
    return f"{SESSIONS}/check-ins/{rows(CheckInRow)[-1].public_key}/void"


def version(page):
    return re.search(r"version=(\w+)", page.html)[1]


def tables(page):
    return [" ".join(table.to_text().split()) for table in page.all("table")]


def test_everybody_of_the_program_is_expected_and_nobody_else(sam):
    page = sam.get(SESSIONS)
    assert "0 here, 2 to hear from" in page.text("h1")
    (missing,) = tables(page)
    assert "Not here yet 2 of 2" in missing
    assert "Jordan M." in missing
    assert "Maria L." in missing
    assert "Priya" not in page.html


def test_staff_of_the_other_program_see_theirs(signed_in):
    page = signed_in("kim").get(SESSIONS)
    assert "Priya S." in page.text("main")
    assert "Jordan" not in page.html


def test_whoever_checks_in_moves_to_the_other_list_with_time_and_evidence(
    sam, signed_in, cast, clock
):
    signed_in("jordan").send("/check-in", code=code(cast.jordan, clock.now()))
    missing, here = tables(sam.get(SESSIONS))
    assert "Jordan" not in missing
    assert "Jordan M. 5:20 PM On time Code, own phone" in here


def test_a_tick_puts_somebody_on_the_list_of_those_here(sam, tick, signed_in):
    answer = tick("maria")
    assert (answer.status_code, answer.location) == (303, SESSIONS)
    page = sam.get(SESSIONS)
    assert "1 here, 1 to hear from" in page.text("h1")
    assert "Maria L. 5:20 PM On time Recorded by Sam K." in tables(page)[1]
    assert "Recorded by Sam K." in signed_in("maria").get("/today").text("main")


def test_a_tick_by_htmx_answers_with_the_lists(tick):
    answer = tick("maria", htmx=True)
    assert answer.status_code == 200
    assert lint(answer.text, whole=False).all("#lists")


def test_a_replayed_tick_makes_no_second_row(sam, cast):
    address = f"{SESSIONS}/2026-11-23/Evening/{cast.maria.key}/tick"
    answers = [sam.post(address, key=key) for key in ("one", "one", "two")]
    assert [a.status_code for a in answers] == [303, 303, 303]
    assert count(CheckInRow) == 1
    assert count(AuditEvent, action="ticked_in") == 1


def test_before_the_window_a_tick_is_refused_in_words(sam, cast, clock):
    clock.set("2026-11-23 17:00")
    answer = sam.post(f"{SESSIONS}/2026-11-23/Evening/{cast.maria.key}/tick")
    assert answer.status_code == 422
    assert "Check-in opens at 5:15 PM." in lint(answer.text).text("main")
    assert count(CheckInRow) == 0


def test_staff_can_admit_somebody_after_the_window(signed_in, cast, clock):
    clock.set("2026-11-23 18:40")
    sam = signed_in("sam")
    answer = sam.send(SESSIONS, f"{SESSIONS}/2026-11-23/Evening/{cast.maria.key}/tick")
    assert answer.status_code == 303
    assert "There for part of it" in tables(sam.get(SESSIONS))[1]


def test_a_cancelled_session_cannot_be_ticked(sam, cast, clock):
    cancelled = ScheduleException(clock.now().date(), Change.CANCELLED)
    change_schedule.add_exception(cast.sam.program_id, cancelled, clock.now())
    answer = sam.post(f"{SESSIONS}/2026-11-23/Evening/{cast.maria.key}/tick")
    assert (answer.status_code, count(CheckInRow)) == (422, 0)
    assert "Today’s session is cancelled." in lint(answer.text).text("main")


@pytest.mark.parametrize(
    "address",
    [
        "/2026-11-23/Evening/{priya}/tick",
        "/2026-11-23/Day/{priya}/tick",
        "/2026-11-23/Day/{jordan}/tick",
        "/2026-11-24/Evening/{jordan}/tick",
        "/2026-13-01/Evening/{jordan}/tick",
        "/today/Evening/{jordan}/tick",
        "/2026-11-23/Evening/nobody/tick",
    ],
)
def test_what_is_not_there_cannot_be_ticked(sam, cast, address):
    keys = {name: person.key for name, person in cast.people.items()}
    assert sam.post(SESSIONS + address.format(**keys)).status_code == 404
    assert count(CheckInRow) == 0


def test_a_check_in_is_undone_with_a_reason_and_stays_in_the_record(sam, tick, signed_in, cast):
    tick("jordan")
    address = void_address()
    assert "Jordan M. · Evening, Mon, Nov 23 · 5:20 PM" in sam.get(address).text("main")
    answer = sam.send(address, reason="  It was   Maria. ")
    assert (answer.status_code, answer.location) == (303, SESSIONS)
    assert count(CheckInRow) == 1
    (void,) = rows(CheckInVoid)
    assert (void.reason, void.by) == ("It was Maria.", cast.sam.account_id)
    assert "0 here, 2 to hear from" in sam.get(SESSIONS).text("h1")
    assert "checked in at" not in signed_in("jordan").get("/today").text("main")


@pytest.mark.parametrize("reason", ["", "   \n "])
def test_without_a_reason_nothing_is_undone(sam, tick, reason):
    tick("jordan")
    answer = sam.send(void_address(), reason=reason)
    assert answer.status_code == 422
    assert "Nothing was changed yet." in lint(answer.text).text("main")
    assert count(CheckInVoid) == 0


def test_undoing_twice_keeps_the_first_reason(sam, tick):
    tick("jordan")
    address = void_address()
    for reason in ("first", "second"):
        assert sam.post(address, reason=reason).status_code == 303
    assert [void.reason for void in rows(CheckInVoid)] == ["first"]
    assert sam.raw(address).status_code == 404


def test_staff_of_the_other_program_cannot_undo_it(tick, signed_in):
    tick("jordan")
    kim = signed_in("kim")
    assert kim.raw(void_address()).status_code == 404
    assert kim.post(void_address(), reason="none of mine").status_code == 404
    assert count(CheckInVoid) == 0


def test_after_an_undone_check_in_a_tick_works_again(tick, sam):
    tick("jordan")
    sam.send(void_address(), reason="too soon")
    assert tick("jordan").status_code == 303
    assert [row.nth for row in rows(CheckInRow)] == [1, 2]


def test_asking_for_news_with_the_shown_version_gets_204_and_writes_nothing(sam, clock):
    shown = version(sam.get(SESSIONS))
    clock.forward(minutes=3)
    before = (count(AuditEvent), rows(SignIn)[-1].last_used_at)
    answer = sam.raw(f"{SESSIONS}?version={shown}", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.data) == (204, b"")
    assert (count(AuditEvent), rows(SignIn)[-1].last_used_at) == before


def test_asking_for_news_after_a_tick_gets_the_new_lists_and_is_written_down(sam, tick):
    shown = version(sam.get(SESSIONS))
    tick("jordan")
    before = count(AuditEvent, action="viewed")
    page = sam.fragment(f"{SESSIONS}?version={shown}")
    assert "1 here" in page.text("#lists")
    assert version(page) != shown
    assert count(AuditEvent, action="viewed") == before + 2


def test_asking_for_news_keeps_nobody_signed_in(sam, clock):
    shown = version(sam.get(SESSIONS))
    for _ in range(4):
        clock.forward(minutes=4)
        answer = sam.raw(f"{SESSIONS}?version={shown}", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


def test_the_lists_alone_and_the_page_are_the_same_markup(sam):
    whole, part = sam.raw(SESSIONS), sam.raw(SESSIONS, headers={"HX-Request": "true"})
    assert whole.headers["Vary"] == part.headers["Vary"] == "HX-Request, Cookie"
    assert '<div id="lists"' in whole.text
    assert "<html" not in part.text


def test_each_person_shown_leaves_a_row_that_says_who_looked(sam, cast):
    sam.get(SESSIONS)
    seen = rows(AuditEvent, action="viewed", actor_id=cast.sam.account_id)
    assert {row.participant_id for row in seen} == {
        cast.jordan.participant_id,
        cast.maria.participant_id,
    }
    assert {row.detail for row in seen} == {"sessions"}


def test_other_dates_can_be_looked_at_but_not_marked(sam):
    page = sam.get(f"{SESSIONS}/2026-11-25")
    assert "2 expected" in page.text("h1")
    assert "Mark here" not in page.text("main")
    assert "No sessions" in sam.get(f"{SESSIONS}/2026-11-24").text("h1")


@pytest.mark.parametrize("day", ["2026-11-31", "20261123", "2024-11-23", "2029-01-01", "x"])
def test_no_date_or_one_too_far_away_is_not_there(sam, day):
    assert sam.raw(f"{SESSIONS}/{day}").status_code == 404


def test_before_enrollment_begins_nobody_is_expected(sam):
    assert "Nobody is enrolled on this date." in sam.get(f"{SESSIONS}/2026-10-23").text("main")


def test_after_the_window_whoever_was_not_heard_from_is_not_counted_yet(signed_in, clock):
    clock.set("2026-11-23 18:16")
    page = signed_in("sam").get(SESSIONS)
    (missing,) = tables(page)
    assert missing.count("Not heard from") == 2
    assert "Nobody here is absent until a person confirms it." in page.text("main")


def test_a_moved_session_says_its_usual_time(sam, cast, clock):
    moved = ScheduleException(clock.now().date(), Change.MOVED, None, WallTime.parse("18:30"))
    change_schedule.add_exception(cast.sam.program_id, moved, clock.now())
    assert "arrive by 6:30 PM instead of 5:45 PM" in sam.get(SESSIONS).text(".lede")


def test_a_wrong_time_is_said_in_its_row_and_kept(signed_in, cast, clock):
    clock.set("2026-11-23 21:30")
    sam = signed_in("sam")
    address = f"{SESSIONS}/2026-11-23/Evening/{cast.maria.key}/tick"
    answer = sam.post(address, arrived="16:00")
    assert answer.status_code == 422
    page = lint(answer.text)
    (wrong,) = [field for field in page.all("input[name=arrived]") if "aria-invalid" in field.attrs]
    assert wrong.attrs["value"] == "16:00"
    assert wrong.attrs["aria-describedby"] == f"wrong-{cast.maria.key}"
    assert "Enter when they came: from 5:15 PM to 9:00 PM" in page.text(f"#wrong-{cast.maria.key}")


def test_next_morning_the_page_points_to_what_waits_for_a_word(signed_in, viewer, cast, clock):
    clock.set("2026-11-24 08:00")
    sam = signed_in("sam")
    page = sam.get(SESSIONS)
    assert "2 people of Mon, Nov 23 wait for your word." in page.text("main")
    assert page.all(".notice a")[0].attrs["href"] == "/program/confirm"
    assert "0 here, 2 not seen" in sam.get(f"{SESSIONS}/2026-11-23").text("h1")
    for who in ("jordan", "maria"):
        decide(viewer("sam"), cast.people[who].key, Entry.NO_SHOW, clock.now())
    assert "your word" not in sam.get(SESSIONS).text("main")


def test_whoever_was_enrolled_after_check_in_closed_is_not_awaited(signed_in, cast, clock):
    clock.set("2026-11-23 18:30")
    new = enroll.NewParticipant("Ana P.", "ana", clock.now().date(), 12)
    who = cast.sam
    when = {"now": clock.now(), "true_now": clock.true_now()}
    key = enroll.enroll(new, program_id=who.program_id, by=who.account_id, **when)
    sam = signed_in("sam")
    page = sam.get(SESSIONS)
    assert "0 here, 2 to hear from" in page.text("h1")
    assert "Ana P. Not expected Enrolled after check-in closed" in tables(page)[0]
    assert sam.send(SESSIONS, f"{SESSIONS}/2026-11-23/Evening/{key}/tick").status_code == 303


def test_several_are_ticked_with_one_tap(signed_in, cast, clock):
    sam = signed_in("sam")
    keys = [cast.jordan.key, cast.maria.key]
    path = f"{SESSIONS}/2026-11-23/Evening/ticks"
    for _ in range(2):
        assert sam.post(path, who=keys, key="k").status_code == 303
    assert "2 here, 0 to hear from" in sam.get(SESSIONS).text("h1")
    assert count(CheckInRow) == 2


def test_ticking_nobody_says_so(signed_in):
    sent = signed_in("sam").post(f"{SESSIONS}/2026-11-23/Evening/ticks", key="k")
    assert sent.status_code == 422
    assert "Tick at least one name." in sent.text


def test_among_several_a_stranger_is_not_there(signed_in, cast):
    path = f"{SESSIONS}/2026-11-23/Evening/ticks"
    assert signed_in("sam").post(path, who=[cast.priya.key], key="k").status_code == 404
