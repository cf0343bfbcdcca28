"""Today, as a participant opens it, on days of every kind."""

from datetime import date

import pytest

from tests.helpers.browser import Browser
from tests.helpers.cast import someone, token_for
from tests.helpers.desk import code
from tests.helpers.page import Page
from tests.helpers.rows import rows
from webapp.actions import change_schedule, enroll
from webapp.actions.tick_in import tick_in
from webapp.actions.void_check_in import void_check_in
from webapp.domain.daytime import Activity, DaytimePlan
from webapp.domain.schedule import Change, ScheduleException, Topic
from webapp.domain.wall_clock import WallTime
from webapp.models.attendance import CheckInRow, DayMarkRow


@pytest.fixture
def jordan(signed_in):
    return signed_in("jordan")


@pytest.fixture
def change(cast, clock):
    """change(Change.MOVED, arrive="16:30"): an exception for today at New Light."""

    def make(what, arrive=None, day=None):
        exception = ScheduleException(
            day or clock.now().date(), what, None, WallTime.parse(arrive) if arrive else None
        )
        change_schedule.add_exception(cast.jordan.program_id, exception, clock.now())

    return make


def line(page: Page) -> list[str]:
    """The rows of the line as time and title, without the now marker."""
    read = []
    for row in page.all(".line__row"):
        time = row.query(".line__time")[0].to_text().strip()
        what = row.query(".line__what")[0].to_text().split("\n")[0]
        note = "".join(part.to_text() for part in row.query(".line__note"))
        read.append(f"{time} {what.removesuffix(note).strip()}")
    return [row for row in read if not row.endswith(" Now")]


def test_today_shows_the_arrival_and_offers_to_check_in(jordan):
    page = jordan.get("/today")
    assert "Arrive by 5:45 PM" in page.text("h1")
    assert page.text(".button--main") == "Check in"
    assert "in 25 min" in page.text(".next__when")


def test_a_session_day_at_new_light_is_the_programs_own_day_line_by_line(signed_in, clock):
    clock.set("2026-11-23 06:30")
    assert line(signed_in("maria").get("/today")) == [
        "7:00 AM Wake up, get ready",
        "8:30 AM Work, school, job search or volunteering",
        "8:30 AM A meeting",
        "5:45 PM Arrive",
        "6:00 PM Group",
        "9:20 PM Leave, go home",
        "11:00 PM Lights out",
    ]


def test_full_time_work_takes_the_place_of_the_daytime_block_and_its_meeting(jordan, clock):
    clock.set("2026-11-23 06:30")
    page = jordan.get("/today")
    assert line(page) == [
        "7:00 AM Wake up, get ready",
        "8:30 AM Work",
        "5:45 PM Arrive",
        "6:00 PM Group",
        "9:20 PM Leave, go home",
        "11:00 PM Lights out",
    ]
    assert "Harbor Bakery, until 4:00 PM" in page.text("main")


def test_a_session_day_at_baystate_is_the_programs_own_day_line_by_line(signed_in, clock):
    clock.set("2026-11-23 06:30")
    assert line(signed_in("priya").get("/today")) == [
        "7:00 AM Wake up, get ready",
        "9:00 AM Arrive, check in",
        "9:15 AM Activity or class",
        "12:00 PM Lunch",
        "12:30 PM Process group",
        "1:45 PM Leave, go home",
        "11:00 PM Lights out",
    ]


@pytest.mark.parametrize(
    ("who", "day", "rows"),
    [
        ("maria", "2026-11-24", ["7:00", "8:30", "8:30", "11:00"]),
        ("jordan", "2026-11-24", ["7:00", "8:30", "11:00"]),
        ("maria", "2026-11-28", ["7:00", "11:00"]),
        ("priya", "2026-11-29", ["7:00", "11:00"]),
    ],
)
def test_free_days_and_weekends_hold_the_rest_of_the_day(signed_in, clock, who, day, rows):
    clock.set(f"{day} 06:30")
    page = signed_in(who).get("/today")
    assert [row.split()[0] for row in line(page)] == rows
    assert "Arrive" not in page.text("main")


def test_once_checked_in_it_says_so_and_what_comes_next(jordan, cast, clock):
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    page = jordan.get("/today")
    assert "You’re checked in at 5:20 PM. On time. Your program can see this." in page.text("main")
    assert "Group" in page.text("h1")
    assert "5:20 PM Arrived" in line(page)


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("17:46", "After arrival time, counts as fine."),
        ("18:01", "Late."),
    ],
)
def test_a_later_arrival_is_said_without_blame(jordan, cast, clock, time, said):
    clock.set(f"2026-11-23 {time}")
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert said in jordan.get("/today").text("main")


def test_whoever_was_not_seen_reads_that_nothing_is_decided(jordan, clock):
    clock.set("2026-11-23 21:30")
    assert "Not an absence unless staff confirm it" in jordan.get("/today").text("main")


def test_after_the_session_whoever_was_not_seen_reads_what_they_can_do(jordan, clock):
    clock.set("2026-11-23 21:30")
    text = jordan.get("/today").text(".sky")
    assert "You weren’t seen at 5:45 PM." in text
    assert "Were you there? Tell staff: they can still write it down." in text


@pytest.mark.parametrize("time", ["18:16", "20:59"])
def test_who_is_late_is_told_where_to_go_and_never_to_leave(jordan, clock, time):
    clock.set(f"2026-11-23 {time}")
    page = jordan.get("/today")
    assert "Group is on until 9:00 PM" in page.text("h1")
    assert "Go to the front desk" in page.text(".next__place")
    assert "You can still come." in page.text(".sky")
    assert "Leave" not in page.text(".sky")


def test_a_running_group_is_now_and_stays_on_the_line(jordan, cast, clock):
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    clock.set("2026-11-23 19:00")
    page = jordan.get("/today")
    assert page.text(".next__when") == "Now"
    assert "Group, until 9:00 PM" in page.text("h1")
    assert "until 9:00 PM" in page.text(".line__row.is-next")


def test_an_undone_check_in_is_told_with_who_and_why(jordan, cast, viewer, clock):
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    when = {"now": clock.now(), "true_now": clock.true_now()}
    key = rows(CheckInRow)[0].public_key
    void_check_in(viewer("sam"), key, "wrong name tapped", **when)
    text = jordan.get("/today").text(".sky")
    assert "Your check-in of 5:20 PM was undone." in text
    assert "By Sam K.: wrong name tapped. If that isn’t right, tell staff today." in text
    jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    assert "undone" not in jordan.get("/today").text(".sky")


def test_a_name_that_ends_in_a_dot_ends_the_sentence(jordan, cast, viewer, clock):
    when = {"now": clock.now(), "true_now": clock.true_now()}
    tick_in(viewer("sam"), cast.jordan.key, clock.now().date(), "Evening", "k", **when)
    text = jordan.get("/today").text(".next__said")
    assert "Recorded by Sam K. Your program can see this." in text


def test_whoever_was_enrolled_after_check_in_closed_misses_nothing(app, cast, clock):
    clock.set("2026-11-23 18:30")
    new = enroll.NewParticipant("Ana P.", "ana", clock.now().date(), 12)
    when = {"now": clock.now(), "true_now": clock.true_now()}
    enroll.enroll(new, program_id=cast.sam.program_id, by=None, **when)
    ana = Browser(app, token_for(someone("ana"), clock.true_now()))
    text = ana.get("/today").text("main")
    assert "Today doesn’t count: check-in closed before you were enrolled." in text
    assert "Arrive Before you were enrolled" in text
    clock.set("2026-11-23 21:30")
    text = ana.get("/today").text("main")
    assert "weren’t seen" not in text
    assert "Not seen" not in text
    assert "0 of 2 sessions" in ana.get("/week").text("main")


def test_a_night_shift_is_on_both_dates_and_done_only_when_it_is_over(app, cast, clock):
    shift = DaytimePlan(
        Activity.WORK, frozenset({0}), WallTime.parse("22:00"), WallTime.parse("30:00"), "Depot"
    )
    new = enroll.NewParticipant("Ana P.", "ana", clock.now().date(), 12, (shift,))
    when = {"now": clock.now(), "true_now": clock.true_now()}
    enroll.enroll(new, program_id=cast.sam.program_id, by=None, **when)
    ana = Browser(app, token_for(someone("ana"), clock.true_now()))
    clock.set("2026-11-23 23:30")
    page = ana.get("/today")
    assert "10:00 PM Work" in line(page)
    assert "Depot, until 6:00 AM, the morning after" in page.text(".line")
    assert not page.all("input[value=daytime]")
    clock.set("2026-11-24 06:01")
    page = ana.get("/today")
    assert "12:00 AM Work" in line(page)
    assert page.all("input[value=daytime]")
    assert ana.send("/today", "/today/marks", mark="daytime").status_code == 303
    assert rows(DayMarkRow)[0].day.isoformat() == "2026-11-24"


def test_the_topic_of_the_session_is_on_the_line(jordan, cast, clock):
    topic = Topic(clock.now().date(), "Evening", "Coping skills")
    change_schedule.set_topic(cast.jordan.program_id, topic, clock.now())
    assert "Coping skills" in jordan.get("/today").text(".line")


@pytest.mark.parametrize("what", [Change.HOLIDAY, Change.CANCELLED])
def test_a_cancelled_evening_is_struck_and_nothing_is_asked(jordan, change, what):
    change(what)
    page = jordan.get("/today")
    assert page.text("main").count("Cancelled") == 3
    assert "Check in" not in page.text("main")
    assert "Lights out" in page.text("h1")


def test_a_moved_session_moves_the_whole_evening_and_its_window(jordan, change, cast, clock):
    clock.set("2026-11-23 16:00")
    change(Change.MOVED, arrive="16:30")
    page = jordan.get("/today")
    assert "Arrive by 4:30 PM" in page.text("h1")
    assert line(page)[-4:] == [
        "4:30 PM Arrive",
        "4:45 PM Group",
        "8:05 PM Leave, go home",
        "11:00 PM Lights out",
    ]
    assert "Changed today: 4:30 PM, instead of 5:45 PM." in page.text(".sky")
    assert "instead of 5:45 PM" in page.text(".line")
    assert "Changed today: 4:30 PM" in jordan.get("/check-in").text("main")
    assert "4:30 PM instead of 5:45 PM" in jordan.get("/week").text("main")
    assert jordan.send("/check-in", code=code(cast.jordan, clock.now())).status_code == 303


def test_the_day_before_says_what_changes_tomorrow(jordan, change, clock):
    clock.set("2026-11-22 20:00")
    assert "Tomorrow" not in jordan.get("/today").text(".sky")
    change(Change.MOVED, arrive="16:30", day=date(2026, 11, 23))
    text = jordan.get("/today").text(".sky")
    assert "Tomorrow: arrive by 4:30 PM, instead of 5:45 PM." in text
    change(Change.CANCELLED, day=date(2026, 11, 23))
    assert "Tomorrow’s session is cancelled." in jordan.get("/today").text(".sky")


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("17:45", None),
        ("17:46", "Until 6:00 PM it counts as fine."),
        ("18:01", "It counts as late now. Come all the same."),
    ],
)
def test_after_the_arrival_time_one_reads_how_it_counts(jordan, clock, time, said):
    clock.set(f"2026-11-23 {time}")
    text = jordan.get("/today").text(".sky")
    assert said in text if said else "counts" not in text


def test_what_goes_with_the_clock_is_marked_for_when_there_is_no_signal(jordan):
    page = jordan.get("/today")
    assert [part.to_text().strip() for part in page.all(".live")] == [
        ", in 25 min",
        "in 25 min",
    ]


def test_an_extra_session_on_a_free_day_can_be_checked_in_to(jordan, change, cast, clock):
    clock.set("2026-11-24 10:45")
    change(Change.EXTRA, arrive="11:00")
    assert "Arrive by 11:00 AM" in jordan.get("/today").text("h1")
    assert jordan.send("/check-in", code=code(cast.jordan, clock.now())).status_code == 303


def test_other_dates_are_looked_at_without_anything_to_tap(jordan):
    page = jordan.get("/today/2026-11-25")
    assert "Arrive by 5:45 PM" in page.text(".next")
    assert not page.all("form")
    assert "No session on this day." in jordan.get("/today/2026-11-24").text("main")
    linked = [a.attrs["href"] for a in page.all(".pager a")]
    assert linked == ["/today/2026-11-24", "/today/2026-11-26"]


@pytest.mark.parametrize("day", ["2025-11-21", "2027-11-25", "2026-11-31", "20261123", "x"])
def test_no_date_or_one_too_far_away_is_not_there(jordan, day):
    assert jordan.raw(f"/today/{day}").status_code == 404


@pytest.mark.parametrize("day", ["2025-11-22", "2027-11-24"])
def test_a_year_each_way_is_there(jordan, day):
    jordan.get(f"/today/{day}")


def test_the_page_and_its_part_are_the_same_markup(jordan):
    whole = jordan.raw("/today")
    part = jordan.raw("/today", headers={"HX-Request": "true"})
    assert "HX-Request" in whole.headers["Vary"]
    assert "HX-Request" in part.headers["Vary"]
    assert part.text.startswith('<div id="day"')
    assert "<html" not in part.text


def test_only_ones_own_phone_is_asked_to_keep_today_and_only_today(signed_in):
    own, shared = signed_in("jordan"), signed_in("jordan", own_phone=False)
    name = own.raw("/today").headers["Dayline-Store"]
    assert len(name) == 20
    assert signed_in("maria").raw("/today").headers["Dayline-Store"] != name
    assert not shared.raw("/today").headers["Dayline-Store"]
    assert "Dayline-Store" not in own.raw("/today/2026-11-25").headers


def test_a_line_that_refreshes_itself_does_not_keep_a_shared_phone_signed_in(signed_in, clock):
    browser = signed_in("jordan", own_phone=False)
    page = browser.get("/today")
    refresh = page.all("#day")[0].attrs["hx-get"]
    for _ in range(6):
        clock.forward(seconds=59)
        answer = browser.raw(refresh, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"


@pytest.mark.parametrize("is_in", [False, True])
@pytest.mark.parametrize("time", ["07:10", "16:40", "17:21", "18:30", "20:55", "21:30", "23:50"])
def test_a_meeting_can_be_logged_from_today_at_any_hour(jordan, cast, clock, time, is_in):
    clock.set("2026-11-23 17:20")
    if is_in:
        jordan.send("/check-in", code=code(cast.jordan, clock.now()))
    clock.set(f"2026-11-{24 if is_in and time < '17:20' else 23} {time}")
    page = jordan.get("/today")
    assert len(page.all("#day a[href='/meetings/new']")) == 1
    assert len(page.all("#day .button--main")) <= 1
