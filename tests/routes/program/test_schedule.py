"""The week is looked at, changed from a date on, and a change to come is taken back."""

from datetime import timedelta

import pytest

from tests.helpers.page import lint
from tests.helpers.record import MONDAY
from tests.helpers.rows import count, rows
from tests.helpers.weeks import of_house
from webapp.models.audit import AuditEvent
from webapp.models.program import BlockRow

SCHEDULE = "/program/schedule"
LINE = f"{SCHEDULE}/line"
FRIDAY = MONDAY + timedelta(days=4)
EVENING = [
    ("days-0", "0"),
    ("days-0", "2"),
    ("days-0", "4"),
    *(
        (f"{name}-0-{n}", value)
        for n, part in enumerate(
            (
                ("arrive", "Arrive", "16:30", ""),
                ("treatment", "Group", "16:45", "19:45"),
                ("leave", "Leave, go home", "20:00", ""),
            )
        )
        for name, value in zip(("kind", "title", "starts", "ends"), part, strict=True)
    ),
    ("effective_from", FRIDAY.isoformat()),
]


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


def fields(*typed, **more):
    """Fields as a browser sends them, several of one name among them."""
    found = {}
    for name, value in typed:
        found.setdefault(name, []).append(value)
    return {**found, **more}


def save(browser, path=LINE, *, typed=EVENING, open_at="?session=Evening", **more):
    """Fill in the form, read what will differ, and confirm it."""
    kept = browser.get(path + open_at).form(path)
    shown = browser.post(path, **{**kept, **fields(*typed, **more)})
    if "confirmed" not in shown.text:
        return shown
    page = lint(shown.text)
    hidden = {}
    for node in page.tags("input"):
        if node.attrs.get("type") == "hidden" and "name" in node.attrs:
            hidden.setdefault(node.attrs["name"], []).append(node.attrs.get("value") or "")
    return browser.post(path, **hidden)


def test_the_week_stands_there_and_each_line_leads_to_its_form(sam):
    page = sam.get(SCHEDULE)
    assert "5:45 PM Arrive" in page.text("main")
    assert f"{LINE}?session=Evening" in page.html
    assert f"{LINE}?kind=wake_up" in page.html
    form = sam.get(f"{LINE}?session=Evening").html
    assert 'value="17:45"' in form
    assert "checked" in form


def test_what_will_differ_is_read_before_it_is_saved(sam):
    kept = sam.get(f"{LINE}?session=Evening").form(LINE)
    shown = sam.post(LINE, **{**kept, **fields(*EVENING)})
    assert shown.status_code == 200
    assert "5:45 PM, then 4:30 PM" in shown.text
    assert count(BlockRow, starts=None) == 0
    assert not [row for row in rows(BlockRow) if row.effective_from == FRIDAY]


def test_confirmed_it_holds_from_its_date_on_and_can_be_taken_back(sam, signed_in):
    assert save(sam).status_code == 303
    to_come = sam.get(SCHEDULE).text("#to-come")
    assert "Evening, from Fri, Nov 27" in to_come
    assert "Arrive by 4:30 PM" in signed_in("jordan").get("/today/2026-11-27").text("main")
    assert "5:45 PM" in signed_in("jordan").get("/today/2026-11-25").text("main")
    assert "4:30 PM" in sam.get(f"{SCHEDULE}?on={FRIDAY}").text("main")
    back = sam.post(f"{SCHEDULE}/take-back", session="Evening", day=FRIDAY.isoformat())
    assert back.status_code == 303
    assert "to-come" not in sam.get(SCHEDULE).html
    again = sam.post(f"{SCHEDULE}/take-back", session="Evening", day=FRIDAY.isoformat())
    assert again.status_code == 404


def test_whom_it_runs_into_is_said_and_has_to_be_confirmed(sam):
    early = [(n, {"16:30": "15:00", "16:45": "15:15"}.get(v, v)) for n, v in EVENING]
    kept = sam.get(f"{LINE}?session=Evening").form(LINE)
    shown = sam.post(LINE, **{**kept, **fields(*early)})
    assert "Not saved yet. It runs into this" in shown.text
    assert "Jordan M.: Work, 8:30 AM – 4:00 PM, runs into Evening, 3:00 PM – 8:00 PM" in shown.text
    assert "Begin it anyway" in shown.text
    unread = sam.post(LINE, **{**kept, **fields(*early, confirmed="made up")})
    assert unread.status_code == 200
    assert save(sam, typed=early).status_code == 303


def test_of_two_who_change_the_week_the_second_is_told_and_keeps_what_was_typed(sam, signed_in):
    rosa = signed_in("rosa")
    kept = rosa.get(f"{LINE}?session=Evening").form(LINE)
    assert save(sam).status_code == 303
    told = rosa.post(LINE, **{**kept, **fields(*EVENING, **{"title-0-1": "Rosa’s group"})})
    assert told.status_code == 422
    assert "Somebody changed the week meanwhile" in told.text
    assert "Rosa’s group" in told.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"effective_from": "soon"}, "Enter the first day"),
        ({"effective_from": "2026-11-23"}, "Choose a day from tomorrow on"),
        ({"starts-0-0": "noon"}, "Enter a time, like 17:45"),
        ({"ends-0-1": ""}, "Enter when it ends"),
        ({"ends-0-1": "16:00"}, "more than 16 hours"),
        ({"kind-0-0": "leave"}, "one time to arrive"),
        ({"kind-0-1": "meal"}, "at least one group"),
        ({"days-0": "x"}, "Choose at least one day"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(sam, wrong, said):
    before = count(BlockRow)
    answer = save(sam, **wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Leave, go home" in answer.text
    assert count(BlockRow) == before


def test_a_new_session_gets_a_name_that_nothing_else_has(sam, signed_in):
    saturday = [(n, "5" if n == "days-0" else v) for n, v in EVENING]
    new = {"typed": saturday, "open_at": ""}
    assert "a name of at most 40" in save(sam, **new, name="").text
    assert "There is a session of this name" in save(sam, **new, name="evening").text
    for name in ("appointment:x", "AM/PM", "..", "a\\b"):
        assert "a name of at most 40" in save(sam, **new, name=name).text
    assert save(sam, **new, name="Saturday").status_code == 303
    assert "4:30 PM" in signed_in("jordan").get("/today/2026-11-28").text("main")


def test_a_session_can_be_elsewhere_from_a_day_on(sam, signed_in):
    typed = [*EVENING, ("place", "Annex, 2nd door")]
    assert save(sam, typed=typed).status_code == 303
    assert "Annex, 2nd door" in signed_in("jordan").get("/today/2026-11-27").text("main")
    assert "Annex" not in signed_in("jordan").get("/today/2026-11-25").text("main")
    assert "now: Annex, 2nd door" in sam.get(SCHEDULE).text("#to-come")
    assert 'value="Annex, 2nd door"' in sam.get(f"{LINE}?session=Evening").html
    assert save(sam, typed=[*EVENING, ("place", "x" * 121)]).status_code == 422


def test_a_line_can_leave_the_week(sam, signed_in):
    typed = [("effective_from", "2026-11-24"), ("gone", "1")]
    assert save(sam, typed=typed, open_at="?kind=wake_up").status_code == 303
    assert "Wake up" not in signed_in("jordan").get("/today/2026-11-24").text("main")
    assert "Wake up" in signed_in("jordan").get("/today/2026-11-23").text("main")


def test_one_participant_has_a_week_of_their_own(sam, signed_in, cast):
    path = f"{SCHEDULE}/person/{cast.jordan.key}/line"
    typed = [("own", "own"), ("starts-0-0", "05:00"), ("effective_from", "2026-11-24")]
    typed += [("days-0", str(day)) for day in range(7)]
    assert save(sam, path, typed=typed, open_at="?kind=wake_up").status_code == 303
    assert "5:00 AM" in signed_in("jordan").get("/today/2026-11-24").text("main")
    assert "5:00 AM" not in signed_in("maria").get("/today/2026-11-24").text("main")
    for own, there in (("none", False), ("programs", True)):
        typed = [("own", own), ("effective_from", "2026-11-24")]
        assert save(sam, path, typed=typed, open_at="?kind=wake_up").status_code == 303
        shown = signed_in("jordan").get("/today/2026-11-24").text("main")
        assert ("Wake up" in shown) is there
    views = [row.detail for row in rows(AuditEvent, action="viewed")]
    assert "week" in views


def test_a_house_has_its_own_lights_out_and_no_session(sam, cast):
    maple = of_house("Maple House")
    path = f"{SCHEDULE}/house/{maple.key}/line"
    typed = [("own", "own"), ("starts-0-0", "22:30"), ("effective_from", "2026-11-24")]
    typed += [("days-0", str(day)) for day in range(7)]
    assert save(sam, path, typed=typed, open_at="?kind=lights_out").status_code == 303
    assert "10:30 PM" in sam.get(f"{SCHEDULE}/house/{maple.key}").text("#to-come")
    sam.get(f"{path}?session=Evening", status=404)
    sam.get(f"{path}?kind=meeting", status=404)


def test_another_programs_house_person_and_line_are_not_there(signed_in, cast):
    kim = signed_in("kim")
    maple = of_house("Maple House")
    for path in (f"{SCHEDULE}/house/{maple.key}", f"{SCHEDULE}/person/{cast.jordan.key}"):
        kim.get(path, status=404)
        kim.get(f"{path}/line?kind=wake_up", status=404)
        assert kim.post(f"{path}/line", kind="wake_up").status_code == 404
        assert kim.post(f"{path}/take-back", kind="wake_up", day="2026-11-27").status_code == 404
    kim.get(f"{LINE}?session=Evening", status=404)
    assert kim.post(LINE, session="Evening").status_code == 404


def test_lights_out_after_midnight_is_the_night_before(sam):
    typed = [("starts-0-0", "00:30"), ("effective_from", "2026-11-24"), ("days-0", "4")]
    assert save(sam, typed=typed, open_at="?kind=lights_out").status_code == 303
    (new,) = [row for row in rows(BlockRow) if row.effective_from == MONDAY + timedelta(days=1)]
    assert new.starts.minutes == 24 * 60 + 30
    assert 'value="00:30"' in sam.get(f"{LINE}?kind=lights_out").html


def test_who_keeps_a_line_of_their_own_is_named_before_the_programs_changes(sam, cast):
    path = f"{SCHEDULE}/person/{cast.jordan.key}/line"
    own = [("own", "own"), *EVENING[:-1], ("effective_from", "2026-11-24")]
    assert save(sam, path, typed=own).status_code == 303
    kept = sam.get(f"{LINE}?session=Evening").form(LINE)
    later = [(n, "16:00" if v == "16:30" else v) for n, v in EVENING]
    shown = lint(sam.post(LINE, **{**kept, **fields(*later)}).text).text("main")
    assert "They have this line of their own, and it stays as it is. Jordan M." in shown


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"starts-0-1": "16:00"}, "The arrival comes first"),
        ({"starts-0-0": "23:00", "starts-0-1": "10:00", "ends-0-1": "01:00"}, "ends too late"),
    ],
)
def test_parts_that_cannot_follow_each_other_are_said(sam, odd, said):
    answer = save(sam, **odd)
    assert answer.status_code == 422
    assert said in answer.text
