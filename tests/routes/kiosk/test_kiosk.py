"""The front desk: the time and the code, and never a name."""

from base64 import b64decode
from datetime import timedelta

import pytest

from tests.helpers.desk import code, code_on, screen_of
from tests.helpers.rows import count, rows
from webapp.actions import pair_front_desk
from webapp.documents.qr import square
from webapp.models.audit import AuditEvent
from webapp.models.front_desk import FrontDesk
from webapp.queries import front_desk


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


def test_when_check_in_is_not_open_it_says_when_it_is(signed_in, clock):
    for time, says in (
        ("2026-11-23 16:50", "Check-in opens at 5:15 PM"),
        ("2026-11-23 19:00", "Check-in closed at 6:15 PM. Staff can check you in"),
        ("2026-11-24 10:00", "Check-in opens Wed, Nov 25, 5:15 PM"),
    ):
        clock.set(time)
        page = signed_in("sam").get("/kiosk")
        assert page.text("h1").replace("\u202f", " ") == says
        assert "hidden" in page.all("[data-desk-how]")[0].attrs


def test_a_staff_phone_shows_the_code_no_longer_than_it_is_signed_in(signed_in, clock):
    sam = signed_in("sam")
    sam.get("/kiosk")
    before = count(AuditEvent)
    for _ in range(4):
        clock.forward(minutes=4)
        sam.raw("/kiosk?version=desk", headers={"HX-Request": "true"})
    assert count(AuditEvent) == before
    assert sam.raw("/kiosk").location == "/sign-in"


@pytest.fixture
def screen(app, viewer, now):
    return screen_of(app, viewer("sam"), now)


def test_a_paired_screen_shows_its_own_code_with_nobody_signed_in(screen, signed_in, clock):
    clock.forward(days=200)
    page = screen.get("/kiosk")
    own = front_desk.screen(screen.cookie("desk"), clock.now())
    assert shown(page) == code_on(own, clock.now()) != shown(signed_in("sam").get("/kiosk"))
    assert "Leave it running" not in page.text()


def test_the_code_of_a_paired_screen_checks_a_participant_in(screen, signed_in):
    code_shown = shown(screen.get("/kiosk"))
    assert signed_in("jordan").send("/check-in", code=code_shown).location == "/today"


def test_the_code_of_a_screen_that_was_unpaired_is_refused_in_words(screen, signed_in, viewer, now):
    code_shown = shown(screen.get("/kiosk"))
    key = front_desk.screen(screen.cookie("desk"), now).key
    pair_front_desk.unpair(viewer("sam"), key, now=now, true_now=now)
    answer = signed_in("jordan").send("/check-in", code=code_shown)
    assert "That screen is not paired any more. Ask staff." in answer.text


def test_the_code_of_another_programs_screen_is_from_another_place(app, viewer, signed_in, now):
    theirs = shown(screen_of(app, viewer("kim"), now).get("/kiosk"))
    answer = signed_in("jordan").send("/check-in", code=theirs)
    assert "That code is from another place." in answer.text


def test_its_cookie_lives_on_with_every_visit(screen):
    cookie = screen.raw("/kiosk").headers["Set-Cookie"]
    assert "Max-Age=34560000" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_walking_away_signs_staff_out_and_leaves_the_code(signed_in):
    sam = signed_in("sam")
    sam.send("/program/front-desks", name="Front door")
    assert sam.post("/kiosk/leave").location == "/kiosk"
    assert sam.raw("/program/people").location == "/sign-in"
    assert shown(sam.get("/kiosk"))


def test_signing_out_on_a_paired_screen_leaves_it_what_it_keeps(signed_in):
    sam, rosa = signed_in("sam"), signed_in("rosa")
    sam.send("/program/front-desks", name="Front door")
    assert sam.post("/sign-out").headers["Clear-Site-Data"] == '"cache"'
    assert rosa.post("/sign-out").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_its_secret_is_told_in_the_first_minutes_and_then_never_again(screen, clock):
    answer = screen.post("/kiosk/secret").get_json()
    own = front_desk.screen(screen.cookie("desk"), clock.now())
    assert b64decode(answer["secret"]) == front_desk.secret_of_screen(own.id)
    assert answer["now"] == clock.now().timestamp() * 1000
    clock.forward(minutes=10, seconds=1)
    assert screen.post("/kiosk/secret").status_code == 410


def test_the_secret_is_not_told_without_a_form_token(screen):
    assert screen.submit("/kiosk/secret").status_code == 400


def test_contact_brings_the_time_and_what_to_say_for_days_on_end(screen, clock):
    news = screen.raw("/kiosk/contact").get_json()
    assert (news["zone"], news["sky"]) == ("America/New_York", "dusk")
    assert news["signs"][0]["says"] == "Check in with this code"
    assert news["signs"][0]["isOpen"]
    assert news["signs"][-1]["since"] - news["now"] > 6 * 86_400_000


def test_contact_writes_down_that_the_screen_was_seen_once_a_minute(screen, clock):
    begun = rows(FrontDesk)[0].last_seen_at
    for seconds, written in ((30, begun), (30, clock.now() + timedelta(seconds=60))):
        clock.forward(seconds=seconds)
        screen.raw("/kiosk/contact")
        assert rows(FrontDesk)[0].last_seen_at == written


def test_contact_keeps_nobody_signed_in(signed_in, clock):
    sam = signed_in("sam")
    sam.send("/program/front-desks", name="Front door")
    for _ in range(4):
        clock.forward(minutes=4)
        sam.raw("/kiosk/contact")
    assert sam.raw("/program/sessions").location == "/sign-in"


def test_the_page_that_is_kept_for_later_holds_no_code(anybody, screen):
    for browser in (anybody, screen):
        page = browser.get("/kiosk/screen")
        assert shown(page) == ""
        assert "csrf" not in page.html
        assert page.all("[data-desk=kept]")
