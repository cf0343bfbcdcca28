"""The page of any participant's any day."""

from tests.helpers.rows import count
from webapp.models.audit import AuditEvent


def test_staff_look_at_any_date_and_that_is_on_record(signed_in, cast):
    sam, at = signed_in("sam"), f"/program/people/{cast.jordan.key}"
    assert f"{at}/day/2026-11-23" in sam.get(at).html
    before = count(AuditEvent, action="viewed", detail="day")
    page = sam.get(f"{at}/day/2026-11-25")
    assert "Wednesday, November 25" in page.text("h1")
    assert "Arrive" in page.text("main")
    assert [n for n in page.tags("button") if "tap" in n.attrs.get("id", "")] == []
    assert count(AuditEvent, action="viewed", detail="day") == before + 1


def test_no_date_and_a_date_far_away_are_not_there(signed_in, cast):
    sam, at = signed_in("sam"), f"/program/people/{cast.jordan.key}/day"
    for day in ("soon", "2030-01-01"):
        assert sam.raw(f"{at}/{day}").status_code == 404
