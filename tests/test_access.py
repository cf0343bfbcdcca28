"""Who gets what answer: every address and method, for everybody of the cast.

The ids in the addresses are Jordan's. An address that is not in the table fails the test,
and so does a row of the table that answers no address any more.
"""

import pytest

from tests.helpers import houses, lists, slips
from tests.helpers.appointments import make, planned
from tests.helpers.cast import someone
from tests.helpers.desk import paired, screen_of
from tests.helpers.directory import listing, put, source
from tests.helpers.rows import rows
from tests.helpers.subscriptions import subscribed
from tests.helpers.templates import to_come
from webapp.actions import check_out, log_meeting, mark_day, plan_meeting, tick_in
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import WallTime, later
from webapp.models.attendance import CheckInRow, DayMarkRow
from webapp.models.meetings import MeetingEntryRow, PlannedMeetingRow
from webapp.models.people import Account, SignIn
from webapp.models.record import RecordRow
from webapp.models.slips import MeetingSlip
from webapp.queries import directory
from webapp.queries import houses as houses_query

PEOPLE = ("nobody", "jordan", "maria", "priya", "sam", "kim", "rosa", "dana", "lee")
"""Nobody; Jordan; another participant; one of another program; staff; staff of the other
program; the owner; the manager of Jordan's house; the manager of another house."""


def answers(*statuses):
    return dict(zip(PEOPLE, statuses, strict=True))


def everybody(status):
    return answers(*[status] * len(PEOPLE))


def signed_in(status):
    return everybody(status) | {"nobody": 303}


def participants(status):
    return answers(303, status, status, status, 404, 404, 404, 404, 404)


def participants_of_new_light(status):
    return participants(status) | {"priya": 404}


def only_jordan(status):
    return answers(303, status, 404, 404, 404, 404, 404, 404, 404)


def office(status):
    return answers(303, 404, 404, 404, status, status, status, 404, 404)


def jordans_office(status):
    return answers(303, 404, 404, 404, status, 404, status, 404, 404)


def only_the_owner(status):
    return answers(303, 404, 404, 404, 404, 404, status, 404, 404)


def managers(status):
    return answers(303, 404, 404, 404, 404, 404, 404, status, status)


def jordans_manager(status):
    return answers(303, 404, 404, 404, 404, 404, 404, status, 404)


def who_has_no_house(status):
    """Priya and Maria have not said that they live in one."""
    return answers(303, status, 303, 303, 404, 404, 404, 404, 404)


TABLE = {
    ("GET", "/help"): everybody(200),
    ("GET", "/help/mine"): everybody(303) | {"jordan": 200, "maria": 200, "priya": 200},
    ("GET", "/offline"): everybody(200),
    ("GET", "/up"): everybody(200),
    ("GET", "/manifest.webmanifest"): everybody(200),
    ("GET", "/service-worker.js"): everybody(200),
    ("GET", "/style/<release>.css"): everybody(200),
    ("GET", "/static/<path:filename>"): everybody(200),
    ("GET", "/invite"): everybody(200),
    ("POST", "/invite"): everybody(422),
    ("GET", "/setup"): everybody(404),
    ("POST", "/setup"): everybody(404),
    ("GET", "/sign-in"): everybody(303) | {"nobody": 200},
    ("POST", "/sign-in"): everybody(422),
    ("POST", "/sign-out"): everybody(303),
    ("GET", "/"): everybody(303),
    ("GET", "/today"): participants(200),
    ("GET", "/today/<day>"): participants(200),
    ("POST", "/today/marks"): participants(303),
    ("POST", "/today/answers"): participants(422) | {"maria": 303},
    ("POST", "/today/marks/<key>/take-back"): only_jordan(303),
    ("GET", "/check-in"): participants(200),
    ("POST", "/check-in"): participants(422),
    ("GET", "/check-out"): participants(200),
    ("POST", "/check-out"): participants(422),
    ("POST", "/check-out/<key>/take-back"): only_jordan(303),
    ("GET", "/absence"): participants(200),
    ("POST", "/absence"): participants(422),
    ("GET", "/record"): participants(200),
    ("GET", "/record/file"): participants(200),
    ("GET", "/disputes"): participants(303),
    ("POST", "/disputes"): participants(404),
    ("GET", "/waiting"): participants(200) | {"nobody": 401},
    ("POST", "/waiting"): participants(422) | {"nobody": 401},
    ("GET", "/waiting/check-in"): participants(200),
    ("GET", "/meetings"): participants(200),
    ("GET", "/meetings/new"): participants(200),
    ("POST", "/meetings/new"): participants(422),
    ("POST", "/meetings/new/search"): participants(200),
    ("GET", "/meetings/directory.json"): participants(200),
    ("GET", "/meetings/find"): participants(200),
    ("POST", "/meetings/find"): participants(303),
    ("POST", "/meetings/find/<key>/plan"): participants_of_new_light(303),
    ("POST", "/meetings/find/planned/<key>/take-off"): only_jordan(303),
    ("GET", "/waiting/meeting"): participants(200),
    ("POST", "/meetings/<key>/take-back"): only_jordan(303),
    ("GET", "/meetings/<key>/note"): only_jordan(200),
    ("POST", "/meetings/<key>/note"): only_jordan(303),
    ("GET", "/meetings/log"): participants(200),
    ("GET", "/meetings/log.csv"): participants(200),
    ("GET", "/meetings/log.pdf"): participants(200),
    ("GET", "/meetings/slip"): participants(200),
    ("GET", "/meetings/slip.pdf"): participants(200),
    ("POST", "/meetings/slips/<key>/add"): only_jordan(303),
    ("GET", "/week"): participants(200),
    ("GET", "/week/<day>"): participants(200),
    ("GET", "/you"): participants(200),
    ("GET", "/you/contacts"): participants(200),
    ("POST", "/you/contacts"): participants(303),
    ("GET", "/you/reminders"): participants(200),
    ("POST", "/you/reminders"): participants(303),
    ("GET", "/you/reminders/text"): participants(303),
    ("POST", "/you/reminders/text"): participants(303),
    ("POST", "/you/reminders/text/discreet"): participants(303),
    ("GET", "/you/reminders/phone"): participants(200),
    ("POST", "/you/reminders/phone"): participants(422),
    ("POST", "/you/reminders/trial"): participants(200),
    ("POST", "/you/reminders/off"): participants(303),
    ("POST", "/you/reminders/phones/<key>/off"): only_jordan(303),
    ("GET", "/you/devices"): signed_in(200),
    ("POST", "/you/devices/<key>/end"): only_jordan(303),
    ("GET", "/you/notice"): participants(200),
    ("POST", "/you/notice"): participants(303),
    ("GET", "/you/access-log"): participants(200),
    ("GET", "/you/sharing"): participants(200),
    ("POST", "/you/sharing/log"): participants(303),
    ("POST", "/you/sharing/house"): participants(422),
    ("POST", "/you/sharing/house/leave"): participants(303),
    ("GET", "/you/sharing/new"): who_has_no_house(200),
    ("POST", "/you/sharing/new"): who_has_no_house(422),
    ("POST", "/you/sharing/sign"): who_has_no_house(422),
    ("GET", "/you/sharing/<key>"): only_jordan(200),
    ("GET", "/you/sharing/<key>/copy"): only_jordan(200),
    ("POST", "/you/sharing/<key>/stop"): only_jordan(303),
    ("GET", "/house/board"): managers(200),
    ("GET", "/house/roll-call"): managers(200),
    ("POST", "/house/roll-call/<key>"): jordans_manager(303),
    ("GET", "/house/residents"): managers(200),
    ("GET", "/house/residents/new"): managers(200),
    ("POST", "/house/residents/new"): managers(422),
    ("GET", "/house/residents/<key>"): jordans_manager(200),
    ("POST", "/house/residents/<key>"): jordans_manager(422),
    ("POST", "/house/residents/<key>/leave"): jordans_manager(422),
    ("POST", "/house/residents/<key>/return"): jordans_manager(303),
    ("POST", "/house/residents/<key>/new-code"): jordans_manager(303),
    ("POST", "/house/residents/<key>/move-out"): jordans_manager(303),
    ("POST", "/house/residents/<key>/move-in"): jordans_manager(303),
    ("GET", "/house/rules"): managers(200),
    ("POST", "/house/rules"): managers(422),
    ("POST", "/house/rules/<day>/take-back"): managers(404),
    ("POST", "/house/rules/phone"): managers(303),
    ("GET", "/program/sessions"): office(200),
    ("GET", "/program/sessions/<day>"): office(200),
    ("POST", "/program/sessions/<day>/<session_name>/<participant_key>/tick"): jordans_office(303),
    ("POST", "/program/sessions/<day>/<session_name>/<participant_key>/contact"): jordans_office(
        303
    ),
    ("GET", "/program/sessions/check-ins/<check_in_key>/void"): jordans_office(200),
    ("POST", "/program/sessions/check-ins/<check_in_key>/void"): jordans_office(303),
    ("POST", "/program/sessions/<day>/<session_name>/ticks"): office(422),
    ("GET", "/program/sessions/<day>/change"): office(200),
    ("POST", "/program/sessions/<day>/change"): office(404),
    ("GET", "/program/sessions/<day>/<session_name>/sheet"): jordans_office(200),
    ("GET", "/program/confirm"): office(200),
    ("POST", "/program/confirm"): office(422),
    ("GET", "/program/confirm/<day>/<session_name>/<participant_key>"): jordans_office(200),
    ("POST", "/program/confirm/<day>/<session_name>/<participant_key>"): jordans_office(422),
    ("POST", "/program/confirm/<day>/<session_name>/<participant_key>/left"): jordans_office(303),
    ("GET", "/program/people/<key>/day/<day>/change"): jordans_office(200),
    ("POST", "/program/people/<key>/day/<day>/change"): jordans_office(404),
    ("GET", "/program/people/<key>/phase"): jordans_office(200),
    ("POST", "/program/people/<key>/phase"): jordans_office(422),
    ("POST", "/program/people/<key>/phase/take-back"): jordans_office(404),
    ("GET", "/program/slips"): office(200),
    ("GET", "/program/slips/<day>"): office(200),
    ("POST", "/program/slips/<day>"): office(422),
    ("GET", "/program/slips/<key>/take-back"): jordans_office(200),
    ("POST", "/program/slips/<key>/take-back"): jordans_office(303),
    ("GET", "/program/schedule"): office(200),
    ("GET", "/program/schedule/line"): office(200),
    ("POST", "/program/schedule/line"): office(422),
    ("POST", "/program/schedule/take-back"): office(404),
    ("GET", "/program/schedule/<any(house, person):level>/<key>"): jordans_office(200),
    ("GET", "/program/schedule/<any(house, person):level>/<key>/line"): jordans_office(200),
    ("POST", "/program/schedule/<any(house, person):level>/<key>/line"): jordans_office(422),
    ("POST", "/program/schedule/<any(house, person):level>/<key>/take-back"): jordans_office(404),
    ("GET", "/program/schedule/calendar"): office(200),
    ("POST", "/program/schedule/calendar/holiday"): office(422),
    ("POST", "/program/schedule/calendar/holiday/take-back"): office(404),
    ("GET", "/program/schedule/topics"): office(200),
    ("POST", "/program/schedule/topics"): office(303),
    ("POST", "/program/schedule/topics/offered"): office(422),
    ("POST", "/program/schedule/topics/offered/remove"): office(404),
    ("GET", "/program/schedule/phases"): office(200),
    ("POST", "/program/schedule/phases"): only_the_owner(422),
    ("POST", "/program/schedule/phases/take-back"): only_the_owner(404),
    ("GET", "/program/people"): office(200),
    ("POST", "/program/people"): office(303),
    ("GET", "/program/people/new"): office(200),
    ("POST", "/program/people/new"): office(422),
    ("GET", "/program/people/import"): office(200),
    ("POST", "/program/people/import"): office(422),
    ("GET", "/program/people/import/template.csv"): office(200),
    ("POST", "/program/people/import/confirm"): office(422),
    ("GET", "/program/people/import/<key>"): office(404),
    ("POST", "/program/people/import/<key>/cards"): office(404),
    ("GET", "/program/people/<key>"): jordans_office(200),
    ("GET", "/program/people/<key>/edit"): jordans_office(200),
    ("POST", "/program/people/<key>/edit"): jordans_office(422),
    ("GET", "/program/people/<key>/again"): office(404),
    ("POST", "/program/people/<key>/again"): jordans_office(422),
    ("GET", "/program/people/<key>/contacts"): jordans_office(200),
    ("POST", "/program/people/<key>/contacts"): jordans_office(303),
    ("GET", "/program/people/<key>/plan"): jordans_office(200),
    ("POST", "/program/people/<key>/plan"): jordans_office(422),
    ("POST", "/program/people/<key>/plan/<day>/take-back"): jordans_office(404),
    ("GET", "/program/people/<key>/week"): jordans_office(200),
    ("GET", "/program/people/<key>/record"): jordans_office(200),
    ("GET", "/program/people/<key>/day/<day>"): jordans_office(200),
    ("GET", "/program/figures"): office(200),
    ("GET", "/program/staff"): only_the_owner(200),
    ("POST", "/program/staff"): only_the_owner(422),
    ("POST", "/program/staff/<key>/invitation"): only_the_owner(200),
    ("POST", "/program/staff/<key>/role"): only_the_owner(404),
    ("POST", "/program/staff/<key>/close"): only_the_owner(303),
    ("GET", "/program/template"): only_the_owner(200),
    ("GET", "/program/template/<name>"): only_the_owner(200),
    ("GET", "/program/template/<name>/difference"): only_the_owner(422),
    ("POST", "/program/template/<name>"): only_the_owner(422),
    ("POST", "/program/template/to-come/<key>/take-back"): only_the_owner(303),
    ("GET", "/program/first-steps"): only_the_owner(200),
    ("GET", "/program/zone"): only_the_owner(200),
    ("POST", "/program/zone"): only_the_owner(422),
    ("POST", "/program/zone/take-back"): only_the_owner(404),
    ("GET", "/program/settings"): only_the_owner(200),
    ("POST", "/program/settings"): only_the_owner(422),
    ("POST", "/program/settings/<day>/take-back"): only_the_owner(404),
    ("POST", "/program/settings/place"): only_the_owner(422),
    ("POST", "/program/settings/on-call"): only_the_owner(422),
    ("GET", "/program/texts"): only_the_owner(200),
    ("POST", "/program/texts"): only_the_owner(422),
    ("GET", "/program/people/<key>/appointments/new"): jordans_office(200),
    ("POST", "/program/people/<key>/appointments/new"): jordans_office(422),
    ("GET", "/program/appointments"): office(200),
    ("GET", "/program/appointments/<key>"): jordans_office(200),
    ("POST", "/program/appointments/<key>"): jordans_office(303),
    ("POST", "/program/appointments/<key>/move"): jordans_office(422),
    ("POST", "/program/appointments/<key>/answer"): jordans_office(422),
    ("POST", "/program/people/<key>/invitation"): jordans_office(200),
    ("POST", "/program/people/<key>/end"): jordans_office(422),
    ("POST", "/program/people/<key>/end-sign-ins"): jordans_office(303),
    ("POST", "/program/people/<key>/sharing/<consent_key>/stop"): jordans_office(303),
    ("GET", "/program/houses"): only_the_owner(200),
    ("POST", "/program/houses"): only_the_owner(422),
    ("POST", "/program/houses/<key>/town"): only_the_owner(303),
    ("POST", "/program/houses/<key>/phone"): only_the_owner(303),
    ("POST", "/program/houses/<key>/managers"): only_the_owner(422),
    ("POST", "/program/houses/<key>/managers/again"): only_the_owner(404),
    ("POST", "/program/houses/<key>/managers/<manager_key>/remove"): only_the_owner(303),
    ("GET", "/program/front-desks"): office(200),
    ("POST", "/program/front-desks"): office(422),
    ("POST", "/program/front-desks/<key>/unpair"): jordans_office(303),
    ("GET", "/program/meetings"): office(200),
    ("GET", "/program/meetings/new"): office(200),
    ("POST", "/program/meetings/new"): office(422),
    ("GET", "/program/meetings/<key>"): jordans_office(200),
    ("GET", "/program/meetings/<key>/edit"): jordans_office(200),
    ("POST", "/program/meetings/<key>/edit"): jordans_office(422),
    ("POST", "/program/meetings/<key>/remove"): jordans_office(303),
    ("POST", "/program/meetings/<key>/check"): jordans_office(303),
    ("GET", "/program/meetings/<key>/file"): jordans_office(200),
    ("POST", "/program/meetings/<key>/file"): jordans_office(422),
    ("GET", "/program/meetings/readings/<key>"): jordans_office(200),
    ("POST", "/program/meetings/readings/<key>/bring-in"): jordans_office(303),
    ("POST", "/program/meetings/readings/<key>/put-aside"): jordans_office(409),
    ("GET", "/program/meetings/by-hand/new"): office(200),
    ("POST", "/program/meetings/by-hand/new"): office(422),
    ("GET", "/program/meetings/by-hand/<key>"): jordans_office(200),
    ("POST", "/program/meetings/by-hand/<key>"): jordans_office(422),
    ("POST", "/program/meetings/by-hand/<key>/retire"): jordans_office(303),
    ("GET", "/kiosk"): office(200),
    ("GET", "/kiosk/screen"): everybody(200),
    ("GET", "/kiosk/contact"): everybody(404),
    ("POST", "/kiosk/secret"): everybody(404),
    ("GET", "/kiosk/number"): everybody(303),
    ("POST", "/kiosk/number"): everybody(303),
    ("POST", "/kiosk/leave"): office(303),
}
FILES = {"/manifest.webmanifest", "/service-worker.js", "/style/<release>.css"}
FILES |= {"/static/<path:filename>"}
NEEDS_NOBODY = {"/", "/help/mine", "/sign-out", "/kiosk/number"}
FORM = {
    "decision": "unknown",
    "day": "2026-11-23",
    "mark": "wake_up",
    "answer": "on_my_way",
    "reason": "typed the wrong name",
    "word": "in",
    "night": "2026-11-22",
    "asked": "by_phone",
    "how": "called",
    "note": "excused",
}


def rules(app):
    return {
        (method, rule.rule.replace(app.static_url_path, "/static"))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


@pytest.fixture
def address(app, cast, viewer, signed_in, now):
    """address("/week/<day>"): the rule with Jordan's own ids in it."""
    jordan = viewer("jordan")
    signed_in("jordan")
    meeting = log_meeting.NewMeeting(
        Fellowship.AA, "Noon", now.date(), WallTime.parse("12:00"), Mode.IN_PERSON, "Quincy"
    )
    assert isinstance(log_meeting.log_meeting(jordan, meeting, "m", now), log_meeting.Logged)
    assert mark_day.mark(jordan, Mark.WAKE_UP, "w", now)
    when = {"now": now, "true_now": now}
    tick_in.tick_in(viewer("sam"), cast.jordan.key, now.date(), "Evening", "c", **when)
    check_out.check_out(jordan, "o", **when)
    assert slips.seen(viewer("sam"), cast.jordan.key, now) == 1
    other_phone = rows(SignIn, account_id=cast.jordan.account_id)[0].key
    phone_key = subscribed(viewer("jordan"), now)
    harbor = houses_query.of_program(cast.rosa.program_id)[0]
    listed = lists.by_feed(cast.sam.program_id, now)
    put(source(cast.jordan.program_id, now), now, listing("monday", 1, "19:00"))
    monday = next(each for each in directory.load(cast.jordan.program_id) if each.uid == "monday")
    plan_meeting.plan(jordan, plan_meeting.OnADate(monday, later(now, 100)), now)
    keys = {
        "/program/appointments": make(viewer("sam"), cast.jordan.key, now, planned()),
        "/today/marks": rows(DayMarkRow)[0].public_key,
        "/check-out": rows(RecordRow)[0].public_key,
        "/meetings/slips": rows(MeetingSlip)[0].public_key,
        "/program/slips": rows(MeetingSlip)[0].public_key,
        "/meetings/find/planned": rows(PlannedMeetingRow)[0].public_key,
        "/meetings/find": monday.key,
        "/meetings": rows(MeetingEntryRow)[0].public_key,
        "/you/devices": other_phone,
        "/you/reminders/phones": phone_key,
        "/program/people": someone("jordan").key,
        "/program/schedule": someone("jordan").key,
        "/program/template": to_come(viewer("rosa"), now),
        "/program/staff": rows(Account, username="sam")[0].key,
        "/program/front-desks": paired(viewer("sam"), now).key,
        "/program/houses": harbor.key,
        "/program/meetings/by-hand": lists.by_hand(viewer("sam"), now),
        "/program/meetings/readings": lists.read(listed, lists.many(range(3)), now),
        "/program/meetings": lists.source_of(listed).key,
        "/you/sharing": houses.sign(jordan, "Jordan at Maple", now),
        "/house": houses.resident(viewer("dana"), "Jordan at Maple", now).key,
    }

    def fill(rule):
        key = next((key for prefix, key in keys.items() if rule.startswith(prefix)), "")
        values = {
            "<day>": "2026-11-23",
            "<any(house, person):level>": "person",
            "<name>": "baystate",
            "<session_name>": "Evening",
            "<participant_key>": cast.jordan.key,
            "<check_in_key>": rows(CheckInRow)[0].public_key,
            "<release>": app.static_url_path.rpartition("/")[2],
            "<path:filename>": "icons/icon.svg",
            "<key>": key,
            "<consent_key>": keys["/you/sharing"],
            "<manager_key>": harbor.managers[0].key,
        }
        for name, value in values.items():
            rule = rule.replace(name, value)
        return rule.replace("/static/", f"{app.static_url_path}/")

    return fill


def ask(browser, method, path, **headers):
    if method == "GET":
        return browser.raw(path, headers=headers)
    return browser.submit(path, data={**FORM, "csrf_token": browser.form_token()}, headers=headers)


def in_a_harmless_order(table):
    """Pages first, then forms, and what signs out at the very end."""
    last = (
        "/program/staff/<key>/close",
        "/house/residents/<key>/new-code",
        "/you/sharing/house/leave",
        "/house/residents/<key>/move-out",
        "/program/meetings/<key>/remove",
        "/kiosk/leave",
        "/sign-out",
    )
    return sorted(table, key=lambda row: (last.index(row[1]) if row[1] in last else -1, row))


FOR_ANYBODY = ("/sign-out", "/kiosk/number")
"""Forms that need nobody who is signed in."""


def of_the_table(row, who):
    """What the table says they get. A form of somebody who is signed out leads nowhere: what was
    sent would be lost on the way."""
    wanted = TABLE[row][who]
    is_lost = (row[0], who, wanted) == ("POST", "nobody", 303) and row[1] not in FOR_ANYBODY
    return 401 if is_lost else wanted


def test_the_table_names_every_address_and_no_other(app):
    assert rules(app) == set(TABLE)


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_exactly_what_the_table_says(who, signed_in, anybody, address):
    browser = anybody if who == "nobody" else signed_in(who)
    got, wanted, kept = {}, {}, []
    for method, rule in in_a_harmless_order(TABLE):
        answer = ask(browser, method, address(rule))
        got[method, rule] = answer.status_code
        wanted[method, rule] = of_the_table((method, rule), who)
        if rule not in FILES and answer.headers["Cache-Control"] != "no-store":
            kept.append(rule)
    assert got == wanted
    assert kept == []


def test_the_cookie_of_a_paired_screen_opens_its_own_pages_and_nothing_else(
    app, viewer, now, address
):
    screen = screen_of(app, viewer("sam"), now)
    others = [row for row in in_a_harmless_order(TABLE) if not row[1].startswith("/kiosk")]
    got = {row: ask(screen, row[0], address(row[1])).status_code for row in others}
    assert got == {row: of_the_table(row, "nobody") for row in others}
    with screen.client.session_transaction() as session:
        session["_user_id"] = screen.cookie("desk")
    assert screen.raw("/program/sessions").location == "/sign-in"


def test_signed_out_every_personal_address_leads_to_the_sign_in_page(anybody, address):
    for method, rule in TABLE:
        answer = ask(anybody, method, address(rule))
        if of_the_table((method, rule), "nobody") == 401 and rule != "/waiting":
            assert 'href="/sign-in"' in answer.text, rule
        elif TABLE[method, rule]["nobody"] == 303 and rule not in ("/kiosk/number", "/help/mine"):
            assert answer.location == "/sign-in", rule


def test_signed_out_htmx_hears_401_and_where_to_go(anybody, address):
    personal = [row for row in TABLE if TABLE[row]["nobody"] == 303 and row[1] not in NEEDS_NOBODY]
    assert len(personal) > 20
    for method, rule in personal:
        answer = ask(anybody, method, address(rule), **{"HX-Request": "true"})
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in"), rule
