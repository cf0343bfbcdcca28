"""A page costs the same number of statements, however much there is to show."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.helpers import houses, lists, slips
from tests.helpers.appointments import make, planned
from tests.helpers.cast import someone
from tests.helpers.desk import code, paired
from tests.helpers.directory import listing, put, source
from tests.helpers.listed import lists as a_few_lists
from tests.helpers.subscriptions import subscribed
from webapp.actions import bring_in, check_in, enroll, log_meeting, residents, tick_in
from webapp.domain.meetings import Fellowship, Mode
from webapp.domain.wall_clock import WallTime
from webapp.models.base import db

PAGES = [
    ("jordan", "/today", 3),
    ("jordan", "/help/mine", 2),
    ("jordan", "/week", 6),
    ("jordan", "/meetings", 8),
    ("jordan", "/meetings/new", 8),
    ("jordan", "/meetings/log", 1),
    ("jordan", "/meetings/log.csv", 4),
    ("jordan", "/meetings/log.pdf?notes=1", 4),
    ("jordan", "/meetings/slip?week=1", 3),
    ("jordan", "/meetings/directory.json", 4),
    ("jordan", "/check-in", 4),
    ("jordan", "/check-out", 3),
    ("jordan", "/absence", 3),
    ("jordan", "/record", 8),
    ("jordan", "/waiting", 1),
    ("jordan", "/waiting/check-in", 1),
    ("jordan", "/waiting/meeting", 1),
    ("jordan", "/you/contacts", 2),
    ("jordan", "/you/reminders", 5),
    ("jordan", "/you/reminders/phone", 2),
    ("sam", "/program/sessions", 10),
    ("sam", "/program/confirm", 7),
    ("sam", "/program/appointments", 4),
    ("sam", "/program/figures", 8),
    ("sam", "/program/people", 5),
    ("sam", "/program/people?show=no_phone&sort=first_day", 5),
    ("sam", "/program/slips", 8),
    ("sam", "/program/front-desks", 2),
    ("sam", "/kiosk", 4),
    ("jordan", "/you/sharing", 9),
    ("jordan", "/you/access-log", 2),
    ("jordan", "/you/access-log?before=2", 2),
    ("sam", "/program/meetings", 3),
    ("sam", "/program/meetings/new", 1),
    ("rosa", "/program/houses", 4),
    ("rosa", "/program/settings", 3),
    ("rosa", "/program/texts", 2),
    ("dana", "/house/board", 14),
    ("dana", "/house/roll-call", 14),
    ("rosa", "/program/template", 7),
    ("rosa", "/program/template/baystate", 1),
    ("rosa", "/program/template/baystate/difference?from=2026-11-30", 10),
    ("dana", "/house/residents", 2),
    ("dana", "/house/rules", 3),
]


@contextmanager
def counted():
    """The statements that were sent while the block ran, those around a transaction left out."""
    sent = []
    with everything() as noted:
        yield sent
    sent += [each for each in noted if not each.startswith(("BEGIN", "PRAGMA"))]


@contextmanager
def everything():
    """All statements that were sent while the block ran."""
    sent = []

    def note(_connection, _cursor, statement, *_):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def crowd(cast, viewer, now, monkeypatch):
    """Thirty more people, half of them here, and a log of sixty meetings."""
    # The cast is shared by all tests: whoever moves in here is gone again afterwards.
    monkeypatch.setattr(cast, "people", dict(cast.people))

    def gather():
        sam, jordan, dana = viewer("sam"), viewer("jordan"), viewer("dana")
        times = {"now": now, "true_now": now}
        for number in range(30):
            new = enroll.NewParticipant(f"P {number}", f"p{number}", now.date(), 12)
            key = enroll.enroll(new, program_id=sam.program_id, by=None, now=now, true_now=now)
            _moves_in(cast, viewer, dana, number, now)
            make(sam, key, now, planned())
            if number % 2:
                tick_in.tick_in(sam, key, now.date(), "Evening", f"k{number}", **times)
            slips.seen(sam, key, now)
        for number in range(60):
            meeting = log_meeting.NewMeeting(
                Fellowship.NA,
                f"Meeting {number}",
                now.date() - timedelta(days=number % 20),
                WallTime(10 * 60 + number),
                Mode.ONLINE,
                "",
            )
            log_meeting.log_meeting(jordan, meeting, f"m{number}", now)
        slips.shares(jordan, now)
        for number in range(9):
            source_id = lists.by_feed(sam.program_id, now, name=f"List {number}")
            bring_in.confirm(None, lists.read(source_id, lists.many(range(9)), now), now)
            lists.read(source_id, lists.many(range(3)), now)
        lines = [listing(f"l{n}", n % 7, "16:00", name=f"Line {n}") for n in range(60)]
        put(source(cast.jordan.program_id, now), now, *lines)
        for number in range(5):
            paired(sam, now, f"Door {number}")
        for number in range(9):
            subscribed(viewer("jordan"), now, f"n{number}")

    return gather


def _moves_in(cast, viewer, dana, number, now):
    """One more resident of the house, who shares everything."""
    username, name = f"p{number}", f"R {number}"
    cast.people[username] = someone(username)
    new = residents.NewResident(name, "", 1, now.date())
    residents.add(dana, dana.houses[0], new, now)
    houses.sign(viewer(username), name, now)
    slips.shares(viewer(username), now)
    slips.logged(viewer(username), now)


def cost(browser, path):
    with counted() as sent:
        assert browser.raw(path).status_code == 200
    return len(sent)


def test_no_page_costs_more_when_there_is_more_to_show(signed_in, crowd, cast, viewer, now):
    houses.sign(viewer("jordan"), "Jordan at Maple", now)
    make(viewer("sam"), cast.jordan.key, now, planned())
    a_few_lists(cast.jordan.program_id, now)
    browsers = {name: signed_in(name) for name in ("jordan", "sam", "rosa", "dana")}
    few = {path: cost(browsers[name], path) for name, path, _ in PAGES}
    crowd()
    many = {path: cost(browsers[name], path) for name, path, _ in PAGES}
    assert many == few
    assert all(few.values())
    assert {path: n for _, path, n in PAGES if few[path] > n} == {}


def test_asking_for_news_costs_no_more_than_the_page(signed_in):
    sam = signed_in("sam")
    whole = cost(sam, "/program/sessions")
    with counted() as sent:
        sam.raw("/program/sessions?version=old", headers={"HX-Request": "true"})
    assert len(sent) == whole


def test_a_check_in_sends_eight_statements_after_the_sign_in(cast, viewer, now):
    jordan, shown = viewer("jordan"), code(cast.jordan, now)
    db.session.rollback()
    with counted() as sent:
        done = check_in.check_in(jordan, shown, "key", now=now, true_now=now)
    assert isinstance(done, check_in.Recorded)
    # PostgreSQL holds two rows as well, where SQLite lets nobody else write at all.
    assert len(sent) == (8 if db.engine.dialect.name == "sqlite" else 10)


@pytest.mark.sqlite_only
def test_a_check_in_reads_the_schedule_before_it_takes_the_write_lock(cast, viewer, now):
    jordan, shown = viewer("jordan"), code(cast.jordan, now)
    with everything() as sent:
        check_in.check_in(jordan, shown, "key", now=now, true_now=now)
    lock = sent.index("BEGIN IMMEDIATE")
    assert [number < lock for number, each in enumerate(sent) if "FROM block" in each] == [True]
    assert all(number > lock for number, each in enumerate(sent) if "FROM check_in" in each)


def test_help_needs_no_database_at_all(anybody, signed_in):
    jordan = signed_in("jordan")
    with counted() as sent:
        anybody.get("/help")
        jordan.get("/help")
    assert sent == []
