"""The worker knocks; only a web server that answers is there."""

import asyncio
from contextlib import closing, suppress
from datetime import timedelta

import pytest

from tests.helpers.rows import rows
from tests.helpers.server import ADDRESS, Server
from webapp.actions import sign_of_life
from webapp.models.base import transaction
from webapp.models.record import Outage
from webapp.models.reminders import Heartbeat
from webapp.push.knock import knock

SHORT = timedelta(seconds=0.3)


@pytest.fixture
def server(app, config):
    running = Server(config)
    yield running
    running.kill()


def address(port):
    return f"http://{ADDRESS}:{port}"


def sign():
    (found,) = rows(Heartbeat, name=sign_of_life.APPLICATION)
    return found.at


def test_a_server_that_is_there_notes_it_and_a_dead_one_is_vouched_for_by_nobody(server):
    server.start()
    assert asyncio.run(knock(address(server.port)))
    last = sign()

    server.kill()
    assert not asyncio.run(knock(address(server.port)))
    assert sign() == last

    # Six minutes later it is back.
    with transaction() as session:
        session.query(Heartbeat).update({"at": last - timedelta(minutes=6)})
    assert rows(Outage) == []
    server.start()
    assert asyncio.run(knock(address(server.port)))
    (away,) = rows(Outage)
    assert away.ended_at - away.began_at >= timedelta(minutes=6)
    assert sign() > last


async def knocked(told):
    """Knock where every request is told this, or nothing: whether that is an answer, and what
    was asked there. The connection stays open until whoever knocked has gone."""
    asked, ended = [], asyncio.Event()

    async def tell(reader, writer):
        with closing(writer), suppress(OSError):
            asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
            writer.write(told.replace(b"HERE", here.encode()))
            await reader.read()
        ended.set()

    async with await asyncio.start_server(tell, ADDRESS, 0) as running:
        here = address(running.sockets[0].getsockname()[1])
        is_there = await knock(here, SHORT)
        await ended.wait()
    return is_there, asked


def answered(told):
    return asyncio.run(knocked(told))


@pytest.mark.parametrize("status", [b"200 OK", b"503 Service Unavailable", b"404 Not Found"])
def test_any_answer_is_one_and_it_is_asked_for_nothing_but_up(status):
    is_there, asked = answered(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")
    assert is_there
    (request,) = asked
    assert request.startswith("GET /up HTTP/1.1\r\n")
    assert "cookie" not in request.lower()


def test_it_goes_nowhere_else():
    _, asked = answered(b"HTTP/1.1 302 Found\r\nLocation: HERE/else\r\nContent-Length: 0\r\n\r\n")
    assert len(asked) == 1


@pytest.mark.parametrize("told", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200"])
def test_silence_and_nonsense_are_no_answers(told):
    assert answered(told)[0] is False
