"""The Now board: who needs something first, and what was disclosed before it showed."""

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.helpers import houses
from tests.helpers.rows import count, rows
from webapp.actions import call_roll, leave_house, manage_house, sign_consent, tick_in
from webapp.domain.consent import Scope
from webapp.domain.house import Reason, RollWord, night_of
from webapp.domain.wall_clock import later
from webapp.models.audit import AuditEvent
from webapp.models.base import db
from webapp.models.consent import Disclosure
from webapp.models.house import Resident
from webapp.queries import houses as houses_query

LEGAL = (
    "42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
    "You may not use this information in an eviction, court or other proceeding against the"
    " resident.",
)


@pytest.fixture
def dana(viewer):
    return viewer("dana")


@pytest.fixture
def called(dana, now):
    """called("Chris at Maple", "in"): what the last roll call said of them."""

    def call(name, word):
        person = houses.resident(dana, name, now)
        night = night_of(now, dana.zone)
        call_roll.call(dana, person, night, RollWord(word), name, later(now, -60 * 18))
        return person

    return call


def names(page, group):
    """Who is in the group of the board with that heading."""
    for section in page.all("section"):
        if section.query(".board__group")[0].to_text().strip().startswith(group):
            return [a.to_text().strip() for a in section.query(".person__name a")]
    return []


def test_a_house_that_wrote_nothing_down_knows_nothing(signed_in):
    page = signed_in("dana").get("/house/board")
    assert page.text("h1") == "3 without word"
    assert names(page, "No word yet") == ["Chris at Maple", "Jordan at Maple", "Maria at Maple"]


def test_those_who_need_something_come_first(signed_in, dana, called, now):
    called("Chris at Maple", "in")
    called("Jordan at Maple", "not_seen")
    maria = called("Maria at Maple", "in")
    due = later(now, -16)
    leave_house.leave(dana, maria, Reason.WORK, "k", due_at=due, now=later(now, -120))
    page = signed_in("dana").get("/house/board")
    assert page.text("h1") == "1 in, 1 late, 1 not seen"
    assert names(page, "Needs you") == ["Jordan at Maple", "Maria at Maple"]
    assert "Late, due 5:04 PM" in page.text(".board")
    assert names(page, "In") == ["Chris at Maple"]


def test_fifteen_minutes_after_the_time_nobody_is_late(signed_in, dana, called, now):
    maria = called("Maria at Maple", "in")
    due = later(now, -15)
    leave_house.leave(dana, maria, Reason.WORK, "k", due_at=due, now=later(now, -120))
    page = signed_in("dana").get("/house/board")
    assert names(page, "Out as planned") == ["Maria at Maple"]


def test_back_is_in(signed_in, dana, called, now):
    maria = called("Maria at Maple", "not_seen")
    leave_house.leave(dana, maria, Reason.OUT, "k", due_at=None, now=later(now, -120))
    assert leave_house.come_back(dana, maria, later(now, -5))
    assert "In since 5:15 PM" in signed_in("dana").get("/house/board").text(".board")


def test_a_consented_time_away_never_raises_a_flag(signed_in, viewer, called, now, clock):
    called("Jordan at Maple", "not_seen")
    houses.sign(viewer("jordan"), "Jordan at Maple", now, frozenset({Scope.SCHEDULE}))
    page = signed_in("dana").get("/house/board")
    assert names(page, "Out as planned") == ["Jordan at Maple"]
    assert "Away 5:20–9:45 PM" in page.text(".board")


def test_before_it_begins_the_time_away_is_announced(signed_in, viewer, now, clock):
    houses.sign(viewer("jordan"), "Jordan at Maple", now, frozenset({Scope.SCHEDULE}))
    clock.forward(minutes=-1)
    clock.set("2026-11-25 12:00")
    page = signed_in("dana").get("/house/board")
    assert names(page, "No word yet")[1] == "Jordan at Maple"
    assert "Away 5:20–9:45 PM" in page.text(".board")


def test_the_way_takes_as_long_as_the_participant_says(signed_in, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now, frozenset({Scope.SCHEDULE}), travel=60)
    assert "Away 4:45–10:20 PM" in signed_in("dana").get("/house/board").text(".board")


def test_every_board_carries_the_legal_sentences_and_what_is_shared(signed_in, viewer, now):
    board = signed_in("dana")
    for each in LEGAL:
        assert each in board.get("/house/board").text()
    assert "house’s own record only" in board.get("/house/board").text(".legal")
    houses.sign(viewer("jordan"), "Jordan at Maple", now, frozenset({Scope.SCHEDULE}))
    said = board.get("/house/board").text(".legal")
    assert "Jordan at Maple shares with consent: away times. Ends Wednesday, March 3, 2027" in said


def test_without_consent_nothing_is_disclosed(signed_in):
    signed_in("dana").get("/house/board")
    assert count(Disclosure) == 0


def test_each_opening_is_written_down_for_each_who_shares(cast, signed_in, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    houses.sign(viewer("maria"), "Maria at Maple", now, frozenset({Scope.SCHEDULE}))
    browser = signed_in("dana")
    browser.get("/house/board")
    browser.get("/house/board")
    written = rows(Disclosure)
    assert [row.participant_id for row in written] == [
        cast.jordan.participant_id,
        cast.maria.participant_id,
    ] * 2
    first = written[0]
    assert (first.organisation, first.channel, first.page) == ("Maple House", "screen", "board")
    assert first.scopes == frozenset(
        {Scope.SCHEDULE, Scope.ATTENDANCE, Scope.DAY_MARKS, Scope.MEETING_COUNT}
    )
    assert (first.purposes, first.account_id) == ("expect support", cast.dana.account_id)
    assert count(AuditEvent, action="viewed", actor_id=cast.dana.account_id) == 4


def version_of(page):
    return page.all("#board")[0].attrs["hx-vals"].split('"')[3]


def test_an_open_board_hears_204_while_nothing_changed_and_nothing_is_written(
    signed_in, viewer, clock, now
):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    browser = signed_in("dana")
    version = version_of(browser.get("/house/board"))
    clock.forward(minutes=2)
    answer = browser.raw(f"/house/board?version={version}", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Dayline-Clock"] == "Mon, 5:22 PM"
    assert answer.headers["Dayline-Now"] == "622"
    assert count(Disclosure) == 1


def test_an_open_board_is_written_down_again_only_for_whom_it_changed(cast, signed_in, viewer, now):
    for who, name in (("jordan", "Jordan at Maple"), ("maria", "Maria at Maple")):
        houses.sign(viewer(who), name, now)
    browser = signed_in("dana")
    version = version_of(browser.get("/house/board"))
    when = {"now": now, "true_now": now}
    tick_in.tick_in(viewer("sam"), cast.jordan.key, now.date(), "Evening", "c", **when)
    page = browser.fragment(f"/house/board?version={version}")
    assert "On time, in 5:20 PM" in page.text("#board")
    assert [row.participant_id for row in rows(Disclosure)][2:] == [cast.jordan.participant_id]


def test_revoked_is_gone_at_the_next_question(signed_in, viewer, now):
    jordan = viewer("jordan")
    key = houses.sign(jordan, "Jordan at Maple", now)
    browser = signed_in("dana")
    version = version_of(browser.get("/house/board"))
    sign_consent.revoke(jordan, key, now=now, true_now=now)
    page = browser.fragment(f"/house/board?version={version}")
    assert "Away" not in page.text("#board")
    assert count(Disclosure) == 1


@pytest.mark.parametrize("path", ["/house/board", "/house/roll-call", "/house/residents/{key}"])
def test_what_cannot_be_written_down_is_not_shown(signed_in, viewer, now, path):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    key = houses.resident(viewer("dana"), "Jordan at Maple", now).key
    browser = signed_in("dana")

    def refuse(_connection, _cursor, statement, *_):
        if statement.startswith("INSERT INTO disclosure"):
            raise db_error()

    event.listen(db.engine, "before_cursor_execute", refuse)
    try:
        answer = browser.raw(path.format(key=key))
    finally:
        event.remove(db.engine, "before_cursor_execute", refuse)
    assert answer.status_code == 503
    assert "Away" not in answer.text
    assert "Jordan at Maple" not in answer.text


def db_error():
    return OperationalError("INSERT INTO disclosure", {}, Exception("disk I/O error"))


def test_asking_for_news_keeps_nobody_signed_in(signed_in, clock):
    browser = signed_in("dana")
    for _ in range(16):
        clock.forward(minutes=1)
        browser.raw("/house/board?version=x", headers={"HX-Request": "true"})
    answer = browser.raw("/house/board")
    assert (answer.status_code, answer.location) == (303, "/sign-in")


def test_a_manager_of_two_houses_chooses_by_address(signed_in, viewer, now):
    house_id = manage_house.house_named("Harbor House")
    manage_house.add_manager(house_id, "Dana V.", "dana", now=now)
    browser = signed_in("dana")
    harbor, maple = viewer("dana").houses
    assert "Priya at Harbor" in browser.get(f"/house/board?house={harbor.key}").text()
    page = browser.get(f"/house/board?house={maple.key}")
    assert "Jordan at Maple" in page.text()
    assert f'href="/house/roll-call?house={maple.key}"' in page.html
    browser.get("/house/board?house=nothing", status=404)


def test_whoever_no_longer_manages_it_is_signed_out(signed_in, now):
    browser = signed_in("dana")
    house_id = manage_house.house_named("Maple House")
    assert manage_house.remove_manager(house_id, "dana", now=now)
    assert browser.raw("/house/board").location == "/sign-in"


def test_a_house_without_residents_says_how_to_begin(signed_in, viewer, now):
    manage_house.create_house("Empty House", zone="America/Denver", now=now)
    house_id = manage_house.house_named("Empty House")
    manage_house.add_manager(house_id, "Lee P.", "lee", now=now)
    empty = next(house for house in viewer("lee").houses if house.name == "Empty House")
    page = signed_in("lee").get(f"/house/board?house={empty.key}")
    assert page.text("h1") == "Nobody lives here yet"
    assert "as of Mon, 3:20 PM" in page.text(".top")


def test_a_board_that_is_opened_again_is_written_down_whatever_version_it_names(
    signed_in, viewer, now
):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    dana = signed_in("dana")
    dana.get("/house/board")
    before = count(Disclosure)
    dana.get("/house/board?version=x")
    dana.raw("/house/board?version=blank", headers={"HX-Request": "true"})
    assert count(Disclosure) == before + 2


def test_a_version_that_this_sign_in_was_never_shown_is_an_opening(signed_in, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    dana = signed_in("dana")
    version = version_of(dana.get("/house/board"))
    elsewhere = version_of(signed_in("dana").get("/house/board"))
    content, _, word = version.partition(".")
    assert elsewhere.startswith(f"{content}.")
    before = count(Disclosure)
    made_up = ("made-up", "", "é", content, f"{content}.{word[::-1]}", f"x{version}", elsewhere)
    for each in made_up:
        page = dana.fragment(f"/house/board?version={each}")
        assert "Away" in page.text("#board")
    assert count(Disclosure) == before + len(made_up)


def test_whoever_has_two_houses_by_now_is_asked_which_one_is_meant(signed_in, cast, now):
    dana = signed_in("dana")
    token = dana.form_token()
    harbor = next(h for h in houses_query.of_program(cast.rosa.program_id) if "Harbor" in h.name)
    manage_house.add_manager(harbor.id, "Dana V.", "dana", now=now)
    form = {"name": "Kit", "phone": "", "level": "1", "moved_in": "2026-11-23"}
    answer = dana.submit("/house/residents/new", data={**form, "csrf_token": token})
    assert answer.status_code == 400
    assert count(Resident, name="Kit") == 0
