"""The demo: the cast, its last two weeks, and commands that exist nowhere else."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from config import Config
from tests.helpers.browser import Browser
from tests.helpers.clock import at
from tests.helpers.empty import empty_database
from tests.helpers.rows import count, rows
from webapp import demo, demo_houses
from webapp.app import create_app
from webapp.clock import DemoClock
from webapp.demo_cast import CAST, PASSPHRASE
from webapp.domain.wall_clock import Instant
from webapp.models.attendance import CheckInRow, DayMarkRow
from webapp.models.meetings import MeetingEntryRow
from webapp.models.people import Account, Enrollment
from webapp.models.program import Program, SessionTopicRow

NOW = at("2026-11-23 17:20")


@pytest.fixture
def empty(app):
    """The same database before anybody was in it."""
    empty_database()


@pytest.fixture
def seeded(empty):
    demo.seed(NOW, NOW)


@pytest.fixture
def run(config: Config, tmp_path, clock):
    """Commands of an application that is a demo."""
    made = create_app(replace(config, demo=True, var=tmp_path), clock=None)
    return lambda *arguments: made.test_cli_runner().invoke(args=list(arguments))


def facts():
    tables = (Program, Account, CheckInRow, DayMarkRow, MeetingEntryRow, SessionTopicRow)
    return [count(table) for table in tables]


@pytest.mark.usefixtures("seeded")
def test_everybody_of_the_cast_can_sign_in_but_the_one_just_invited(app):
    everybody = {person.username for person in (*CAST, *demo_houses.MANAGERS)}
    assert {row.username for row in rows(Account)} == everybody
    without = [row.username for row in rows(Account) if row.passcode_hash is None]
    assert without == ["owen"]
    browser = Browser(app)
    answer = browser.post("/sign-in", username="maria", passcode=PASSPHRASE)
    assert answer.location == "/today"


@pytest.mark.usefixtures("seeded")
def test_seeding_again_changes_nothing():
    before = facts()
    assert all(before)
    demo.seed(NOW, NOW)
    assert facts() == before


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("days", [1, 3, 40])
def test_the_demo_can_be_started_again_later(days):
    later_on = Instant(NOW + timedelta(days=days))
    demo.seed(later_on, later_on)
    assert all(facts())


@pytest.mark.usefixtures("seeded")
def test_nothing_of_the_last_two_weeks_lies_in_the_future():
    assert max(row.at for row in rows(CheckInRow)) <= NOW
    assert max(row.at for row in rows(DayMarkRow)) <= NOW
    assert max(row.logged_at for row in rows(MeetingEntryRow)) <= NOW


@pytest.mark.usefixtures("seeded")
def test_everybody_starts_on_a_monday():
    assert {row.starts_on.weekday() for row in rows(Enrollment)} == {0}


@pytest.mark.usefixtures("seeded")
def test_the_demo_days_and_lists_can_be_opened(app, clock):
    for username, path in (("jordan", "/today"), ("jordan", "/week"), ("tj", "/meetings")):
        browser = Browser(app)
        browser.post("/sign-in", username=username, passcode=PASSPHRASE)
        browser.get(path)
    staff = Browser(app)
    staff.post("/sign-in", username="sam", passcode=PASSPHRASE)
    assert "to hear from" in staff.get("/program/sessions").text("h1")


@pytest.mark.parametrize("time", ["2026-03-08 03:30", "2026-11-01 01:30", "2026-01-01 00:00"])
@pytest.mark.usefixtures("empty")
def test_the_demo_can_be_seeded_at_odd_times(time):
    demo.seed(at(time), NOW)
    assert all(facts())


def test_the_cast_is_listed_for_programs_and_for_people(run):
    listed = json.loads(run("demo", "cast", "--json").output)
    assert {tuple(each) for each in listed} == {("role", "name", "username", "passcode", "note")}
    assert {each["role"] for each in listed} == {"participant", "staff", "owner", "house_manager"}
    assert "owen" not in {each["username"] for each in listed}
    assert all(each["passcode"] == PASSPHRASE for each in listed)
    said = run("demo", "cast").output
    assert all(each["username"] in said for each in listed)


def test_the_demos_time_is_set_and_given_back(run, tmp_path, monkeypatch):
    monkeypatch.setattr(DemoClock, "true_now", lambda _self: NOW)
    for said, seconds in (("2026-11-23 17:19", -60), ("2026-11-24 17:20", 86400), ("", 0)):
        assert run("demo", "clock", said).exit_code == 0
        assert json.loads((tmp_path / "clock.json").read_text()) == {"offset_seconds": seconds}


@pytest.mark.parametrize("said", ["tomorrow", "2026-11-23", "2026-13-01 10:00", "5:20 PM"])
def test_a_time_that_is_none_is_refused_with_an_example(run, tmp_path, said):
    result = run("demo", "clock", said)
    assert result.exit_code == 1
    assert "write it like 2026-11-23 17:20" in result.output
    assert not (tmp_path / "clock.json").exists()
