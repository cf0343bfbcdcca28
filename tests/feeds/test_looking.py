"""Somebody looks whether a list is to be read, and another process reads it."""

import asyncio
import sys
import time

import pytest

from tests.helpers import directory
from tests.helpers.lists import asked, many
from webapp.feeds import looking


@pytest.fixture
def central(cast, now):
    return directory.source(cast.sam.program_id, now)


@pytest.fixture
def look(app, now, monkeypatch, tmp_path):
    """look("code"): look for a moment; what the process wrote that was begun."""
    monkeypatch.setattr(looking, "OFTEN", 0.01)
    file = tmp_path / "wrote"
    file.touch()

    def make(code, seconds=0.5):
        command = (sys.executable, "-c", f"f = open({str(file)!r}, 'a')\n{code}")

        async def go():
            task = asyncio.create_task(
                looking.look_again_and_again(app.app_context, lambda: now, command)
            )
            await asyncio.sleep(seconds)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        asyncio.run(go())
        return file.read_text()

    return make


def test_nothing_is_begun_as_long_as_nothing_is_to_be_read(look, central):
    assert look("f.write('read')") == ""


def test_what_was_asked_for_is_read_by_a_process_of_its_own_one_at_a_time(look, central, now):
    asked(central, many(range(3)), now)
    assert look("f.write('read'); f.flush(); import time; time.sleep(60)", 2) == "read"


def test_a_process_that_does_not_end_is_ended(look, central, now, monkeypatch, caplog):
    asked(central, many(range(3)), now)
    monkeypatch.setattr(looking, "LONGEST", 0.05)
    began = time.monotonic()
    look("import time; time.sleep(60)")
    assert time.monotonic() - began < 30
    assert "took too long" in caplog.text
    caplog.clear()


def test_trouble_with_looking_is_said_and_it_goes_on(look, monkeypatch, caplog):
    def broken(_now):
        raise OSError

    monkeypatch.setattr(looking.meeting_import, "is_due", broken)
    look("", 0.2)
    assert caplog.text.count("it could not be looked") > 1
    caplog.clear()


def test_the_command_it_begins_is_one_that_there_is(app):
    *_, group, name, flag = looking.COMMAND
    command = app.cli.commands[group].commands[name]
    assert flag in [option for each in command.params for option in each.opts]
    assert (looking.ROOT / "wsgi.py").exists()
