"""axe-core finds nothing on any page, in the light and in the dark; nothing scrolls sideways."""

from __future__ import annotations

import pytest

from tests.helpers import houses, lists, slips
from tests.helpers.appointments import make, planned
from tests.helpers.listed import lists as a_few_lists
from tests.helpers.rows import rows
from tests.journeys.conftest import AXE
from webapp.actions import bring_in, call_roll, leave_house, see_slips
from webapp.domain.house import Reason, RollWord, night_of
from webapp.domain.own_note import Note
from webapp.domain.wall_clock import later
from webapp.models.slips import MeetingSlip

PARTICIPANT = (
    "/today",
    "/today/2026-11-24",
    "/today/2026-11-21",
    "/check-in",
    "/meetings",
    "/meetings/new",
    "/meetings/log",
    "/meetings/slip?week=1",
    "/meetings/{entry}/note",
    "/meetings/find",
    "/waiting/meeting",
    "/week",
    "/record",
    "/absence",
    "/check-out",
    "/disputes?day=2026-11-23&session=appointment:{visit}",
    "/you",
    "/you/contacts",
    "/you/reminders",
    "/you/devices",
    "/you/notice",
    "/you/sharing",
    "/you/sharing/new",
    "/you/access-log",
    "/help/mine",
    "/nothing-here",
)
STAFF = (
    "/program/sessions",
    "/program/sessions/2026-11-20",
    "/program/people",
    "/program/people/new",
    "/program/people/import",
    "/program/slips",
    "/program/slips/{slip}/take-back",
    "/program/people/{jordan}",
    "/program/people/{jordan}/edit",
    "/program/people/{jordan}/contacts",
    "/program/people/{jordan}/plan",
    "/program/people/{jordan}/record",
    "/program/people/{jordan}/day/2026-11-23",
    "/program/people/{jordan}/day/2026-11-28/change",
    "/program/people/{jordan}/phase",
    "/program/people/{jordan}/appointments/new",
    "/program/sessions/2026-11-25/change",
    "/program/schedule",
    "/program/schedule/line",
    "/program/schedule/line?session=Evening",
    "/program/schedule/person/{jordan}",
    "/program/schedule/person/{jordan}/line?kind=wake_up",
    "/program/schedule/calendar",
    "/program/schedule/topics",
    "/program/appointments",
    "/program/appointments/{visit}",
    "/program/figures",
    "/program/confirm",
    "/program/front-desks",
    "/program/meetings",
    "/program/meetings/new",
    "/program/meetings/by-hand/new",
    "/program/meetings/by-hand/{by_hand}",
    "/program/meetings/{list}",
    "/program/meetings/{list}/edit",
    "/program/meetings/{list}/file",
    "/program/meetings/readings/{reading}",
    "/program/meetings/readings/{reading}?show=refused",
    "/kiosk",
    "/you/devices",
)
OWNER = (
    "/program/schedule/phases",
    "/program/zone",
    "/program/texts",
    "/program/houses",
    "/program/settings",
    "/program/staff",
    "/program/template",
    "/program/template/new_light",
    "/program/template/baystate/difference?from=2026-11-30",
    "/program/first-steps",
)
MANAGER = (
    "/house/board",
    "/house/roll-call",
    "/house/residents",
    "/house/residents/new",
    "/house/rules",
    "/you/devices",
)
NOBODY = ("/sign-in", "/invite", "/help", "/offline")
EVERYBODY = (
    ("", NOBODY),
    ("jordan", PARTICIPANT),
    ("sam", STAFF),
    ("dana", MANAGER),
    ("rosa", OWNER),
)


OF_COLOUR = ("color-contrast", "link-in-text-block")
"""The rules that can find something else in the dark."""
WIDTHS = (320, 390, 1280)


def violations(page, *only: str) -> list[str]:
    """What axe finds on the page as it is, by these rules or all of them."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = f", runOnly: {list(only)}" if only else ""
    found = page.evaluate(f"axe.run(document, {{resultTypes: ['violations']{rules}}})")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def in_both_lights(page) -> list[str]:
    """What axe finds by day and by night. Nothing moves: a colour on its way is no colour."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    light = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return [*light, *violations(page, *OF_COLOUR)]


def too_wide(page) -> list[str]:
    """At which widths the page scrolls sideways."""
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(f"scrolls sideways at {width}")
    page.set_viewport_size({"width": 390, "height": 844})
    return wide


def test_a_long_name_and_large_letters_fit(phone):
    jordan = phone()
    jordan.sign_in("jordan")
    page = jordan.open("/meetings/new")
    page.click("label:has([value=typed])")
    page.click("label:has([name=fellowship][value=na])")
    page.fill("#starts", "12:30")
    page.eval_on_selector("[name=name]", "(field) => (field.value = 'x'.repeat(105))")
    page.click("[data-save]")
    page.wait_for_url("**/meetings?saved=*")
    assert too_wide(page) == []
    page = jordan.open("/meetings/find")
    for width, size in [(390, "200%"), (320, "100%"), (320, "200%")]:
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
        cut = "(all) => all.filter((day) => day.scrollWidth > day.clientWidth).length"
        assert page.eval_on_selector_all(".dates__day", cut) == 0
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.fixture(autouse=True)
def keys(app, cast, viewer, now):
    """Jordan shares everything and has a visit, and somebody of the house is out and late."""
    dana = viewer("dana")
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    chris = houses.resident(dana, "Chris at Maple", now)
    due = later(now, -60)
    leave_house.leave(dana, chris, Reason.OUT, "k", due_at=due, now=later(now, -120))
    maria = houses.resident(dana, "Maria at Maple", now)
    night = night_of(now, dana.zone)
    call_roll.call(dana, maria, night, RollWord.NOT_SEEN, "k", later(now, -18 * 60))
    a_few_lists(cast.jordan.program_id, now)
    visit = make(viewer("sam"), cast.jordan.key, now, planned("14:00"))
    jordan = viewer("jordan")
    entry, sam = slips.logged(jordan, now, note=Note("Ana", "It helped")), viewer("sam")
    slips.logged(jordan, now, now.date(), "12:00")
    slips.shares(jordan, now)
    for starts in ("19:00", "09:00", "07:00"):
        slips.seen(sam, cast.jordan.key, now, starts=starts)
    seen = [row.public_key for row in rows(MeetingSlip)]
    see_slips.take_back(sam, seen[2], "another’s", now=now, true_now=now)
    listed = lists.by_feed(cast.sam.program_id, now)
    bring_in.confirm(None, lists.read(listed, lists.many(range(60)), now), now)
    fewer = lists.body(*(lists.row(f"m{n}", time="?" if n < 3 else "20:00") for n in range(20)))
    return {
        "jordan": cast.jordan.key,
        "visit": visit,
        "entry": entry,
        "slip": seen[0],
        "by_hand": lists.by_hand(viewer("sam"), now),
        "list": lists.source_of(listed).key,
        "reading": lists.read(listed, fewer, now),
    }


@pytest.mark.parametrize(("who", "paths"), EVERYBODY)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(phone, keys, who, paths):
    visitor = phone()
    if who:
        visitor.sign_in(who)
    found = {}
    for path in paths:
        page = visitor.open(path.format(**keys))
        wide = too_wide(page)
        for details in page.query_selector_all("details"):
            details.evaluate("each => { each.open = true }")
        found[path] = [*wide, *in_both_lights(page)]
    assert not {path: said for path, said in found.items() if said}


def test_axe_finds_nothing_on_pages_behind_a_form(phone):
    visitor = phone()
    page = visitor.sign_in("sam")
    found = []
    page.click("a:has-text('Jordan M.')")
    found += in_both_lights(page)
    page.click("a:text-is('Participant')")
    found += in_both_lights(page)
    page.click("button:has-text('invitation')")
    found += in_both_lights(page)
    code = page.inner_text(".card__code")
    visitor.open("/program/people/new")
    page.eval_on_selector("form[action$='/new']", "form => form.submit()")
    page.wait_for_selector(".notice--error")
    found += in_both_lights(page)
    visitor.open("/program/people/import")
    file = b"name,first_day,weeks\nJordan M.,2026-10-26,12\nAna,2026-11-30,12\nBen,soon,12\n"
    page.set_input_files("#file", {"name": "p.csv", "mimeType": "text/csv", "buffer": file})
    page.click("text=Read it, change nothing")
    page.wait_for_selector("#refused")
    found += in_both_lights(page)
    page.click("text=Enroll 1, and those ticked")
    page.click("text=Make 1 card")
    page.wait_for_selector(".cards")
    found += in_both_lights(page)
    visitor.open("/program/sessions")
    page.click("tr:has-text('Maria') >> button:has-text('Mark here')")
    page.click("tr:has-text('Maria') >> text=Undo")
    found += in_both_lights(page)
    invited = phone()
    page = invited.open("/invite")
    page.fill("#code", code)
    page.click("text=Go on")
    page.wait_for_selector("h1:has-text('Your four words')")
    found += in_both_lights(page)
    manager = phone()
    page = manager.sign_in("dana")
    page.click("text=Jordan at Maple")
    found += in_both_lights(page)
    sharing = phone()
    page = sharing.sign_in("jordan")
    sharing.open("/you/sharing/new")
    page.check("input[value=schedule]")
    page.click("text=Read the full text")
    page.wait_for_selector(".paper")
    found += in_both_lights(page)
    sharing.open("/you/sharing")
    page.click("text=Read what you signed")
    page.wait_for_selector(".paper")
    found += in_both_lights(page)
    jordan = phone()
    page = jordan.sign_in("maria")
    found += in_both_lights(page)
    jordan.open("/meetings/new")
    page.click("label:has-text('Another one')")
    page.click("label.chip:has-text('AA') >> nth=0")
    page.fill("#starts", "23:00")
    page.click("text=Save this meeting")
    page.wait_for_selector(".notice--error")
    found += in_both_lights(page)
    assert not found


def test_axe_finds_nothing_on_a_paired_screen(phone, viewer, clock):
    screen = phone(viewport={"width": 800, "height": 1280})
    page = screen.sign_in("sam")
    screen.open("/program/front-desks")
    page.fill("#name", "Front door")
    page.click("main form button:has-text('Pair this screen')")
    page.wait_for_url("**/kiosk")
    found = in_both_lights(page)
    page.click("text=No phone? Type your number")
    page.wait_for_selector("[data-number-keys]:not([hidden])")
    found += in_both_lights(page)
    page.fill("#number", "000000")
    page.click("text=I’m here")
    page.wait_for_selector("h1:has-text('isn’t known here')")
    found += in_both_lights(page)
    screen.open("/program/front-desks")
    page.click("summary:has-text('Unpair')")
    found += in_both_lights(page)
    page.click("button:has-text('End it now')")
    page.wait_for_selector("text=None yet.")
    screen.context.clear_cookies(name="dayline")
    screen.open("/kiosk")
    assert "not paired any more" in screen.text("h1")
    found += in_both_lights(page)
    screen.open("/check-in#482193")
    page.wait_for_selector("[data-scanned]:not([hidden])")
    found += in_both_lights(page)
    assert not found, found
