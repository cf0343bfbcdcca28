"""Commands: what they do, and what they say when they cannot."""

from dataclasses import replace

import pytest

from tests.helpers.browser import Browser
from tests.helpers.push import FakeTransport
from tests.helpers.reachable import add_phone
from tests.helpers.rows import count, rows
from webapp.app import create_app
from webapp.domain.wall_clock import zone_named
from webapp.models.base import db
from webapp.models.people import Account, Invitation
from webapp.models.program import (
    BlockRow,
    ExceptionRow,
    Program,
    ProgramSettingsRow,
    SessionTopicRow,
)


@pytest.fixture
def run(app):
    """run("program", "apply", "baystate"): the result of a command."""
    db.session.remove()
    return lambda *arguments: app.test_cli_runner().invoke(args=list(arguments))


def invited(output):
    link, code = (line.split() for line in output.splitlines())
    return link[1], code[2]


def test_keys_are_made_once_and_readable_by_nobody_else(config, tmp_path, clock):
    app = create_app(replace(config, var=tmp_path), clock=clock)
    for _ in range(2):
        result = app.test_cli_runner().invoke(args=["keys", "create"])
        kept = {path.name: path.read_text() for path in (tmp_path / "keys").iterdir()}
        assert result.exit_code == 0
        assert all(f"DAYLINE_{name.upper()}_FILE={tmp_path}" in result.output for name in kept)
        assert all(value.strip() not in result.output for value in kept.values())
    assert set(kept) == {"secret_key", "data_key", "vapid_private_key"}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}


def test_the_keys_made_are_kept_when_the_command_runs_again(config, tmp_path, clock):
    runner = create_app(replace(config, var=tmp_path), clock=clock).test_cli_runner()
    runner.invoke(args=["keys", "create"])
    first = (tmp_path / "keys" / "data_key").read_text()
    runner.invoke(args=["keys", "create"])
    assert (tmp_path / "keys" / "data_key").read_text() == first


def test_a_program_is_made_from_a_template(run):
    result = run("program", "apply", "new_light", "--name", "Harbor", "--zone", "America/Chicago")
    assert (result.exit_code, result.output) == (0, "Harbor: 7 blocks, 12 topics.\n")
    (program,) = rows(Program, name="Harbor")
    assert (program.zone, program.weeks_least, program.weeks_most) == ("America/Chicago", 12, 16)
    assert count(BlockRow, program_id=program.id) == 7
    assert rows(BlockRow, program_id=program.id)[0].effective_from.isoformat() == "2026-11-23"
    assert count(ProgramSettingsRow, program_id=program.id) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new_light"], "there is a program called 'New Light' already; give another --name"),
        (
            ["harbor"],
            "no such template, and no readable file; shipped are baystate, blank, new_light",
        ),
        (["new_light", "--name", "X", "--zone", "Boston"], "no time zone is called 'Boston'"),
        (["new_light", "--name", "X", "--zone", "EST"], "no time zone is called 'EST'"),
    ],
)
def test_a_program_that_cannot_be_made_says_why_and_leaves_nothing(run, arguments, said):
    before = (count(Program), count(BlockRow))
    result = run("program", "apply", *arguments)
    assert result.exit_code == 1
    assert said in result.output
    assert (count(Program), count(BlockRow)) == before


def test_a_template_of_ones_own_is_read_from_its_path(run, tmp_path):
    (tmp_path / "mine.toml").write_text("[program]\nname = 3\n")
    result = run("program", "apply", str(tmp_path / "mine.toml"))
    assert result.exit_code == 1
    assert "mine.toml" in result.output


@pytest.mark.parametrize("role", ["owner", "staff"])
def test_an_owner_or_staff_get_a_way_in_that_works_once(app, run, role):
    result = run(role, "create", "--program", "New Light", "--name", "Ada B.", "--username", "ada")
    link, code = invited(result.output)
    assert link.startswith("https://day.example.org/invite#")
    assert rows(Account, username="ada")[0].role == role
    assert code.replace("-", "") not in str(rows(Invitation)[0].code_hash)
    browser = Browser(app)
    form = {"passcode": "amber river stone cloud"}
    answer = browser.post("/invite", code=link.partition("#")[2], **form)
    assert answer.location == "/program/sessions"
    assert Browser(app).post("/invite", code=code, **form).status_code == 422


@pytest.mark.parametrize(
    ("program", "username", "said"),
    [
        ("Harbor", "ada", "no program is called 'Harbor'; there are: Baystate, New Light"),
        ("New Light", "sam", "somebody signs in with the name 'sam' already"),
        ("New Light", "a b", "no name to sign in with"),
        ("New Light", "", "no name to sign in with"),
    ],
)
def test_staff_that_cannot_be_added_are_refused_in_one_line(run, program, username, said):
    before = count(Account)
    result = run("staff", "create", "--program", program, "--name", "Ada", "--username", username)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output
    assert (count(Account), count(Invitation)) == (before, 0)


def test_a_date_can_be_cancelled(run, signed_in):
    arguments = ["--program", "New Light", "--date", "2026-11-23", "--change", "cancelled"]
    assert run("exception", "add", *arguments).output == "2026-11-23: cancelled.\n"
    assert "Cancelled" in signed_in("jordan").get("/today").text("main")


def test_a_session_can_be_moved(run, signed_in):
    arguments = ["--program", "New Light", "--date", "2026-11-25", "--change", "moved"]
    run("exception", "add", *arguments, "--session", "Evening", "--arrive", "16:30")
    assert "Arrive by 4:30 PM" in signed_in("jordan").get("/today/2026-11-25").text("main")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--change", "moved", "--session", "Morning"], "no session is called 'Morning'"),
        (["--change", "moved", "--arrive", "4 PM"], "is not a time like 17:45"),
        (["--change", "vanished"], "Invalid value for '--change'"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(run, more, said):
    result = run("exception", "add", "--program", "New Light", "--date", "2026-11-23", *more)
    assert result.exit_code != 0
    assert said in result.output
    assert count(ExceptionRow) == 0


def test_a_topic_is_set_and_a_later_one_counts(run, signed_in):
    when = ["--program", "New Light", "--date", "2026-11-23", "--session", "Evening"]
    assert run("topic", "set", *when, "Trauma").output == "2026-11-23: Trauma.\n"
    run("topic", "set", *when, "Coping skills", "--facilitator", "Dana R.")
    text = signed_in("jordan").get("/today").text("main")
    assert "Coping skills" in text
    assert "Trauma" not in text
    assert count(SessionTopicRow) == 2


def test_the_zone_of_a_program_decides_the_first_date_of_its_blocks(run, clock):
    clock.set("2026-11-23 23:20")
    run("program", "apply", "new_light", "--name", "Far", "--zone", "Pacific/Auckland")
    (program,) = rows(Program, name="Far")
    assert zone_named(program.zone).key == "Pacific/Auckland"
    (first,) = {row.effective_from.isoformat() for row in rows(BlockRow, program_id=program.id)}
    assert first == "2026-11-24"


@pytest.fixture
def service(app):
    """The push service that this application's commands reach."""
    made = FakeTransport()
    usual, app.extensions["dayline_transport"] = app.extensions["dayline_transport"], lambda: made
    yield made
    app.extensions["dayline_transport"] = usual


def test_one_tick_of_reminders_can_be_run_by_hand(run, service, cast, clock):
    clock.set("2026-11-23 16:45")
    for number in range(70):
        add_phone(cast.jordan, clock.now(), f"phone {number}")
    result = run("remind")
    assert (result.exit_code, result.output) == (0, "")
    assert service.said == ["Reminder: 5:45 PM"] * 70
    assert service.closed
    assert run("remind").exit_code == 0
    assert len(service.took) == 70


def test_a_house_gets_its_manager_with_one_way_in(run):
    assert run("house", "create", "--name", "Oak House").output == "Oak House, America/New_York.\n"
    invite = ("manager", "invite", "--house", "Oak House", "--name", "Pat", "--username", "pat")
    said = run(*invite).output
    assert "/invite#" in said
    assert "It works once, for 72 hours." in said
    assert "there is a house called" in run("house", "create", "--name", "Oak House").output
    assert "no house is called" in run(*("X" if a == "Oak House" else a for a in invite)).output
    assert "no time zone" in run("house", "create", "--name", "X", "--zone", "X/Y").output
    remove = ("manager", "remove", "--house", "Oak House", "pat")
    assert "does not manage Oak House any more" in run(*remove).output
    assert "does not manage" in run(*remove).output
