"""Meetings that fit one's own day: found, put on it, taken off, logged."""

from datetime import date

import pytest
from sqlalchemy import update

from tests.helpers.directory import listing, put, source
from tests.helpers.rows import count, rows
from webapp.domain.directory import Openness, Precision, Venue
from webapp.domain.meetings import Fellowship
from webapp.domain.wall_clock import WallTime
from webapp.models.base import transaction
from webapp.models.directory import ListedMeeting
from webapp.models.meetings import MeetingEntryRow, PlannedMeetingRow
from webapp.models.people import Enrollment

AT = "/meetings/find"
TUESDAY = "2026-11-24"
DOOR = {"precision": Precision.EXACT, "lat": 42.26, "lon": -71.80, "city": "Worcester"}


@pytest.fixture
def lists(app, cast, now):
    """The program's lists on a Tuesday; Maria has no plan: her Tuesday is free."""
    program_id = rows(Enrollment, participant_id=cast.maria.participant_id)[0].program_id
    central = source(program_id, now, attribution="Central office, with thanks")

    def add(*listings):
        put(central, now, *listings)

    add(
        listing("noon", 2, "12:00", name="Noon group", address_line="1 Main St", **DOOR),
        listing("late", 2, "22:40", name="Candle group", **DOOR),
        listing("spanish", 2, "18:00", name="Grupo Nuevo", languages=("es",), **DOOR),
        listing(
            "zoom",
            2,
            "19:00",
            name="Zoom group",
            fellowship=Fellowship.NA,
            venue=Venue.ONLINE,
            online_url="https://example.org/j/1",
            openness=Openness.OPEN,
        ),
        listing("shut", 2, "12:30", name="Shut group", venue=Venue.CLOSED),
    )
    return add


@pytest.fixture
def maria(signed_in, lists):
    return signed_in("maria")


def names(page):
    return [each.to_text().strip() for each in page.all(".meet__what b")]


def key_of(uid):
    return rows(ListedMeeting, uid=uid)[0].key


def look_for(browser, **wanted):
    sent = browser.send(AT, AT, **wanted)
    assert sent.status_code == 303
    return browser.get(f"{AT}?day={TUESDAY}")


def test_what_fits_the_day_is_there_by_time_and_what_does_not_is_counted(maria):
    page = maria.get(f"{AT}?day={TUESDAY}")
    assert names(page) == ["Noon group", "Grupo Nuevo", "Zoom group"]
    assert "1 more is at a time that doesn’t fit your day." in page.text("main")
    assert "Central office, with thanks · list updated Mon, Nov 23" in page.text("main")


def test_each_filter_leaves_its_own_and_stays_for_the_next_day(maria):
    assert names(look_for(maria, fellowship="na")) == ["Zoom group"]
    assert names(look_for(maria, venue="in_person")) == ["Noon group", "Grupo Nuevo"]
    assert names(look_for(maria, openness="open")) == ["Zoom group"]
    assert names(look_for(maria, language="es")) == ["Grupo Nuevo"]
    assert "Candle group" in names(look_for(maria, any_time="1"))
    assert names(look_for(maria, fellowship="smart")) == []
    assert "None is listed for what you look for." in maria.get(f"{AT}?day={TUESDAY}").text("main")


def test_around_a_town_the_distance_stands_there_and_what_is_far_does_not(maria, lists):
    lists(listing("far", 2, "12:00", name="Far group", **DOOR | {"lat": 45.0, "city": "Bangor"}))
    page = look_for(maria, town="worcester")
    assert names(page) == ["Noon group", "Grupo Nuevo", "Zoom group"]
    assert "0.0 mi" in page.text("main")
    page = look_for(maria, town="Bangor", nearest="1")
    assert names(page) == ["Far group", "Zoom group"]


def test_an_unknown_town_is_said_above_the_list_which_is_by_time(maria):
    by_time = names(look_for(maria, any_time="1"))
    page = look_for(maria, town="Atlantis", any_time="1", nearest="1")
    assert names(page) == by_time
    assert page.text(".wrap > .notice--wait") == (
        "No meeting is listed in Atlantis. These are from everywhere on the lists, by time and "
        "not by distance."
    )
    page = look_for(maria, town="Atlantis", fellowship="smart")
    assert page.text(".wrap > .notice--wait") == "No meeting is listed in Atlantis."
    assert look_for(maria, town="worcester").all(".wrap > .notice--wait") == []


def test_what_is_looked_for_never_stands_in_an_address(maria):
    sent = maria.send(AT, AT, town="Worcester", fellowship="na", day=TUESDAY)
    assert sent.headers["Location"] == f"{AT}?day={TUESDAY}"


def test_odd_search_words_mean_anything(maria):
    page = look_for(maria, fellowship="<script>", venue="moon", openness="1", language="xx-??")
    assert names(page) == []
    assert names(look_for(maria, fellowship="x")) == ["Noon group", "Grupo Nuevo", "Zoom group"]


@pytest.mark.parametrize("day", ["2026-12-24", "2025-01-01", "soon", ""])
def test_other_days_than_the_next_seven_are_today(maria, day):
    assert maria.get(f"{AT}?day={day}").text(".dates__day[aria-current]").startswith("Today")


def plan(browser, uid, day=TUESDAY):
    return browser.send(f"{AT}?day={TUESDAY}", f"{AT}/{key_of(uid)}/plan", day=day)


def test_a_meeting_is_put_on_the_line_and_taken_off(maria):
    assert plan(maria, "noon").status_code == 303
    again = maria.post(f"{AT}/{key_of('noon')}/plan", day=TUESDAY)
    assert again.status_code == 303
    assert count(PlannedMeetingRow) == 1
    assert "On your day" in maria.get(f"{AT}?day={TUESDAY}").text("main")
    line = maria.get(f"/today/{TUESDAY}").text(".line")
    assert "12:00 PM Noon group AA · In person · 1 Main St, Worcester" in line
    key = rows(PlannedMeetingRow)[0].public_key
    assert maria.send(f"{AT}?day={TUESDAY}", f"{AT}/planned/{key}/take-off").status_code == 303
    assert "Noon group" not in maria.get(f"/today/{TUESDAY}").text(".line")


@pytest.mark.parametrize("day", ["2026-11-25", "2026-12-08", "never", ""])
def test_it_goes_on_dates_that_it_has_within_a_week(maria, day):
    assert plan(maria, "noon", day).status_code == 404
    assert count(PlannedMeetingRow) == 0


def test_a_list_of_another_program_is_not_there(signed_in, lists, cast):
    stranger = signed_in("priya")
    assert names(stranger.get(f"{AT}?day={TUESDAY}")) == []
    sent = stranger.post(f"{AT}/{key_of('noon')}/plan", day=TUESDAY)
    assert sent.status_code == 404


def test_nobody_takes_off_what_is_anothers(maria, signed_in):
    plan(maria, "noon")
    key = rows(PlannedMeetingRow)[0].public_key
    sent = signed_in("jordan").post(f"{AT}/planned/{key}/take-off")
    assert sent.status_code == 404
    assert count(PlannedMeetingRow) == 1


def test_once_it_began_one_tap_logs_it_and_the_line_has_it_once(maria, clock):
    plan(maria, "noon")
    clock.set(f"{TUESDAY} 13:30")
    page = maria.get("/today")
    assert "Noon group" in page.text(".line")
    form = page.form("/meetings/new")
    assert maria.post("/meetings/new", **form).status_code == 303
    (entry,) = rows(MeetingEntryRow)
    assert (entry.name, entry.day, str(entry.starts)) == ("Noon group", date(2026, 11, 24), "12:00")
    assert entry.fits_list
    assert maria.get("/today").text(".line").count("Noon group") == 1


def test_the_way_there_is_a_link_and_nothing_is_fetched_for_it(maria):
    page = maria.get(f"{AT}?day={TUESDAY}")
    links = [a.attrs for a in page.all(".meet__ways a")]
    assert {a["rel"] for a in links} == {"noopener noreferrer"}
    assert links[0]["href"].endswith("destination=42.26%2C-71.8")
    assert links[-1]["href"] == "https://example.org/j/1"


def test_without_any_list_the_page_says_so_and_leads_to_the_log(signed_in):
    page = signed_in("maria").get(AT)
    assert "Your program has no list of meetings yet." in page.text("main")
    assert page.all("main a[href='/meetings/new']")


def test_the_line_says_when_the_list_moved_a_meeting_or_has_it_no_more(maria, now):
    plan(maria, "noon")
    there = f"/today/{TUESDAY}"
    change("noon", starts=WallTime.parse("13:00"))
    line = maria.get(there).text(".line")
    assert "1:00 PM Noon group The list changed it, before: 12:00 PM" in line
    change("noon", gone_at=now)
    line = maria.get(there).text(".line")
    assert "12:00 PM Noon group Not on the list any more: check before you go" in line


def change(uid, **values):
    with transaction() as session:
        session.execute(update(ListedMeeting).where(ListedMeeting.uid == uid).values(**values))


def test_a_number_to_join_by_is_dialled_with_its_pauses(maria, lists):
    code = "+1 646-558-8656,,123456789#"
    lists(listing("by-phone", 2, "20:00", venue=Venue.ONLINE, online_phone=code))
    (link,) = maria.get(f"{AT}?day={TUESDAY}").all("a[href^='tel:+']")
    assert link.attrs["href"] == "tel:+16465588656,,123456789%23"
    assert code in link.to_text()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_no_dates_to_plan(maria, day):
    sent = maria.post(f"{AT}/{key_of('noon')}/plan", day=day)
    assert sent.status_code == 404
    assert maria.raw(f"{AT}?day={day}").status_code == 200
