"""Staff pair the screen at the door, and end it again."""

from tests.helpers.desk import code_on, paired
from tests.helpers.rows import rows
from webapp.models.front_desk import FrontDesk
from webapp.queries import front_desk


def pair(browser, name="Front door"):
    return browser.send("/program/front-desks", name=name)


def test_the_screen_that_the_page_is_open_on_is_paired_and_shows_its_own_code(signed_in, clock):
    sam = signed_in("sam")
    assert pair(sam).location == "/kiosk"
    page = sam.get("/kiosk")
    screen = front_desk.screen(sam.cookie("desk"), clock.now())
    shown = "".join(part.to_text() for part in page.all("[data-desk-digits]"))
    assert shown == code_on(screen, clock.now())
    assert page.all("[data-desk]")[0].attrs["data-desk"] == "own"
    assert "Leave it running and sign me out" in page.text()


def test_the_list_says_who_paired_what_and_when_it_was_seen(signed_in, clock):
    sam = signed_in("sam")
    pair(sam)
    clock.forward(minutes=3)
    page = sam.get("/program/front-desks")
    assert "Front door · this one" in page.text("main")
    assert "Paired by Sam K. on Mon, Nov 23 · last seen 3 min ago" in page.text("main")


def test_another_programs_screens_are_not_there(signed_in, viewer, now):
    screen = paired(viewer("kim"), now, "Clinic door")
    sam = signed_in("sam")
    assert "Clinic door" not in sam.raw("/program/front-desks").text
    assert sam.post(f"/program/front-desks/{screen.key}/unpair").status_code == 404


def test_unpaired_it_says_so_and_its_cookie_is_worth_nothing(app, signed_in, viewer, now):
    sam, rosa = signed_in("sam"), signed_in("rosa")
    pair(sam)
    key = rows(FrontDesk)[0].key
    assert sam.post("/kiosk/leave").location == "/kiosk"
    assert rosa.post(f"/program/front-desks/{key}/unpair").location == "/program/front-desks"
    page = sam.get("/kiosk")
    assert "This screen is not paired any more." in page.text("h1")
    assert page.all("[data-forget]")
    assert page.all("[data-desk-digits]") == []
    assert sam.raw("/kiosk/contact").status_code == 410
    assert sam.post("/kiosk/secret").status_code == 410
    assert sam.raw("/kiosk/number").location == "/kiosk"
    assert "None yet." in rosa.get("/program/front-desks").text("main")


def test_paired_anew_the_screen_it_was_before_is_ended(signed_in):
    sam = signed_in("sam")
    pair(sam, "Front door")
    pair(sam, "Back door")
    assert [row.unpaired_at is None for row in rows(FrontDesk)] == [False, True]


def test_a_screen_without_a_place_is_asked_for_one(signed_in):
    sam = signed_in("sam")
    for name in ("", " ", "x" * 41, "a\tb"):
        answer = pair(sam, name)
        assert answer.status_code == 422
        assert "Enter where the screen stands" in answer.text
    assert rows(FrontDesk) == []
