"""Today where time is odd: near midnight, when clocks change, far away, before the first day."""

from datetime import date

import pytest

from tests.helpers.browser import Browser
from tests.helpers.cast import someone, token_for
from tests.helpers.desk import code
from tests.helpers.rows import rows
from webapp.actions import apply_program, enroll
from webapp.models.attendance import CheckInRow


@pytest.fixture
def newcomer(app, clock):
    """newcomer(program_id, "2026-03-02"): a browser of somebody who starts on that date."""

    def make(program_id, starts_on):
        new = enroll.NewParticipant("Ana", "ana", date.fromisoformat(starts_on), 12)
        enroll.enroll(
            new, program_id=program_id, by=None, now=clock.now(), true_now=clock.true_now()
        )
        return Browser(app, token_for(someone("ana"), clock.true_now()))

    return make


def test_before_the_first_day_the_page_says_when_it_is_and_has_no_session(newcomer, cast, clock):
    clock.set("2026-11-23 23:40")
    ana = newcomer(cast.jordan.program_id, "2026-11-25")
    ana.post("/today/marks", mark="lights_out")
    text = ana.get("/today").text("main")
    assert "Your program starts on Wednesday, November 25" in text
    assert "Arrive" not in text
    assert "Arrive by 5:45 PM" in ana.get("/today/2026-11-25").text("main")
    assert "No session on this day." in ana.get("/today/2026-11-20").text("main")


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("2026-11-23 23:59", "Mon, Nov 23"),
        ("2026-11-24 00:00", "Tue, Nov 24"),
        ("2026-11-24 00:01", "Tue, Nov 24"),
    ],
)
def test_today_changes_at_midnight_of_the_programs_zone(signed_in, clock, time, shown):
    clock.set(time)
    assert signed_in("jordan").get("/today").text(".top__date") == shown


@pytest.mark.parametrize(
    ("sunday", "utc_before", "utc_after"),
    [("2026-03-08", "22:45", "21:45"), ("2026-11-01", "21:45", "22:45")],
)
def test_when_clocks_change_arrival_stays_at_5_45_pm(
    newcomer, cast, clock, sunday, utc_before, utc_after
):
    clock.set(f"{sunday} 12:00")
    ana = newcomer(cast.jordan.program_id, "2026-02-02")
    friday, monday = ((date.fromisoformat(sunday).toordinal() + days) for days in (-2, 1))
    for day, utc in ((friday, utc_before), (monday, utc_after)):
        there = date.fromordinal(day)
        clock.set(f"{there} 17:20")
        browser = Browser(ana.client.application, token_for(someone("ana"), clock.true_now()))
        page = browser.get("/today")
        assert "Arrive by 5:45 PM" in page.text("h1")
        assert f"T{utc}:00+00:00" in page.all("h1 time")[0].attrs["datetime"]
        assert browser.send("/check-in", code=code(cast.jordan, clock.now())).status_code == 303
    assert len(rows(CheckInRow)) == 2


@pytest.mark.parametrize("sunday", ["2026-03-08", "2026-11-01"])
def test_the_night_on_which_clocks_change_has_its_usual_line(newcomer, cast, clock, sunday):
    clock.set(f"{sunday} 06:30")
    text = newcomer(cast.jordan.program_id, "2026-02-02").get("/today").text("main")
    assert "7:00 AM Wake up" in text
    assert "11:00 PM Lights out" in text


@pytest.mark.parametrize("time", ["2026-11-01 01:30", "2026-03-08 03:30"])
def test_lights_out_belongs_to_the_night_before_when_clocks_change_in_between(
    newcomer, cast, clock, time
):
    clock.set(time)
    ana = newcomer(cast.jordan.program_id, "2026-02-02")
    assert "Last night, 11:00 PM" in ana.get("/today").text("main")
    ana.post("/today/marks", mark="lights_out")
    assert "Last night: lights out at" in ana.get("/today").text("main")


@pytest.fixture
def auckland(clock):
    """New Light as it would be in Auckland, a day ahead of New York in the evening."""
    read = apply_program.read_template("new_light")
    return apply_program.apply_program(
        read,
        now=clock.now(),
        effective_from=date(2026, 1, 1),
        name="New Light Auckland",
        zone="Pacific/Auckland",
    )


def test_a_program_far_away_has_its_own_today(newcomer, auckland, clock):
    clock.set("2026-11-23 23:20")
    page = newcomer(auckland, "2026-11-02").get("/today")
    assert page.text(".top__date") == "Tue, Nov 24"
    assert "5:20 PM" in page.text(".line")


def test_a_program_far_away_checks_in_by_its_own_clock(newcomer, auckland, clock):
    clock.set("2026-11-25 17:20", "Pacific/Auckland")
    ana = newcomer(auckland, "2026-11-02")
    assert "Arrive by 5:45 PM" in ana.get("/today").text("h1")
    answer = ana.send("/check-in", code=code(someone("ana"), clock.now()))
    assert answer.status_code == 303
    assert "checked in at 5:20 PM" in ana.get("/today").text("main")
    assert rows(CheckInRow)[0].day == date(2026, 11, 25)
