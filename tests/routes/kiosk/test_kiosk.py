"""The front desk: the time and the code, and never a name."""

import pytest

from tests.helpers.browser import Browser
from tests.helpers.desk import code
from tests.helpers.rows import count
from webapp.documents.qr import square
from webapp.models.audit import AuditEvent


def shown(page):
    return "".join(part.to_text() for part in page.all("[data-desk-code] span[aria-hidden]"))


@pytest.mark.parametrize("who", ["sam", "kim", "rosa"])
def test_staff_open_the_code_of_their_own_program(signed_in, cast, clock, who):
    page = signed_in(who).get("/kiosk")
    assert shown(page) == code(cast.people[who], clock.now())
    assert "5:20 PM" in page.text("main")


def test_the_square_holds_the_address_with_the_code_after_the_hash(signed_in, cast, clock):
    page = signed_in("sam").get("/kiosk")
    address = f"https://day.example.org/check-in#{code(cast.sam, clock.now())}"
    assert page.all("[data-desk-code] svg path")[0].attrs["d"] == square(address).path


def test_the_screen_names_nobody(signed_in):
    html = signed_in("sam").get("/kiosk").html
    for name in ("Sam", "Jordan", "Maria", "New Light"):
        assert name not in html


def test_the_code_changes_every_half_minute_and_says_how_soon(signed_in, cast, clock):
    clock.set("2026-11-23 17:20:10")
    sam = signed_in("sam")
    first = sam.get("/kiosk")
    assert "New code in 20 s" in first.text("main")
    clock.forward(seconds=19)
    assert shown(sam.get("/kiosk")) == shown(first)
    clock.forward(seconds=1)
    assert shown(sam.get("/kiosk")) == code(cast.sam, clock.now()) != shown(first)


def test_htmx_gets_the_desk_alone(signed_in):
    page = signed_in("sam").fragment("/kiosk")
    assert page.all("main[data-desk]")
    assert not page.all("head")


def test_without_scripts_the_page_reloads_when_the_code_changes(signed_in, clock):
    clock.set("2026-11-23 17:20:10")
    assert '<noscript><meta http-equiv="refresh" content="20"></noscript>' in (
        signed_in("sam").get("/kiosk").html
    )


def test_the_code_on_the_screen_checks_a_participant_in(signed_in):
    shown_code = shown(signed_in("sam").get("/kiosk"))
    assert signed_in("jordan").send("/check-in", code=shown_code).location == "/today"


def test_the_screen_goes_on_when_whoever_opened_it_is_signed_out(signed_in, clock):
    sam = signed_in("sam")
    sam.get("/kiosk")
    clock.forward(hours=3)
    assert sam.raw("/program/sessions").location == "/sign-in"
    assert shown(sam.get("/kiosk"))


def test_walking_away_signs_staff_out_and_leaves_the_code(signed_in):
    sam = signed_in("sam")
    sam.get("/kiosk")
    assert sam.post("/kiosk/leave").location == "/kiosk"
    assert sam.raw("/program/people").location == "/sign-in"
    assert shown(sam.get("/kiosk"))


def test_a_desk_can_open_no_other_page(app, signed_in):
    sam, screen = signed_in("sam"), Browser(app)
    sam.get("/kiosk")
    screen.client.set_cookie("desk", sam.cookie("desk"))
    assert shown(screen.get("/kiosk"))
    for path in ("/program/sessions", "/program/people", "/you/devices"):
        assert screen.raw(path).location == "/sign-in"
    with screen.client.session_transaction() as session:
        session["_user_id"] = sam.cookie("desk")
    assert screen.raw("/program/sessions").location == "/sign-in"


def test_asking_for_the_code_writes_nothing_and_keeps_nobody_signed_in(signed_in, clock):
    sam = signed_in("sam")
    sam.get("/kiosk")
    before = count(AuditEvent)
    for _ in range(4):
        clock.forward(minutes=4)
        sam.fragment("/kiosk")
    assert count(AuditEvent) == before
    assert sam.raw("/program/sessions").location == "/sign-in"
