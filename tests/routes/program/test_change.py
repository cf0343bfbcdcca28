"""One date is changed for everybody."""

from dataclasses import replace
from datetime import date

import pytest

from tests.helpers import weeks
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.domain.blocks import Level
from webapp.models.audit import AuditEvent
from webapp.models.program import ExceptionRow

AT = "/program/sessions/2026-11-25/change"
SATURDAY = "/program/sessions/2026-11-28/change"
TODAY = "/program/sessions/2026-11-23/change"


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


def seen_at(browser, path=AT):
    """The version of that date in each of the page's forms, or what nobody has seen."""
    shown = lint(browser.raw(path).text).tags("input")
    return next((n.attrs["value"] for n in shown if n.attrs.get("name") == "seen"), "")


def change(browser, path=AT, **fields):
    return browser.post(path, session="Evening", **{"seen": seen_at(browser, path), **fields})


def test_a_cancelled_session_is_cancelled_for_everybody_and_can_be_taken_back(sam, signed_in, cast):
    assert change(sam, what="cancelled").status_code == 303
    assert "Cancelled" in signed_in("jordan").get("/today/2026-11-25").text("main")
    assert rows(AuditEvent, action="schedule_cancelled")[0].actor_id == cast.sam.account_id
    assert "It takes place as usual" in sam.get(AT).text("main")
    change(sam, what="stands")
    assert "Cancelled" not in signed_in("maria").get("/today/2026-11-25").text("main")
    assert count(ExceptionRow) == 2


def test_a_moved_session_says_instead_of_what(sam, signed_in):
    refused = change(sam, what="moved", arrive="soon")
    assert refused.status_code == 422
    assert "Enter the new time to arrive" in refused.text
    change(sam, what="moved", arrive="16:30")
    assert "instead of 5:45 PM" in signed_in("jordan").get("/today/2026-11-25").text("main")
    change(sam, what="stands")
    assert "instead of" not in signed_in("maria").get("/today/2026-11-25").text("main")


def test_a_session_to_make_up_expects_nobody(sam, signed_in, clock):
    assert "Add a session: Evening" in sam.get(SATURDAY).text("main")
    assert change(sam, SATURDAY, what="make_up", arrive="10:00").status_code == 303
    clock.set("2026-11-28 09:50")
    text = signed_in("jordan").get("/today").text("main")
    assert "For whoever makes up a session. You don’t have to come" in text
    clock.set("2026-11-28 20:00")
    assert "2026-11-28" not in signed_in("sam").get("/program/confirm").html


def test_a_topic_and_who_leads_it_are_on_the_sheet(sam):
    change(sam, what="topic", title="Coping  skills", facilitator="Sam K.")
    text = sam.get("/program/sessions/2026-11-25/Evening/sheet").text("main")
    assert "Topic: Coping skills · Led by: Sam K." in text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"session": "Day", "what": "cancelled"}, 404),
        ({"session": "Evening", "what": "holiday"}, 404),
        ({"session": "Evening", "what": "make_up"}, 422),
    ],
)
def test_what_does_not_fit_changes_nothing(sam, fields, status):
    assert sam.post(AT, **fields, seen=seen_at(sam)).status_code == status
    assert count(ExceptionRow) == 0


def test_one_participant_alone_is_moved_and_everybody_else_is_not(sam, signed_in, cast):
    at = f"/program/people/{cast.jordan.key}/day/2026-11-25/change"
    assert "for Jordan M. alone" in sam.get(at).text("main")
    assert change(sam, at, what="moved", arrive="18:30").status_code == 303
    assert "instead of 5:45 PM" in signed_in("jordan").get("/today/2026-11-25").text("main")
    assert "instead of" not in signed_in("maria").get("/today/2026-11-25").text("main")
    listed = sam.get("/program/sessions/2026-11-25").text("main")
    assert "Jordan M. for them at 6:30 PM" in listed
    assert listed.count("for them at") == 1
    change(sam, at, what="stands")
    assert "instead of" not in signed_in("jordan").get("/today/2026-11-25").text("main")
    assert rows(AuditEvent, action="schedule_moved")[0].participant_id == cast.jordan.participant_id


def test_one_participant_alone_need_not_come_or_comes_on_another_day(sam, signed_in, cast):
    at = f"/program/people/{cast.jordan.key}/day/{{}}/change"
    change(sam, at.format("2026-11-25"), what="cancelled")
    assert "Cancelled" in signed_in("jordan").get("/today/2026-11-25").text("main")
    assert "Cancelled" not in signed_in("maria").get("/today/2026-11-25").text("main")
    change(sam, at.format("2026-11-28"), what="extra", arrive="10:00")
    assert "10:00 AM" in signed_in("jordan").get("/today/2026-11-28").text("main")
    assert "10:00 AM" not in signed_in("maria").get("/today/2026-11-28").text("main")
    listed = sam.get("/program/sessions/2026-11-28").text("main")
    assert "Jordan M." in listed
    assert "Maria L." not in listed
    assert change(sam, at.format("2026-11-28"), what="make_up").status_code == 404


def test_a_session_can_be_added_that_everybody_is_expected_at(sam, signed_in):
    assert change(sam, SATURDAY, what="extra", arrive="10:00").status_code == 303
    for who in ("jordan", "maria"):
        assert "Arrive by 10:00 AM" in signed_in(who).get("/today/2026-11-28").text("main")


def test_whose_daytime_a_moved_session_runs_into_is_said_first(sam, cast):
    told = change(sam, what="moved", arrive="15:00")
    assert told.status_code == 422
    assert "Jordan M.: Work, 8:30 AM – 4:00 PM, runs into Evening" in told.text
    assert count(ExceptionRow) == 0
    confirmed = next(
        node.attrs["value"]
        for node in lint(told.text).tags("input")
        if node.attrs.get("name") == "confirmed"
    )
    assert change(sam, what="moved", arrive="15:00", confirmed=confirmed).status_code == 303


def test_of_two_who_change_a_day_the_second_is_told(sam, signed_in):
    rosa = signed_in("rosa")
    seen = seen_at(rosa)
    change(sam, what="cancelled", seen=seen)
    told = change(rosa, what="moved", arrive="16:30", seen=seen)
    assert told.status_code == 422
    assert "Somebody changed this day meanwhile" in told.text
    topic = change(rosa, what="topic", title="Sleep", seen=seen)
    assert "Somebody changed this day meanwhile" in topic.text
    assert count(ExceptionRow) == 1


def test_another_programs_participant_is_not_there(signed_in, cast):
    at = f"/program/people/{cast.jordan.key}/day/2026-11-25/change"
    kim = signed_in("kim")
    kim.get(at, status=404)
    assert change(kim, at, what="cancelled").status_code == 404


def test_who_comes_to_a_session_that_is_cancelled_for_all_others_is_on_its_list(sam, cast):
    change(sam, what="cancelled")
    change(sam, f"/program/people/{cast.jordan.key}/day/2026-11-25/change", what="stands")
    listed = sam.get("/program/sessions/2026-11-25").text("main")
    assert "Expected 2 of 2" in listed
    assert "Jordan M. Expected" in listed
    assert "Maria L. Cancelled" in listed


def test_what_is_over_becomes_no_other_time_and_nobody_is_expected_in_the_past(sam, cast):
    past = "/program/sessions/2026-11-20/change"
    assert "That time has passed" in change(sam, past, what="moved", arrive="17:00").text
    assert "That time has passed" in change(sam, what="moved", arrive="17:00", path=TODAY).text
    saturday = "/program/sessions/2026-11-21/change"
    assert "That time has passed" in change(sam, saturday, what="extra", arrive="10:00").text
    assert count(ExceptionRow) == 0
    assert change(sam, past, what="cancelled").status_code == 303


def test_of_two_the_second_is_told_before_anything_that_it_runs_into(sam, signed_in):
    seen = seen_at(sam)
    change(signed_in("rosa"), what="cancelled")
    told = change(sam, what="moved", arrive="15:00", seen=seen)
    assert "Somebody changed this day meanwhile" in told.text
    assert "Save anyway" not in told.text


def test_nothing_is_added_for_who_has_no_such_session_in_their_week(sam, viewer, cast, clock):
    whose = weeks.of_one(cast.jordan.key, cast.jordan.participant_id)
    none = [replace(b, weekdays=frozenset()) for b in weeks.evening(level=Level.PARTICIPANT)[:1]]
    assert weeks.change(viewer("sam"), none, date(2026, 11, 24), clock.now(), whose) is None
    at = f"/program/people/{cast.jordan.key}/day/2026-11-25/change"
    assert "none that could be added" in sam.get(at).text("main")
    assert change(sam, at, what="extra").status_code == 422
    assert count(ExceptionRow) == 0
