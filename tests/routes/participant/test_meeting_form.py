"""Picking a meeting from the program's lists: what is saved, and what is asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.helpers.days import NEW_YORK, wall
from tests.helpers.directory import listing, put, source
from tests.helpers.listed import (
    BOSTON,
    EVENING,
    HYBRID,
    MORNING,
    NOON,
    ONLINE,
    SUNDAY,
    THURSDAY,
    WHENEVER,
    lists,
)
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from tests.helpers.waiting import answers, entry
from webapp.actions import log_meeting, plan_meeting, write_note
from webapp.actions.plan_meeting import OnADate
from webapp.domain.directory import Venue
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.own_note import LONGEST_NOTE, Note
from webapp.domain.picking import start_on
from webapp.models.base import transaction
from webapp.models.directory import ListedMeeting
from webapp.models.meetings import MeetingEntryRow, MeetingNote

EITHER = listing("either", 1, "20:10", name="Here or There", venue=Venue.HYBRID, key="i" * 20)
NEW, SEARCH = "/meetings/new", "/meetings/new/search"
TODAY = "2026-11-23"


@pytest.fixture
def maria(signed_in, cast, now):
    lists(cast.maria.program_id, now)
    return signed_in("maria")


def pick(line, day=TODAY, **more):
    """As its row says it: with the start that the participant's wall shows."""
    starts = start_on(line, date.fromisoformat(day), NEW_YORK) if day else None
    return {"pick": f"listed:{line.key[:8]}:{day}:{starts or ''}", **more}


def change(line, starts, **facts):
    """Its list has another start now, and what else is said."""
    now = replace(line, starts=wall(starts), **facts)
    values = facts | {"starts": now.starts, "week_min": now.week_minute}
    with transaction() as session:
        session.execute(update(ListedMeeting).where(ListedMeeting.key == line.key).values(values))


def saved(browser, fields):
    answer = browser.send(NEW, **fields)
    assert answer.status_code == 303, lint(answer.text).text("main")
    return rows(MeetingEntryRow)[-1]


def refused(browser, fields, said):
    before = count(MeetingEntryRow)
    answer = browser.send(NEW, **fields)
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert count(MeetingEntryRow) == before
    return page


def test_a_pick_copies_the_facts_of_the_list(maria):
    row = saved(maria, pick(NOON))
    assert (row.name, row.fellowship, row.mode) == ("Noon Reflections", "aa", Mode.IN_PERSON)
    assert (row.town, row.place) == ("Quincy", "Grace Church, 12 Elm St")
    assert (str(row.day), str(row.starts)) == (TODAY, "12:00")
    assert (row.listed_key, row.fits_list) == (NOON.key, True)


def test_the_form_offers_what_was_just_now_with_its_facts_and_the_date_it_saves(maria):
    page = maria.get(NEW)
    said = "Noon Reflections AA · Grace Church, 12 Elm St · Quincy 12:00 PM Today, Mon, Nov 23"
    assert said in page.text("[data-rows]")
    assert "7:30 PM Yesterday, Sun, Nov 22" in page.text("[data-rows]")
    assert "List updated Mon, Nov 23." in page.text("main")
    assert len(page.all(".button--main")) == 1


def test_what_was_on_the_row_is_what_is_saved_however_late_the_button_is_pressed(maria, clock):
    (shown,) = maria.get(NEW).all("[data-rows] input[data-name='Noon Reflections']")
    assert shown.attrs["value"] == pick(NOON)["pick"]
    clock.set("2026-11-23 17:30")
    change(NOON, "19:00")
    row = saved(maria, {"pick": shown.attrs["value"]})
    assert (str(row.day), str(row.starts), row.fits_list) == (TODAY, "12:00", False)
    change(NOON, "12:00")
    clock.set("2026-11-30 12:05")
    row = saved(maria, pick(NOON, "2026-11-16"))
    assert (str(row.day), str(row.starts), row.fits_list) == ("2026-11-16", "12:00", True)


def test_after_a_refusal_the_row_says_what_it_said_though_its_list_has_changed(maria):
    change(HYBRID, "16:00")
    page = refused(maria, pick(HYBRID), "Choose whether it was in person, online or by phone.")
    assert "3:00 PM Today, Mon, Nov 23" in page.text("[data-rows]")
    (chosen,) = page.all("input[name=pick][checked]")
    row = saved(maria, {"pick": chosen.attrs["value"], "held": "online"})
    assert (str(row.starts), row.fits_list) == ("15:00", False)


def test_a_row_that_says_no_start_means_the_one_of_its_list(maria):
    row = saved(maria, {"pick": f"listed:{NOON.key[:8]}:{TODAY}"})
    assert (str(row.starts), row.fits_list) == ("12:00", True)


def test_another_day_or_time_is_saved_and_does_not_fit_the_list(maria):
    row = saved(maria, pick(NOON, moved_day="2026-11-20", moved_starts="12:30"))
    assert (str(row.day), str(row.starts), row.fits_list) == ("2026-11-20", "12:30", False)
    assert row.listed_key == NOON.key


def test_one_of_another_zone_is_saved_by_the_participants_wall(maria):
    row = saved(maria, pick(ONLINE))
    assert (str(row.starts), row.mode, row.town, row.place) == ("15:00", Mode.ONLINE, "", "")
    assert row.fits_list


def test_where_the_list_leaves_a_choice_it_is_asked_how_they_were_there(maria):
    page = refused(maria, pick(HYBRID), "Choose whether it was in person, online or by phone.")
    (chosen,) = page.all("input[name=pick][checked]")
    assert chosen.attrs["value"] == pick(HYBRID)["pick"]
    assert "data-asks" in chosen.attrs
    assert saved(maria, pick(HYBRID, held="online")).town == ""
    assert saved(maria, pick(HYBRID, "2026-11-16", held="in_person")).town == "Quincy"


def test_by_appointment_the_start_is_asked_for(maria):
    refused(maria, pick(WHENEVER, ""), "Enter the time it began")
    row = saved(maria, pick(WHENEVER, "", moved_starts="10:00"))
    assert (str(row.day), str(row.starts), row.fits_list) == (TODAY, "10:00", False)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"moved_day": "2026-11-24"}, "That is still to come."),
        ({"moved_starts": "18:00"}, "That is still to come."),
        ({"moved_day": "soon"}, "Enter the date of the meeting"),
        ({"moved_starts": "noon"}, "Enter the time it began"),
        ({"moved_day": "2025-11-01"}, "That is more than a year ago."),
    ],
)
def test_what_cannot_be_is_said_and_the_pick_stays(maria, more, said):
    page = refused(maria, pick(NOON, **more), said)
    assert "The one you picked Noon Reflections" in page.text("form")
    assert page.value("moved_day") == more.get("moved_day", "")
    assert page.value("moved_starts") == more.get("moved_starts", "")
    assert "open" in page.all("details.log__moved")[0].attrs


def test_of_another_programs_list_nothing_is_picked_and_what_was_typed_stays(signed_in, maria):
    typed = {"name": "Ours", "town": "Lynn", "starts": "12:00", "fellowship": "na"}
    page = refused(signed_in("priya"), pick(NOON, **typed), "Type it in.")
    assert (page.value("name"), page.value("town")) == ("Ours", "Lynn")


def test_one_that_is_gone_since_is_saved_with_its_facts(maria, cast, now):
    gone = listing("gone", 1, "09:00", name="Gone", key="g" * 20, **BOSTON)
    put(source(cast.maria.program_id, now), now, gone, gone_at=now)
    row = saved(maria, pick(gone))
    assert (row.name, row.town, row.fits_list) == ("Gone", "Boston", True)


def test_after_it_was_gone_it_fits_no_list(maria, cast, now):
    gone = listing("gone", 1, "09:00", name="Gone", key="g" * 20)
    gone_at = now - timedelta(days=3)
    put(source(cast.maria.program_id, now), now, gone, gone_at=gone_at)
    assert not saved(maria, pick(gone)).fits_list
    assert saved(maria, pick(gone, "2026-11-16")).fits_list


def test_long_facts_are_cut_to_what_an_entry_holds(maria, cast, now):
    long = {"name": "n" * 200, "location_name": "l" * 200, "address_line": "a" * 200}
    line = listing("long", 1, "09:00", key="l" * 20, **long)
    put(source(cast.maria.program_id, now), now, line)
    row = saved(maria, pick(line))
    assert (len(row.name), len(row.place)) == (120, 300)


def test_what_is_typed_is_saved_though_there_are_lists(maria):
    typed = {"pick": "typed", "fellowship": "smart", "day": "yesterday", "starts": "19:00"}
    row = saved(maria, typed | {"mode": "phone"})
    assert (row.fellowship, row.mode, row.listed_key) == ("smart", Mode.PHONE, "")
    page = refused(maria, {"pick": "typed", "day": "today"}, "Choose which kind of meeting")
    assert page.all("[data-picks]") == []


def test_one_that_is_usual_and_listed_is_at_the_place_where_its_list_has_it_now(maria, clock):
    saved(maria, pick(THURSDAY, "2026-11-19"))
    clock.set("2026-11-27 08:00")
    page = maria.get(NEW)
    assert "You’ve been · AA · Quincy" in page.text("[data-rows]")
    assert page.all("[data-usual]") == []
    clock.set("2026-11-30 08:00")
    (usual,) = maria.get(NEW).all("[data-usual] input")
    change(THURSDAY, "19:00", location_name="Town Hall")
    row = saved(maria, {"pick": usual.attrs["value"]})
    assert (str(row.day), row.listed_key, row.fits_list) == ("2026-11-26", THURSDAY.key, True)
    assert row.place == "Town Hall"


def test_the_start_of_a_usual_one_is_saved_as_it_is_shown_whatever_its_list_has(maria, clock):
    saved(maria, pick(THURSDAY, "2026-11-19", moved_starts="19:30"))
    clock.set("2026-11-30 08:00")
    page = maria.get(NEW)
    assert "7:30 PM Thu, Nov 26" in page.text("[data-usual]")
    (usual,) = page.all("[data-usual] input")
    row = saved(maria, {"pick": usual.attrs["value"]})
    assert (str(row.starts), row.listed_key, row.fits_list) == ("19:30", THURSDAY.key, False)
    change(THURSDAY, "19:30")
    clock.set("2026-12-07 08:00")
    (usual,) = maria.get(NEW).all("[data-usual] input")
    assert saved(maria, {"pick": usual.attrs["value"]}).fits_list


def test_the_same_one_twice_is_pointed_out_and_an_overlap_is(maria, cast, now):
    saved(maria, pick(NOON))
    page = refused(maria, pick(NOON, moved_starts="11:00"), "You have this one on that day")
    assert "Save this one too" in page.text(".dock")
    during = {"pick": "typed", "fellowship": "na", "day": "today", "starts": "12:30"}
    page = refused(maria, during | {"mode": "online"}, "that was on at the same time")
    saved(maria, during | {"mode": "online", "beside": page.value("beside")})


def test_the_same_form_sent_again_makes_one_row(maria):
    for _ in range(3):
        assert maria.post(NEW, key="one", **pick(NOON)).status_code == 303
    assert count(MeetingEntryRow) == 1


def test_search_shows_what_the_lists_have_and_saves_from_there(maria):
    page = lint(maria.send(NEW, SEARCH, q="quincy thu").text)
    assert "Big Book Step Study" in page.text("[data-rows]")
    assert "Thu, Nov 19 4 days ago" in page.text("[data-rows]")
    assert page.value("q") == "quincy thu"
    (found,) = page.all("[data-rows] input")
    assert found.attrs["value"] == pick(THURSDAY, "2026-11-19")["pick"]
    assert saved(maria, {"pick": found.attrs["value"]}).fits_list


def test_a_search_that_finds_nothing_says_what_else_to_do(maria):
    page = lint(maria.send(NEW, SEARCH, q="<b>nowhere</b>").text)
    assert "Nothing on the lists says that." in page.text("[data-none]")
    assert page.value("q") == "<b>nowhere</b>"
    assert maria.send(NEW, SEARCH, q="").status_code == 200


def test_what_is_looked_for_is_in_no_address_and_no_log(maria, capfd):
    answer = maria.send(NEW, SEARCH, q="Zanzibar")
    assert answer.request.path == SEARCH
    assert "Zanzibar" not in answer.request.url
    assert "Zanzibar" not in capfd.readouterr().err


def test_markup_of_a_list_is_shown_as_text(maria, cast, now):
    line = listing("x", 1, "16:00", name="<script>x</script>", location_name='"><b>', key="x" * 20)
    put(source(cast.maria.program_id, now), now, line)
    assert "<script>x</script>" in maria.get(NEW).text("[data-rows]")


def test_from_the_day_it_is_one_tap_in_each_way_that_somebody_can_have_been_there(
    maria, viewer, cast, clock, now
):
    put(source(cast.maria.program_id, now), now, EITHER)
    for line in (EVENING, EITHER):
        begins = line.starts_at(now.date())
        assert plan_meeting.plan(viewer("maria"), OnADate(line, begins), now)
    clock.set("2026-11-23 20:40")
    page = maria.get("/today")
    buttons = page.all("form[action='/meetings/new'] button")
    assert [(each.attrs["value"], each.to_text()) for each in buttons] == [
        ("in_person", "I went : Tonight"),
        ("in_person", "I went : Here or There"),
        ("online", "I joined online : Here or There"),
    ]
    for form in page.all("form[action='/meetings/new']"):
        fields = {each.attrs["name"]: each.attrs["value"] for each in form.query("input, button")}
        sent = entry("meeting", clock.now(), timedelta(minutes=5), **fields)
        assert answers(maria, sent) == [("done", "")]
    modes = [(row.mode, str(row.starts), row.fits_list) for row in rows(MeetingEntryRow)]
    assert modes == [(Mode.IN_PERSON, "19:00", True), (Mode.ONLINE, "20:10", True)]


# Without signal


def waited(line, now, ago=timedelta(hours=2), day=TODAY, **more):
    return entry("meeting", now, ago, **pick(line, day, **more))


def test_one_picked_without_signal_is_saved_as_of_its_time(maria, clock):
    clock.set("2026-11-25 10:00")
    sent = waited(NOON, clock.now(), timedelta(days=1, hours=20))
    assert answers(maria, sent, sent) == [("done", "")] * 2
    (row,) = rows(MeetingEntryRow)
    assert (row.listed_key, row.fits_list, str(row.day)) == (NOON.key, True, TODAY)
    assert str(row.starts) == "12:00"
    assert row.logged_at == clock.now() - timedelta(days=1, hours=20)


def test_one_whose_list_changed_while_it_waited_is_saved_as_it_was_shown(maria, clock):
    clock.set("2026-11-24 10:00")
    change(NOON, "19:00")
    assert answers(maria, waited(NOON, clock.now(), timedelta(hours=20))) == [("done", "")]
    (row,) = rows(MeetingEntryRow)
    assert (str(row.day), str(row.starts), row.fits_list) == (TODAY, "12:00", False)


def test_what_was_still_to_come_at_the_tap_is_refused_though_it_has_begun_by_now(maria, clock):
    clock.set("2026-11-23 20:00")
    evening = waited(THURSDAY, clock.now(), moved_day=TODAY, moved_starts="19:00")
    ((state, said),) = answers(maria, evening)
    assert (state, "That is still to come." in said) == ("refused", True)


def test_an_overlap_is_saved_since_nobody_could_be_asked(maria, now):
    saved(maria, pick(NOON))
    typed = {"pick": "typed", "fellowship": "na", "day": "today", "starts": "12:30"}
    during = entry("meeting", now, timedelta(hours=1), **typed, mode="online")
    assert answers(maria, during) == [
        (
            "saved",
            "Meeting, Mon, Nov 23, 12:30 PM. You have one in your log that was on at the same "
            "time. This one is saved too. If that’s wrong, remove it from your log.",
        )
    ]
    assert count(MeetingEntryRow) == 2


def test_a_picked_one_that_is_refused_says_which_it_was(maria, clock):
    clock.set("2026-11-23 20:00")
    for more, when in (
        ({"moved_day": TODAY, "moved_starts": "23:00"}, "Mon, Nov 23, 11:00 PM"),
        ({"moved_day": "2026-11-29"}, "Sun, Nov 29, 7:00 PM"),
    ):
        ((state, said),) = answers(maria, waited(THURSDAY, clock.now(), **more))
        assert (state, said.startswith(f"{THURSDAY.name}, {when}. ")) == ("refused", True), said


def test_the_same_one_again_is_said_to_be_there_already(maria, now):
    saved(maria, pick(NOON))
    ((state, said),) = answers(maria, waited(NOON, now))
    assert (state, "in your log already" in said) == ("refused", True)
    assert count(MeetingEntryRow) == 1


def test_one_of_an_unknown_list_says_why(maria, now):
    unknown = entry("meeting", now, timedelta(hours=1), pick="listed:nothing:2026-11-23")
    ((state, said),) = answers(maria, unknown)
    assert (state, "isn’t on your program’s lists" in said) == ("refused", True)


@pytest.mark.parametrize("picked", ["listed", "listed:", "listed::", "usual:", "x:y:z", ":::"])
def test_what_no_form_of_ours_sends_saves_nothing(maria, picked):
    assert maria.send(NEW, pick=picked).status_code in (404, 422)
    assert count(MeetingEntryRow) == 0


def test_several_can_be_picked_on_one_day(maria):
    for line, day in ((NOON, TODAY), (MORNING, TODAY), (SUNDAY, "2026-11-22")):
        assert saved(maria, pick(line, day)).fits_list
    assert "2 of 5" in maria.get("/meetings").text("main")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_refused_in_words_and_never_wait_for_ever(maria, clock, day):
    saved(maria, pick(SUNDAY, "2026-11-22"))
    (entry_key,) = (row.public_key for row in rows(MeetingEntryRow))
    typed = {"pick": "typed", "fellowship": "na", "day": "other", "starts": "12:00"}
    for fields in (
        pick(NOON, moved_day=day),
        {"pick": f"listed:{NOON.key[:8]}:{day}:12:00"},
        {"pick": f"listed:{NOON.key[:8]}:{day}"},
        {"pick": f"usual:{entry_key}:{day}"},
        typed | {"mode": "online", "other_day": day},
    ):
        assert maria.send(NEW, **fields).status_code == 422
        sent = entry("meeting", clock.now(), timedelta(minutes=5), **fields)
        assert answers(maria, sent)[0][0] == "refused"
    assert count(MeetingEntryRow) == 1


def test_yesterday_is_the_day_before_the_one_on_which_the_page_was_opened(maria, clock):
    clock.set("2026-11-23 23:55")
    typed = {"pick": "typed", "fellowship": "aa", "day": "yesterday", "starts": "19:00"}
    form = maria.get(NEW).form(NEW)
    assert form["shown_on"] == TODAY
    clock.set("2026-11-24 00:05")
    assert maria.post(NEW, **form | typed | {"mode": "in_person"}).status_code == 303
    assert rows(MeetingEntryRow)[0].day == date(2026, 11, 22)


@pytest.mark.parametrize("shown_on", ["", "2026-11-20", "2026-11-24", "9999-12-31", "soon"])
def test_what_no_page_says_of_its_day_is_the_day_of_the_save(maria, shown_on):
    typed = {"pick": "typed", "fellowship": "aa", "day": "yesterday", "starts": "19:00"}
    row = saved(maria, typed | {"mode": "in_person", "shown_on": shown_on})
    assert row.day == date(2026, 11, 22)


def test_a_note_of_many_lines_that_waited_is_read(maria, clock):
    note = "\r\n".join(["x" * 9] * 50)
    fields = pick(NOON) | {"note": note}
    assert len(note) > LONGEST_NOTE > len(note.replace("\r", ""))
    sent = entry("meeting", clock.now(), timedelta(minutes=5), **fields)
    assert answers(maria, sent) == [("done", "")]


def test_an_entry_that_is_sent_again_brings_no_note_back(maria, clock, viewer):
    sent = entry("meeting", clock.now(), timedelta(minutes=5), **pick(NOON), note="old secret")
    assert answers(maria, sent) == [("done", "")]
    made = rows(MeetingEntryRow)[0]
    write_note.write(viewer("maria"), made.public_key, Note("", "other words"), clock.now())
    assert answers(maria, sent) == [("done", "")]
    assert [note.text for note in rows(MeetingNote)] == ["other words"]
    log_meeting.take_back(viewer("maria"), made.public_key, clock.now())
    assert count(MeetingNote) == 0
    assert answers(maria, sent) == [("done", "")]
    assert count(MeetingNote) == 0


def test_a_search_finds_what_was_just_now_among_many_and_by_its_kind(maria, cast, now):
    program_id = cast.maria.program_id
    many = [listing(f"a{n}", 5, "10:00", name=f"A {n}", city="Salem") for n in range(300)]
    late = listing("z", 1, "16:00", name="Zion Day", city="Salem", fellowship=Fellowship.NA)
    put(source(program_id, now), now, *many, late)
    assert "Zion Day" in lint(maria.send(NEW, SEARCH, q="salem").text).text("[data-rows]")
    found = lint(maria.send(NEW, SEARCH, q="na salem").text)
    assert [each.to_text() for each in found.all("[data-rows] .choice__name")] == ["Zion Day"]
