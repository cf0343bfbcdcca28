"""Today, over HTTP from gunicorn and SQLite on this disk, as `./run serve` starts them, beside a
Flask that says hello under the same gunicorn. Half of the people are checked in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from tests.bench.check_in import AT_ONCE, PEER, Ask, both, checking_in, hurry, one_round
from tests.bench.figures import Figure, middle
from tests.helpers import server
from tests.helpers.door import Door, Phone
from tests.helpers.server import Server

LEAVES_OUT = (
    "the internet, TLS and the proxy in front; PostgreSQL; the files beside the page, which a "
    "phone keeps for a year; a day with more than a session; in the seconds that pass, the "
    "processor that the phones themselves take, which share this machine"
)
SHORTEST_PAGE = 4000
"""In bytes: a sign-in page or an error has less to show."""


def run(*, quick: bool) -> Iterator[Figure]:
    """Rounds in turn, medians."""
    looking, times = (120, 5) if quick else (400, 9)
    with both(looking) as (ours, hello, door, _file):
        asyncio.run(hurry(door.phones[::2], checking_in(door, ours)))
        asyncio.run(hurry(door.phones, looking_at(door, ours)))
        rounds = [
            one_round(door.phones, ours, looking_at(door, ours), hello, greeting(hello))
            for _ in range(times)
        ]
    what = "seconds of the server's processor for them"
    seconds = middle(rounds, "ours cpu"), middle(rounds, "hello cpu")
    yield Figure("today", what, looking, seconds[0], PEER, seconds[1])
    what = f"as fast as {AT_ONCE} at once get their answers"
    seconds = middle(rounds, "ours"), middle(rounds, "hello")
    yield Figure("today", what, looking, seconds[0], PEER, seconds[1])


def looking_at(door: Door, ours: Server) -> Ask:
    """Open Today and get all of it."""

    async def ask(phone: Phone) -> None:
        answered = await door.look(phone, ours.port)
        assert answered.status == 200, answered
        assert answered.length > SHORTEST_PAGE, answered

    return ask


def greeting(hello: Server) -> Ask:
    """The same question, to somebody who only says hello."""

    async def ask(phone: Phone) -> None:
        answered = await server.get(hello.port, "/", phone.cookie)
        assert answered.status == 200, answered

    return ask
