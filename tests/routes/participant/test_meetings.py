"""The meeting log: what is saved, what is refused, and the count against the quota."""

import pytest

from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.domain.meetings import Fellowship, Mode
from webapp.models.meetings import MeetingEntryRow, MeetingEntryVoid

NEW = "/meetings/new"
NOON = {
    "fellowship": "aa",
    "day": "today",
    "starts": "12:00",
    "mode": "in_person",
    "name": "Noon Reflections",
    "town": "Quincy",
}


@pytest.fixture
def maria(signed_in):
    return signed_in("maria")


def log(browser, **changes):
    return browser.send(NEW, **{**NOON, **changes})


def offered(page):
    """What can be picked there."""
    every = [field.attrs["value"] for field in page.all("[data-log] input[name=pick]")]
    return [value for value in every if value != "typed"]


def chosen(page):
    """What is picked already."""
    (field,) = page.all("input[name=pick][checked]")
    return field.attrs["value"]


def refused(answer):
    assert answer.status_code == 422
    text = lint(answer.text).text("main")
    assert "Nothing was saved yet. What you typed is still here." in text
    assert count(MeetingEntryRow) == 0
    return text


def test_a_meeting_is_logged_and_listed(maria, cast, clock):
    answer = log(maria)
    (row,) = rows(MeetingEntryRow)
    assert (answer.status_code, answer.location) == (303, f"/meetings?saved={row.public_key}")
    assert row.participant_id == cast.maria.participant_id
    assert (row.fellowship, row.mode, str(row.starts)) == ("aa", "in_person", "12:00")
    assert (row.day.isoformat(), row.logged_at) == ("2026-11-23", clock.now())
    text = maria.get("/meetings").text("main")
    assert "Noon Reflections Today, 12:00 PM · AA · In person · Quincy" in text


@pytest.mark.parametrize("fellowship", list(Fellowship))
def test_every_kind_counts_the_same(maria, fellowship):
    log(maria, fellowship=fellowship.value)
    assert "1 of 5" in maria.get("/meetings").text("main")


@pytest.mark.parametrize("mode", list(Mode))
def test_every_way_of_being_there_counts_the_same(maria, mode):
    log(maria, mode=mode.value)
    assert "1 of 5" in maria.get("/meetings").text("main")


def test_name_and_town_can_stay_empty(maria):
    assert log(maria, name="", town="").status_code == 303
    assert "AA Today, 12:00 PM · AA · In person" in maria.get("/meetings").text("main")


@pytest.mark.parametrize(("who", "quota"), [("maria", 5), ("jordan", 4)])
def test_the_quota_is_four_with_full_time_work_and_five_without(signed_in, who, quota):
    browser = signed_in(who)
    for starts in ("08:00", "10:00", "12:00"):
        log(browser, starts=starts)
    assert f"3 of {quota} , due Sunday" in browser.get("/meetings").text("main")
    assert f"Meetings this week: 3 of {quota}" in browser.get("/today").text("main")
    assert f"3 of {quota} meetings" in browser.get("/week").text("main")


def test_more_than_the_quota_is_welcome(signed_in):
    jordan = signed_in("jordan")
    for hour in range(10, 15):
        log(jordan, starts=f"{hour}:00")
    text = jordan.get("/meetings").text("main")
    assert "5 of 4" in text
    assert "That’s this week’s number. More are welcome." in text


def test_last_weeks_meetings_are_listed_but_do_not_count_for_this_week(maria):
    log(maria, day="yesterday")
    text = maria.get("/meetings").text("main")
    assert "0 of 5" in text
    assert "Earlier Noon Reflections Yesterday" in text
    assert "written down" not in text


def test_what_was_saved_is_said_with_its_date_and_the_week_it_counts_for(maria):
    page = maria.get(log(maria).location)
    assert "Saved: Noon Reflections, Mon, Nov 23, 12:00 PM" in page.text(".notice--done")
    assert "It counts for this week." in page.text(".notice--done")
    page = maria.get(log(maria, day="yesterday").location)
    assert "It counts for the week in which it was." in page.text(".notice--done")


def test_what_was_just_saved_can_be_undone_where_it_is_said(maria):
    page = maria.get(log(maria).location)
    address = page.all(".notice--done form")[0].attrs["action"]
    page = maria.get(maria.send("/meetings", address).location)
    assert "Removed from your log." in page.text(".notice")
    assert "0 of 5" in page.text("main")


def test_a_second_one_at_the_same_start_is_pointed_out_and_not_forbidden(maria):
    log(maria)
    answer = log(maria, name="Another")
    assert answer.status_code == 422
    page = lint(answer.text)
    assert "You have one at that time in your log already." in page.text("main")
    assert count(MeetingEntryRow) == 1
    assert log(maria, name="Another", beside=page.value("beside")).status_code == 303
    assert [row.name for row in rows(MeetingEntryRow)] == ["Noon Reflections", "Another"]


def test_a_usual_one_at_a_time_that_is_taken_is_asked_about_as_it_was_picked(maria, clock):
    log(maria)
    clock.set("2026-11-30 13:00")
    log(maria, name="", town="", fellowship="na")
    picked = offered(maria.get(NEW))[0]
    answer = maria.post(NEW, pick=picked, key="tap")
    assert answer.status_code == 422
    page = lint(answer.text)
    assert "The one you picked Noon Reflections" in page.text("form")
    assert chosen(page) == picked
    assert maria.post(NEW, pick=picked, key="tap", beside=page.value("beside")).status_code == 303


def test_another_date_is_marked_with_its_age(maria):
    log(maria, day="other", other_day="2026-11-13")
    assert "Fri, Nov 13, 12:00 PM" in maria.get("/meetings").text("main")
    assert "written down 10 days later" in maria.get("/meetings").text("main")


@pytest.mark.parametrize("typed", ["19:00", "7:00 PM", "7:00 pm", "7 PM", "7pm", "07:00PM"])
def test_a_time_can_be_typed_as_people_say_it(maria, typed):
    log(maria, day="yesterday", starts=typed)
    assert [str(row.starts) for row in rows(MeetingEntryRow)] == ["19:00"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts": "17:21"}, "That is still to come. Log it once it has begun."),
        ({"day": "other", "other_day": "2026-11-24"}, "That is still to come."),
        ({"day": "other", "other_day": "2025-11-22"}, "That is more than a year ago."),
        ({"day": "other", "other_day": ""}, "Enter the date of the meeting"),
        ({"day": "other", "other_day": "last week"}, "Enter the date of the meeting"),
        ({"day": "other", "other_day": "0001-01-01"}, "That is more than a year ago."),
        ({"day": "other", "other_day": "9999-12-31"}, "That is still to come."),
        ({"day": "other", "other_day": "9999-12-31", "starts": "23:59"}, "still to come."),
        ({"starts": ""}, "Enter the time it began, like 7:00 PM."),
        ({"starts": "noon"}, "Enter the time it began, like 7:00 PM."),
        ({"starts": "25:00"}, "Enter the time it began, like 7:00 PM."),
        ({"fellowship": ""}, "Choose which kind of meeting it was."),
        ({"fellowship": "golf"}, "Choose which kind of meeting it was."),
        ({"mode": ""}, "Choose whether it was in person, online or by phone."),
        ({"name": "x" * 121}, "Shorten the name or town to 120 letters."),
        ({"town": "x" * 121}, "Shorten the name or town to 120 letters."),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is_lost(maria, changes, said):
    form = {**NOON, **changes}
    answer = maria.send(NEW, **form)
    assert said in refused(answer)
    page = lint(answer.text)
    for name in ("name", "town", "starts"):
        assert page.value(name) == form[name]
    chosen = [field.attrs["value"] for field in page.all("input[checked]")]
    for name in ("fellowship", "mode"):
        if form[name] not in ("", "golf"):
            assert form[name] in chosen


def test_one_that_begins_this_minute_has_begun(maria):
    assert log(maria, starts="17:20").status_code == 303


def test_120_letters_fit(maria):
    assert log(maria, name="ñ" * 120).status_code == 303
    assert rows(MeetingEntryRow)[0].name == "ñ" * 120


def test_the_same_form_sent_again_makes_one_row(maria):
    for _ in range(3):
        assert maria.post(NEW, key="one", **NOON).status_code == 303
    assert count(MeetingEntryRow) == 1


def test_two_people_can_use_the_same_form_key(signed_in):
    for name in ("maria", "jordan"):
        signed_in(name).post(NEW, key="same", **NOON)
    assert count(MeetingEntryRow) == 2


def test_an_entry_taken_back_counts_no_more_and_stays_in_the_record(maria):
    log(maria)
    address = f"/meetings/{rows(MeetingEntryRow)[0].public_key}/take-back"
    assert maria.send("/meetings", address).location == "/meetings?removed="
    assert maria.post(address).status_code == 303
    text = maria.get("/meetings").text("main")
    assert "0 of 5" in text
    assert "Noon Reflections" not in text
    assert (count(MeetingEntryRow), count(MeetingEntryVoid)) == (1, 1)


def test_nobody_can_take_back_somebody_elses_entry(maria, signed_in):
    log(maria)
    address = f"/meetings/{rows(MeetingEntryRow)[0].public_key}/take-back"
    for name in ("jordan", "priya", "sam"):
        assert signed_in(name).post(address).status_code == 404
    assert count(MeetingEntryVoid) == 0


def test_one_of_the_usual_meetings_is_logged_in_one_post(maria, clock):
    log(maria)
    clock.set("2026-11-30 13:00")
    page = maria.get(NEW)
    said = "Noon Reflections AA · In person · Quincy 12:00 PM Today, Mon, Nov 30"
    assert said in page.text("form fieldset")
    assert maria.post(NEW, pick=offered(page)[0], key="tap").status_code == 303
    first, again = rows(MeetingEntryRow)
    assert again.day.isoformat() == "2026-11-30"
    assert (again.name, again.starts, again.town) == (first.name, first.starts, first.town)
    assert "1 of 5" in maria.get("/meetings").text("main")


def test_a_meeting_of_mondays_is_offered_for_the_last_monday_and_no_other_day(maria, clock):
    log(maria, day="other", other_day="2026-11-16")
    for time, offered in (
        ("2026-11-23 11:59", []),
        ("2026-11-23 12:00", ["Today, Mon, Nov 23"]),
        ("2026-11-25 13:00", ["Mon, Nov 23 2 days ago"]),
        ("2026-11-29 23:00", ["Mon, Nov 23 6 days ago"]),
        ("2026-11-30 12:00", ["Today, Mon, Nov 30"]),
    ):
        clock.set(time)
        page = maria.get(NEW)
        rows_of_it = page.all("[data-usual] .choice__end")
        said = [each.to_text().split("PM")[-1].strip() for each in rows_of_it]
        assert said == offered


def test_somebody_elses_usual_meeting_cannot_be_picked(maria, signed_in):
    log(maria)
    entry = rows(MeetingEntryRow)[0].public_key
    assert signed_in("jordan").post(NEW, pick=f"usual:{entry}:", key="tap").status_code == 404
    assert count(MeetingEntryRow) == 1


def test_markup_in_a_name_is_shown_as_typed(maria):
    log(maria, name='<b>Noon</b> & "friends"')
    assert '<b>Noon</b> & "friends"' in maria.get("/meetings").text("main")


def test_no_start_is_guessed(maria):
    assert maria.get(NEW).value("starts") == ""


def test_one_of_long_ago_is_said_to_be_saved_on_its_own_week(maria):
    answer = log(maria, day="other", other_day="2026-08-03")
    page = maria.get(answer.location)
    assert "Saved: Noon Reflections, Mon, Aug 3, 12:00 PM" in page.text(".notice--done")


def test_a_kind_that_the_program_leaves_out_is_logged_and_said_not_to_add_up(
    signed_in, clock, viewer
):
    rosa, maria = signed_in("rosa"), signed_in("maria")
    form = {"kinds_left_out": "512", "week_start": "0", "effective_from": "2026-11-24"}
    assert rosa.send("/program/settings", **form).status_code == 303
    clock.set("2026-11-24 20:00")
    saved = log(maria, fellowship="faith")
    page = maria.get(saved.location).text("main")
    assert "It is in your log. Your program doesn’t add this kind up." in page
    assert "0 of 5" in page
    assert "not added up by your program" in page
    assert "Your program doesn’t add these up: Faith group." in page


def test_where_papers_are_due_later_the_last_day_that_counts_and_the_day_they_are_due_stand_apart(
    signed_in, clock
):
    rosa, maria = signed_in("rosa"), signed_in("maria")
    form = {"due_after": "3", "week_start": "0", "effective_from": "2026-11-24"}
    assert rosa.send("/program/settings", **form).status_code == 303
    clock.set("2026-11-26 20:00")
    log(maria)
    page = maria.get("/meetings").text("main")
    assert "1 of 5 , due Wed, Dec 2" in page
    assert "4 to go by Sun, Nov 29" in page
    assert "4 to go by Sun" in maria.get("/week").text("main")
    clock.set("2026-12-02 20:00")
    page = maria.get("/meetings").text("main")
    assert "Last week: 1 of 5, due Wed, Dec 2" in page
    assert "5 to go by Sun, Dec 6" in page
    clock.set("2026-12-03 20:00")
    assert "Last week" not in maria.get("/meetings").text("main")
