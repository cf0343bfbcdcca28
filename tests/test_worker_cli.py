"""The process that reminds also knocks at the web server's door."""

import asyncio
import logging
from contextlib import suppress

from webapp import worker_cli


class Ended(Exception):
    """The test has heard enough."""


def test_it_knocks_twice_a_minute_and_says_once_when_that_changes(caplog, monkeypatch):
    answers, knocks, waits = [True, False, False, True, True], [], []

    async def knock(url):
        knocks.append(url)
        if len(knocks) > len(answers):
            raise Ended
        return answers[len(knocks) - 1]

    async def sleep(seconds):
        waits.append(seconds)

    monkeypatch.setattr(worker_cli, "knock", knock)
    monkeypatch.setattr(worker_cli.asyncio, "sleep", sleep)
    with caplog.at_level(logging.INFO, "dayline.worker"), suppress(Ended):
        asyncio.run(worker_cli._knock_again_and_again("http://127.0.0.1:8001"))
    assert set(knocks) == {"http://127.0.0.1:8001"}
    assert set(waits) == {30}
    assert [(each.levelname, each.getMessage()) for each in caplog.records] == [
        ("ERROR", "the web server does not answer at DAYLINE_SERVER_URL"),
        ("WARNING", "the web server answers again"),
    ]


def test_it_knocks_where_the_configuration_says(app, config):
    assert app.config["DAYLINE_SERVER_URL"] == config.server_url == "http://127.0.0.1:8000"
