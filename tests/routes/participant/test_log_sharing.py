"""The switch: what staff then see is said before, and it stops with one tap."""

from tests.helpers.rows import count
from tests.helpers.slips import logged
from webapp.models.slips import LogSharing

SWITCH = "/you/sharing/log"


def test_it_is_off_and_says_exactly_what_staff_would_see(signed_in):
    text = signed_in("jordan").get("/you/sharing").text("#log")
    assert "Nothing is shared" in text
    assert "its date, start, kind and name, how it’s known, and your count for the week" in text
    assert "Never your notes, who signed, the place or the town." in text


def test_on_and_off_at_once(signed_in, viewer, now):
    logged(viewer("jordan"), now)
    jordan, sam = signed_in("jordan"), signed_in("sam")
    where = "/program/slips/2026-11-22"
    assert "Harbor group" not in sam.get(where).text()
    assert jordan.send("/you/sharing", SWITCH, share="on").location == "/you/sharing#log"
    assert "Harbor group" in sam.get(where).text()
    text = jordan.get("/you/sharing").text("#log")
    assert "Shared since Monday, November 23, 2026." in text
    assert "Staff can see your log" in jordan.get("/meetings").text()
    jordan.send("/you/sharing", SWITCH)
    assert "Harbor group" not in sam.get(where).text()
    assert "Only you see your log" in jordan.get("/meetings").text()


def test_anything_else_than_on_is_off(signed_in):
    for value in ("", "yes", "off"):
        assert signed_in("jordan").post(SWITCH, share=value).status_code == 303
    assert count(LogSharing) == 0


def test_it_is_no_consent_for_the_house(signed_in):
    jordan = signed_in("jordan")
    jordan.post(SWITCH, share="on")
    assert "What you signed" not in jordan.get("/you/sharing").text()
