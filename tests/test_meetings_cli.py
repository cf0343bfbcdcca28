"""The command that reads lists, for whoever runs the machine and for the worker."""

import os

import pytest

from tests.helpers import directory
from tests.helpers.lists import asked, how_it_stands, last, many, source_of
from webapp import meetings_cli
from webapp.domain.directory_import import ImportState
from webapp.feeds import run
from webapp.queries import meeting_import


@pytest.fixture
def central(cast, now):
    return directory.source(cast.sam.program_id, now, name="Central office")


@pytest.fixture
def command(app):
    """command("--due"): what the command says."""
    runner = app.test_cli_runner()
    return lambda *said: runner.invoke(args=["meetings", "import", *map(str, said)])


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "list.json"
    made.write_bytes(many(range(3)))
    return made


def test_without_a_key_it_names_the_lists(command, central):
    assert command().output == f"{source_of(central).key}  Central office\n"


def test_a_file_is_read_and_waits_for_somebody(command, central, file):
    said = command(source_of(central).key, file)
    assert said.output.startswith(
        "3 new, 0 changed, 0 back, 0 gone, 0 as they were, 0 rows refused"
    )
    assert "waits for somebody at /program/meetings" in said.output
    assert how_it_stands(central) == ([], [])


def test_who_runs_the_machine_can_bring_it_in_at_once(command, central, file):
    assert "brought in" in command(source_of(central).key, file, "--yes").output
    assert len(how_it_stands(central)[0]) == 3


def test_trouble_and_wrong_keys_are_said_in_a_line(command, central, file, tmp_path):
    assert "no list has the key 'abc'" in command("abc", file).output
    file.write_bytes(b"<html>")
    answer = command(source_of(central).key, file)
    assert (answer.exit_code, answer.output) == (
        1,
        "Error: not read: html_page; the list stays as it was\n",
    )
    file.write_bytes(b" " * (10 * 1024 * 1024 + 1))
    assert "is larger than 10 MB" in command(source_of(central).key, file).output


def test_what_was_asked_for_is_read_politely(command, central, now, monkeypatch):
    nices = []
    monkeypatch.setattr(os, "nice", nices.append)
    asked(central, many(range(3)), now)
    assert command("--due").exit_code == 0
    assert source_of(central).waiting.state is ImportState.READY
    assert nices == [meetings_cli.POLITE]
    assert not meeting_import.is_due(now)
    assert last(central) is None
    assert run.run_due(lambda: now) == 0
