"""Meetings that staff add by hand."""

import pytest

from tests.helpers import directory
from tests.helpers.page import lint
from tests.helpers.rows import count, rows
from webapp.domain.directory import FeedKind, Openness, Venue
from webapp.domain.meetings import Fellowship
from webapp.models.audit import AuditEvent
from webapp.models.directory import ListedMeeting, MeetingSource
from webapp.queries import directory as query

HERE = "/program/meetings/by-hand"
NEW = f"{HERE}/new"
FORM = {
    "name": "Alumni night",
    "fellowship": "other",
    "weekday": ["1", "3"],
    "starts": "19:30",
    "duration": "90",
    "venue": "in_person",
    "location_name": "New Light, 2nd floor",
    "address_line": "",
    "city": "Quincy",
    "online_url": "",
    "online_phone": "",
    "openness": "closed",
    "language": ["en", "es"],
}


@pytest.fixture
def sam(signed_in):
    return signed_in("sam")


@pytest.fixture
def kept(sam):
    """The address of a meeting that was added by hand."""
    assert sam.send(NEW, **{**FORM, "weekday": ["1"]}).status_code == 303
    return f"{HERE}/{rows(ListedMeeting)[0].key}"


def test_a_meeting_is_there_on_each_of_its_days_at_once(sam, cast):
    answer = sam.send(NEW, **FORM)
    first, second = query.load(cast.sam.program_id)
    assert (first.weekday, second.weekday) == (1, 3)
    assert (first.fellowship, first.venue) == (Fellowship.OTHER, Venue.IN_PERSON)
    assert (str(first.starts), first.duration, first.city) == ("19:30", 90, "Quincy")
    assert (first.openness, first.languages) == (Openness.CLOSED, ("en", "es"))
    text = sam.get(answer.location).text("main")
    assert "Alumni night" in text
    assert "Mon 7:30 PM · 1.5 h" in text
    assert count(AuditEvent, action="meeting_added_by_hand", actor_id=cast.sam.account_id) == 1


def test_the_same_form_sent_twice_adds_it_once_and_a_program_has_one_such_list(sam):
    form = sam.get(NEW).form(NEW)
    for _ in range(2):
        assert sam.post(NEW, **{**form, **FORM}).status_code == 303
    assert count(ListedMeeting) == 2
    sam.send(NEW, **FORM)
    assert count(ListedMeeting) == 4
    assert count(MeetingSource) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "Enter the name of the meeting."),
        ({"weekday": []}, "Choose at least one day."),
        ({"weekday": ["9"]}, "Choose at least one day."),
        ({"starts": ""}, "Enter when it begins, like 7:00 PM."),
        ({"starts": "24:30"}, "Enter when it begins, like 7:00 PM."),
        ({"duration": "4"}, "Enter its length in minutes, from 5 to 720."),
        ({"duration": "²"}, "Enter its length in minutes, from 5 to 720."),
        ({"venue": "closed"}, "Choose how people meet."),
        ({"openness": ""}, "Choose for whom it is."),
        ({"fellowship": "golf"}, "Choose what kind of meeting it is."),
        ({"location_name": "", "city": ""}, "Enter where it is"),
        ({"venue": "online"}, "Enter its link or its phone number."),
        ({"online_url": "javascript:alert(1)"}, "Enter an address that begins with https://."),
        ({"city": "x" * 121}, "Enter at most 120 signs."),
    ],
)
def test_what_cannot_be_added_is_said_and_kept(sam, changed, said):
    answer = sam.send(NEW, **{**FORM, **changed})
    assert answer.status_code == 422
    page = lint(answer.text)
    assert said in page.text("main")
    assert page.value("name") == {**FORM, **changed}["name"].strip()
    assert count(ListedMeeting) == 0


def test_a_meeting_is_changed_and_the_second_of_two_is_told(sam, kept, cast):
    form = sam.get(kept).form(kept)
    sent = {**FORM, "weekday": "5", "name": "First"}
    assert sam.post(kept, **{**form, **sent}).status_code == 303
    answer = sam.post(kept, **{**form, **sent, "name": "Second"})
    assert answer.status_code == 422
    assert "Somebody changed it meanwhile" in lint(answer.text).text("main")
    (one,) = query.load(cast.sam.program_id)
    assert (one.name, one.weekday, one.week_minute) == ("First", 5, 5 * 1440 + 19 * 60 + 30)
    assert count(AuditEvent, action="meeting_changed_by_hand") == 1


def test_the_form_shows_the_meeting_as_it_is(sam, kept):
    page = sam.get(kept)
    assert page.value("name") == "Alumni night"
    assert page.value("starts") == "19:30"
    chosen = [n.attrs["value"] for n in page.tags("input") if "checked" in n.attrs]
    assert chosen == ["1", "in_person", "closed", "en", "es"]


def test_one_line_is_on_one_day(sam, kept):
    answer = sam.send(kept, **FORM)
    assert answer.status_code == 422
    assert "Choose one day." in lint(answer.text).text("main")


def test_a_meeting_that_meets_no_more_is_off_the_list_and_kept(sam, kept, cast):
    assert sam.send(kept, f"{kept}/retire").status_code == 303
    assert query.load(cast.sam.program_id) == ()
    assert count(ListedMeeting) == 1
    assert sam.raw(kept).status_code == sam.post(f"{kept}/retire").status_code == 404
    assert count(AuditEvent, action="meeting_retired_by_hand") == 1


def test_what_others_list_and_what_another_program_keeps_is_not_there(sam, signed_in, cast, now):
    sources = (
        directory.source(cast.sam.program_id, now),
        directory.source(cast.priya.program_id, now, kind=FeedKind.HAND),
    )
    for source_id in sources:
        directory.put(source_id, now, directory.listing("harbor"))
    for row in rows(ListedMeeting):
        where = f"{HERE}/{row.key}"
        assert sam.raw(where).status_code == 404
        assert sam.post(where, **FORM).status_code == 404
        assert sam.post(f"{where}/retire").status_code == 404
    assert {row.gone_at for row in rows(ListedMeeting)} == {None}
