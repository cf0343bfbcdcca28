"""The large demo: many people and houses, the same each time. At its full size only where it
is started; here a part of it."""

import pytest

from tests.helpers.browser import Browser
from tests.helpers.clock import at
from tests.helpers.empty import empty_database
from tests.helpers.rows import count, rows
from webapp import demo_large, demo_large_houses
from webapp.demo_cast import PASSPHRASE
from webapp.models.appointment import AppointmentRow
from webapp.models.attendance import CheckInRow, DayMarkRow
from webapp.models.consent import ConsentRow
from webapp.models.house import House, Residency, RollCallRow
from webapp.models.meetings import MeetingEntryRow
from webapp.models.people import Account, Enrollment
from webapp.models.record import RecordRow

NOW = at("2026-11-23 17:20")
LATER = at("2026-11-25 17:20")
FACTS = (Account, CheckInRow, RecordRow, DayMarkRow, MeetingEntryRow, AppointmentRow, ConsentRow)
TABLES = (*FACTS, Enrollment, House, Residency, RollCallRow)


def facts():
    return {table.__tablename__: count(table) for table in TABLES}


@pytest.fixture
def seeded(app):
    empty_database()
    demo_large.seed(NOW, NOW, participants=40, houses=5)


@pytest.mark.usefixtures("seeded")
def test_one_program_has_all_of_them_some_ended_and_every_kind_of_fact(cast):
    new_light = rows(Account, username="rosa")[0].program_id
    enrolled = rows(Enrollment, program_id=new_light)
    assert (len(enrolled), count(House)) == (40, 5)
    assert 0 < len([each for each in enrolled if each.ended_on]) < 10
    assert all(facts().values())
    assert max(row.at for row in rows(CheckInRow)) <= NOW
    assert max(row.at for row in rows(DayMarkRow)) <= NOW


@pytest.mark.usefixtures("seeded")
def test_seeding_again_changes_nothing_and_later_adds_the_days_between():
    before = facts()
    demo_large.seed(NOW, NOW, participants=40, houses=5)
    assert facts() == before
    demo_large.seed(LATER, LATER, participants=40, houses=5)
    after = facts()
    assert after["check_in"] > before["check_in"]
    assert after["enrollment"] == before["enrollment"]


@pytest.mark.usefixtures("seeded")
def test_people_of_it_can_sign_in_and_open_their_pages(app):
    for username, path in (("p001", "/today"), ("m01", "/house/board"), ("sam", "/program/people")):
        browser = Browser(app)
        browser.post("/sign-in", username=username, passcode=PASSPHRASE)
        browser.get(path)


def test_all_300_have_names_of_their_own():
    people = [demo_large.person(number) for number in range(1, demo_large.PARTICIPANTS + 1)]
    assert len({each.name for each in people}) == len({each.username for each in people}) == 300
    assert people == [demo_large.person(n) for n in range(1, demo_large.PARTICIPANTS + 1)]
    assert len(set(demo_large_houses.NAMES)) == 20
