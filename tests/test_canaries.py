"""Seeded words of every kind of data, searched in the bytes of every page of a manager: found
only where a consent that stands allows it, and nowhere else. What is a participant's own is found
on no page of anybody else, in no log and in no copy of the database."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.helpers import houses, lists
from tests.helpers.appointments import make, note, planned
from tests.helpers.days import ROOT
from tests.helpers.rows import rows
from webapp.actions import (
    change_contacts,
    join_house,
    log_meeting,
    mark_day,
    residents,
    see_slips,
    share_log,
    sign_consent,
    tick_in,
)
from webapp.actions.change_schedule import add_exception, set_topic
from webapp.domain.appointment import AppointmentKind
from webapp.domain.consent import OFFERED, Scope
from webapp.domain.contacts import Contacts
from webapp.domain.house import RollWord
from webapp.domain.marks import Mark
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.own_note import Note
from webapp.domain.record import Entry
from webapp.domain.schedule import Change, ScheduleException, Topic
from webapp.domain.wall_clock import Instant, WallTime
from webapp.models.appointment import AppointmentRow
from webapp.models.attendance import CheckInRow
from webapp.models.base import Base, db, transaction
from webapp.models.consent import Disclosure
from webapp.models.house import Residency, Resident, RollCallRow
from webapp.models.meetings import MeetingEntryRow
from webapp.models.people import Account, Enrollment
from webapp.models.program import DaytimePlanRow, Program
from webapp.models.slips import MeetingSlip

NEVER = {
    "topic": "Canary-Topic",
    "facilitator": "Canary-Facilitator",
    "program place": "Canary-Floor",
    "program name": "Canary-Program",
    "plan place": "Canary-Bakery",
    "exception": "Canary-Exception",
    "town": "Canary-Town",
    "account name": "Canary-Jordan",
    "username": "jordan",
    "staff": "Sam K.",
    "visit": "Canary-Visit",
    "test at": "Canary-Lab",
    "note": "Canary-Note",
    "own phone": "617-555-0173",
    "emergency contact": "Canary-Ana",
    "how related": "Canary-Sister",
    "their phone": "617-555-0174",
    "own note": "Canary-Own",
    "who signed": "Canary-Signer",
    "slip": "Canary-Slip",
    "evidence": "Slip seen by staff",
}
"""No scope at all opens these to a house."""
OPENED = {
    Scope.SCHEDULE: ("5:10–9:55",),
    Scope.ATTENDANCE: ("5:19 PM", "On time"),
    Scope.DAY_MARKS: ("7:13 AM", "3:47 PM"),
    Scope.MEETING_COUNT: ("1 of 5",),
    Scope.MEETING_DETAIL: ("Canary-Meeting", "LifeRing"),
    Scope.TEST_DONE: ("Test done", "Test missed"),
    Scope.ENROLLMENT: ("October 19, 2026", "In a program", 'value="program"'),
}
"""What each scope shows somewhere on a manager's pages, and what stays away without it."""


def surfaces(browser, key):
    """The bytes of everything that a manager can open."""
    paths = [
        "/house/board",
        "/house/board?version=old",
        "/house/roll-call",
        "/house/residents",
        f"/house/residents/{key}",
        "/house/residents/new",
        "/you/devices",
    ]
    pages = [browser.raw(path, headers=headers) for path in paths for headers in ({}, HTMX)]
    assert {page.status_code for page in pages} == {200}
    return "".join(page.text for page in pages)


HTMX = {"HX-Request": "true"}


@pytest.fixture
def jordans_day(cast, viewer, clock, now):
    """A day of Jordan's with a word of its own in every corner, at 5:20 PM."""
    jordan, sam = viewer("jordan"), viewer("sam")
    today = now.date()
    with transaction() as session:
        session.execute(
            update(Account).where(Account.id == jordan.account_id).values(name="Canary-Jordan")
        )
        session.execute(
            update(Program)
            .where(Program.id == jordan.program_id)
            .values(name="Canary-Program", place="Canary-Floor")
        )
        session.execute(update(Enrollment).values(starts_on=date(2026, 10, 19)))
        session.execute(update(DaytimePlanRow).values(place="Canary-Bakery", full_time=False))
    set_topic(sam.program_id, Topic(today, "Evening", "Canary-Topic", "Canary-Facilitator"), now)
    change = ScheduleException(
        today, Change.MOVED, "Evening", WallTime.parse("17:45"), "Canary-Exception"
    )
    add_exception(sam.program_id, change, now)
    for mark, time in ((Mark.WAKE_UP, "07:13"), (Mark.DAYTIME, "15:47")):
        clock.set(f"2026-11-23 {time}")
        assert mark_day.mark(jordan, mark, str(mark), clock.now())
    clock.set("2026-11-23 17:19")
    at = {"now": clock.now(), "true_now": clock.true_now()}
    tick_in.tick_in(sam, cast.jordan.key, today, "Evening", "c", **at)
    meeting = log_meeting.NewMeeting(
        Fellowship.LIFERING,
        "Canary-Meeting",
        today,
        WallTime.parse("12:00"),
        Mode.IN_PERSON,
        "Canary-Town",
        note=Note("Canary-Signer", "Canary-Own"),
    )
    assert isinstance(
        log_meeting.log_meeting(jordan, meeting, "m", clock.now()), log_meeting.Logged
    )
    noon = (cast.jordan.key, today, WallTime.parse("12:00"), Fellowship.LIFERING, "Canary-Slip")
    assert see_slips.see(sam, [see_slips.SeenSlip(*noon)], "s", **at) == 1
    clock.set("2026-11-23 17:20")
    _appointments(sam, cast.jordan.key, clock.now())
    whom = Contacts("617-555-0173", "Canary-Ana", "Canary-Sister", "617-555-0174")
    assert change_contacts.change(sam, cast.jordan.participant_id, whom, "0", clock.now())
    return viewer("jordan")


def _appointments(sam, jordan_key, now):
    """A visit and three tests: one done, one missed, one excused."""
    visit = planned("09:00", with_whom="Canary-Visit")
    note(sam, make(sam, jordan_key, now, visit), Entry.DONE, now, "Canary-Note")
    for hour, kind in ((10, Entry.DONE), (11, Entry.MISSED), (12, Entry.EXCUSED)):
        test = planned(f"{hour}:00", kind=AppointmentKind.TEST, with_whom="Canary-Lab")
        note(sam, make(sam, jordan_key, now, test), kind, now, "Canary-Note")


def found_of(text, words):
    return {word for word in words if word in text}


def every_canary():
    return [*NEVER.values(), *(word for words in OPENED.values() for word in words)]


def call_program(viewer, now):
    """The roll call knows the word "program" from when it was consented to."""
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", now)
    with transaction() as session:
        session.add(
            RollCallRow(
                key="p",
                residency_id=person.residency_id,
                night=now.date() - timedelta(days=1),
                word=RollWord.PROGRAM,
                at=Instant(now - timedelta(hours=18)),
                by=dana.account_id,
            )
        )
    return person


@pytest.mark.parametrize("scope", OFFERED)
def test_each_scope_opens_its_own_words_and_no_others(jordans_day, signed_in, viewer, now, scope):
    houses.sign(jordans_day, "Jordan at Maple", now, frozenset({scope}), travel=35)
    person = houses.resident(viewer("dana"), "Jordan at Maple", now)
    text = surfaces(signed_in("dana"), person.key)
    assert found_of(text, every_canary()) == set(OPENED[scope])


def test_all_scopes_together_still_keep_what_is_never_shown(jordans_day, signed_in, viewer, now):
    houses.sign(jordans_day, "Jordan at Maple", now, travel=35)
    person = houses.resident(viewer("dana"), "Jordan at Maple", now)
    text = surfaces(signed_in("dana"), person.key)
    assert found_of(text, NEVER.values()) == set()
    assert found_of(text, every_canary()) == {word for each in OPENED.values() for word in each}


def nothing(jordan, viewer, clock):
    """Never signed anything, never typed the code."""


def joined(jordan, viewer, clock):
    houses.join(jordan, "Jordan at Maple", clock.now())


def expired(jordan, viewer, clock):
    then = Instant(clock.now() - timedelta(days=400))
    with transaction() as session:
        session.execute(update(Residency).values(moved_in=date(2025, 1, 1)))
        session.execute(update(Enrollment).values(planned_weeks=200))
    houses.sign(viewer("jordan"), "Jordan at Maple", then)
    with transaction() as session:
        session.execute(update(Enrollment).values(planned_weeks=14))


def revoked(jordan, viewer, clock):
    key = houses.sign(jordan, "Jordan at Maple", clock.now())
    assert sign_consent.revoke(jordan, key, now=clock.now(), true_now=clock.now())


def left_the_program(jordan, viewer, clock):
    houses.sign(jordan, "Jordan at Maple", clock.now())
    with transaction() as session:
        session.execute(update(Enrollment).values(ended_on=date(2026, 11, 22)))


def moved_out_and_in_again(jordan, viewer, clock):
    """Both of them, so that what the house itself knows is the same: it shows earlier stays."""
    houses.sign(jordan, "Jordan at Maple", clock.now())
    dana = viewer("dana")
    yesterday = clock.now().date() - timedelta(days=1)
    for name in ("Jordan at Maple", "Chris at Maple"):
        person = houses.resident(dana, name, clock.now())
        assert residents.move_out(dana, dana.houses[0], person.key, yesterday, clock.now())
        assert residents.move_in(dana, dana.houses[0], person.key, yesterday, clock.now())


def signed_for_another_house(jordan, viewer, clock):
    houses.sign(jordan, "Andre at Harbor", clock.now())


STATES = [
    nothing,
    joined,
    expired,
    revoked,
    left_the_program,
    moved_out_and_in_again,
    signed_for_another_house,
]


@pytest.mark.parametrize("state", STATES)
def test_without_a_standing_consent_no_word_is_anywhere(
    jordans_day, signed_in, viewer, clock, now, state
):
    state(jordans_day, viewer, clock)
    person = call_program(viewer, now)
    text = surfaces(signed_in("dana"), person.key)
    assert found_of(text, every_canary()) == set()
    assert rows(Disclosure) == []


def test_the_manager_of_another_house_sees_none_of_it(jordans_day, signed_in, viewer, now):
    houses.sign(jordans_day, "Jordan at Maple", now)
    person = houses.resident(viewer("lee"), "Priya at Harbor", now)
    text = surfaces(signed_in("lee"), person.key)
    assert found_of(text, [*every_canary(), "Jordan"]) == set()


def test_who_moved_out_is_on_no_board_and_shares_nothing(jordans_day, signed_in, viewer, now):
    houses.sign(jordans_day, "Jordan at Maple", now)
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", now)
    residents.move_out(dana, dana.houses[0], person.key, now.date(), now)
    browser = signed_in("dana")
    assert found_of(surfaces(browser, person.key), every_canary()) == set()
    assert "Jordan at Maple" not in browser.raw("/house/board").text


def moved_out(jordan, viewer, clock):
    """Both of them, so that what the house itself knows is the same."""
    houses.sign(jordan, "Jordan at Maple", clock.now())
    dana = viewer("dana")
    for name in ("Jordan at Maple", "Chris at Maple"):
        person = houses.resident(dana, name, clock.now())
        day = clock.now().date()
        assert residents.move_out(dana, dana.houses[0], person.key, day, clock.now())


def somebody_else_signed_too(jordan, viewer, clock):
    houses.sign(jordan, "Jordan at Maple", clock.now())
    houses.sign(viewer("maria"), "Jordan at Maple", clock.now())


def got_a_new_code(jordan, viewer, clock):
    houses.sign(jordan, "Jordan at Maple", clock.now())
    dana = viewer("dana")
    person = houses.resident(dana, "Jordan at Maple", clock.now())
    assert residents.give_new_code(dana, dana.houses[0], person.key, clock.now())


def said_that_it_is_not_their_house(jordan, viewer, clock):
    houses.sign(jordan, "Jordan at Maple", clock.now())
    join_house.leave(jordan, now=clock.now(), true_now=clock.true_now())


ENDED = [*STATES, moved_out, somebody_else_signed_too, got_a_new_code]
ENDED += [said_that_it_is_not_their_house]
NAME = "Somebody"


@pytest.fixture
def two_alike(viewer, now):
    """two_alike(): Jordan, and Chris, whom no program knows, with the same house record: they
    were out last night, Jordan with the word that names a program."""

    def make():
        dana = viewer("dana")
        jordan = call_program(viewer, now)
        chris = houses.resident(dana, "Chris at Maple", now)
        with transaction() as session:
            (called,) = session.execute(select(RollCallRow)).scalars()
            out = {"key": "o", "residency_id": chris.residency_id, "word": RollWord.OUT}
            same = {"night": called.night, "at": called.at, "by": called.by}
            session.add(RollCallRow(**out, **same))
            session.execute(update(Resident).values(name=NAME))
            session.execute(update(Residency).values(moved_in=houses.MOVED_IN))
        return [houses.find(dana.houses[0], each.key, now) for each in (jordan, chris)]

    return make


def answers_about(browser, person):
    """All that a manager's pages and forms answer about one resident, refusals included, without
    what each answer has anew: form tokens, the resident's key and house code."""
    page = f"/house/residents/{person.key}"
    calls = f"/house/roll-call/{person.key}"
    token = browser.form_token()
    asked = {
        "the board's row": part(browser.raw("/house/board"), f'id="p-{person.key}"'),
        "the board's row, asked anew": part(
            browser.raw("/house/board?version=old", headers=HTMX), f'id="p-{person.key}"'
        ),
        "the roll call's row": part(browser.raw("/house/roll-call"), f'id="r-{person.key}"'),
        "the list's row": part(
            browser.raw("/house/residents"), f'<a class="rows__main" href="{page}'
        ),
        "the page": whole(browser.raw(page)),
    }
    forms = {
        "no level": (page, {"phone": "617-555-0142", "level": "9"}),
        "no phone": (page, {"phone": "call me", "level": "2"}),
        "no reason": (f"{page}/leave", {"reason": "program", "due": ""}),
        "no time": (f"{page}/leave", {"reason": "out", "due": "later"}),
        "no word of the roll call": (calls, {"word": "program"}),
        "a word that is none": (calls, {"word": "away"}),
    }
    for name, (path, fields) in forms.items():
        for headers in ({}, HTMX):
            answer = browser.submit(path, data={**fields, "csrf_token": token}, headers=headers)
            asked[f"{name} {headers}"] = whole(answer)
    tap = {"word": "in", "night": "2026-11-22", "csrf_token": token}
    called = browser.submit(calls, data=tap, headers=HTMX)
    asked["called in"] = part(called, f'id="r-{person.key}"')
    return {name: without_what_is_new(text, person) for name, text in asked.items()}


def whole(answer):
    return f"{answer.status} {answer.headers['Cache-Control']} {answer.text}"


def part(answer, mark):
    """From that mark to the end of its row; nothing if it is not there."""
    start = answer.text.find(mark)
    return answer.text[start : answer.text.index("</li>", start)] if start >= 0 else ""


def without_what_is_new(text, person):
    text = re.sub(r'name="(csrf_token|key)" value="[^"]*"', r'name="\1"', text)
    return text.replace(person.key, "KEY").replace(f"{person.code[:4]}-{person.code[4:]}", "CODE")


@pytest.mark.parametrize("state", ENDED)
def test_every_answer_is_the_same_as_about_somebody_in_no_program(
    jordans_day, signed_in, viewer, clock, two_alike, state
):
    """Byte for byte, whatever was signed before it ended."""
    state(jordans_day, viewer, clock)
    jordan, chris = two_alike()
    dana = signed_in("dana")
    about_jordan, about_chris = answers_about(dana, jordan), answers_about(dana, chris)
    assert about_jordan == about_chris
    assert len(about_chris["the page"]) > 2000
    if state is not moved_out:
        assert all(about_chris.values())
        assert "422" in about_chris["no level {}"]
    assert rows(Disclosure) == []


def test_these_answers_do_tell_while_a_consent_stands(
    jordans_day, signed_in, viewer, now, two_alike
):
    """The comparison above could not fail if they did not."""
    houses.sign(jordans_day, "Jordan at Maple", now)
    jordan, chris = two_alike()
    dana = signed_in("dana")
    about_jordan, about_chris = answers_about(dana, jordan), answers_about(dana, chris)
    alike = {name for name, text in about_jordan.items() if text == about_chris[name]}
    assert {name.partition(" {")[0] for name in alike} == {"the list's row", "a word that is none"}


OWN = ("Canary-Signer", "Canary-Own")
"""What nobody but the participant ever reads, shared log or not."""
THE_LOG = ("Canary-Meeting", "1 of 5")
"""What staff read while it is shared with them."""


NOT_THERE = ("/program/people/import/<key>", "/program/people/<key>/again")
"""Nothing was uploaded, and nobody left: their pages are tests/test_access.py's."""


def keys_of(cast, sam, now):
    """What the addresses of the office mean by their key, the narrower address first."""
    listed = lists.by_feed(cast.sam.program_id, now)
    return {
        "/program/appointments": rows(AppointmentRow)[0].public_key,
        "/program/slips": rows(MeetingSlip)[0].public_key,
        "/program/meetings/by-hand": lists.by_hand(sam, now),
        "/program/meetings/readings": lists.read(listed, lists.many(range(3)), now),
        "/program/meetings": lists.source_of(listed).key,
        "/program": cast.jordan.key,
    }


def staff_surfaces(app, browser, cast, sam, now):
    """The bytes of every page of the office that says something of people, Jordan's own among
    them: each page with a key in its address is one that is there."""
    keys = keys_of(cast, sam, now)
    values = {"<day>": "2026-11-23", "<participant_key>": cast.jordan.key}
    values |= {"<session_name>": "Evening", "<check_in_key>": rows(CheckInRow)[0].public_key}
    values |= {"<any(house, person):level>": "person"}
    found = {}
    for rule in app.url_map.iter_rules():
        path = rule.rule
        if "GET" not in rule.methods or not path.startswith("/program/") or path in NOT_THERE:
            continue
        key = next(key for prefix, key in keys.items() if path.startswith(prefix))
        for name, value in (values | {"<key>": key}).items():
            path = path.replace(name, value)
        if "<" not in path:
            page = browser.raw(path)
            assert page.status_code == 200 or "<" not in rule.rule, path
            found[rule.rule] = page.text
    assert {rule for rule in found if "<" in rule} >= MUST_BE_SEARCHED
    assert len(found) > 40
    return "".join(found.values())


MUST_BE_SEARCHED = {
    "/program/appointments/<key>",
    "/program/meetings/<key>",
    "/program/meetings/<key>/edit",
    "/program/meetings/by-hand/<key>",
    "/program/meetings/readings/<key>",
    "/program/people/<key>",
    "/program/people/<key>/day/<day>",
    "/program/people/<key>/record",
    "/program/people/<key>/week",
    "/program/sessions/<day>/<session_name>/sheet",
    "/program/sessions/check-ins/<check_in_key>/void",
    "/program/slips/<day>",
    "/program/slips/<key>/take-back",
}


@pytest.mark.parametrize("is_shared", [False, True])
@pytest.mark.parametrize("who", ["sam", "rosa"])
def test_staff_read_the_log_only_while_it_is_shared_and_never_what_is_ones_own(
    app, jordans_day, signed_in, cast, viewer, now, who, is_shared
):
    share_log.share(jordans_day, is_shared, now=now, true_now=now)
    text = staff_surfaces(app, signed_in(who), cast, viewer("sam"), now)
    assert found_of(text, [*OWN, "Canary-Town"]) == set()
    assert found_of(text, THE_LOG) == (set(THE_LOG) if is_shared else set())
    assert "Canary-Slip" in text


def test_staff_of_another_program_read_neither_log_nor_slip(app, jordans_day, signed_in, cast, now):
    share_log.share(jordans_day, True, now=now, true_now=now)
    kim = signed_in("kim")
    for path in ("/program/slips", "/program/slips/2026-11-23", "/program/people"):
        text = kim.raw(path).text
        assert found_of(text, [*OWN, *THE_LOG, "Canary-Slip", "Canary-Jordan"]) == set()


def test_the_participant_reads_all_of_it(jordans_day, signed_in):
    """The searches above could not fail if it were nowhere."""
    jordan = signed_in("jordan")
    (entry,) = rows(MeetingEntryRow)
    text = jordan.raw(f"/meetings/{entry.public_key}/note").text
    text += jordan.raw("/meetings/log.csv?notes=1").text
    assert found_of(text, OWN) == set(OWN)
    exports = ("/meetings/log.csv", "/record/file", "/meetings", "/week", "/record", "/today")
    others = "".join(jordan.raw(path).text for path in exports)
    assert found_of(others, OWN) == set()


def test_a_copy_of_the_database_shows_no_note(jordans_day):
    with db.engine.connect() as connection:
        dumped = "".join(
            str([bytes(v) if isinstance(v, memoryview) else v for v in row])
            for table in Base.metadata.sorted_tables
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')
        )
    assert "Canary-Meeting" in dumped
    assert found_of(dumped, OWN) == set()


def test_no_other_code_ever_reads_a_note():
    code = {path.relative_to(ROOT) for path in (ROOT / "webapp").rglob("*.py")}
    reading = {str(path) for path in code if "MeetingNote" in (ROOT / path).read_text()}
    assert reading == {
        "webapp/models/meetings.py",
        "webapp/actions/write_note.py",
        "webapp/queries/meeting_log.py",
    }
