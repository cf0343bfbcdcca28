"""A week on paper."""

from tests.helpers.rows import rows
from webapp.models.people import Participant


def test_the_sheet_has_the_days_and_the_number(signed_in, cast):
    page = signed_in("sam").get(f"/program/people/{cast.jordan.key}/week")
    text = page.text("main")
    (number,) = [p.number for p in rows(Participant) if p.key == cast.jordan.key]
    assert number in text
    assert "Jordan M. · Nov 23 to Nov 29" in text
    assert "Mon, Nov 23 7:00 AM Wake up, get ready 8:30 AM Work 5:45 PM Arrive" in text


def test_another_programs_participant_has_none_here(signed_in, cast):
    assert signed_in("kim").raw(f"/program/people/{cast.jordan.key}/week").status_code == 404
