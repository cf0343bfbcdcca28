"""One date is changed for everybody."""

import pytest

from tests.helpers.rows import count, rows
from webapp.models.audit import AuditEvent
from webapp.models.program import ExceptionRow

AT = "/program/sessions/2026-11-25/change"
SATURDAY = "/program/sessions/2026-11-28/change"


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


def change(browser, path=AT, **fields):
    return browser.post(path, session="Evening", **fields)


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
    assert "Add a session to make up: Evening" in sam.get(SATURDAY).text("main")
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
    assert sam.post(AT, **fields).status_code == status
    assert count(ExceptionRow) == 0
