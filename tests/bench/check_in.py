"""Phones at the door: check-ins over HTTP to gunicorn and SQLite on this disk, as `./run serve`
starts them, beside a Flask that says hello under the same gunicorn."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from flask_migrate import upgrade

from tests.bench.figures import Figure, Wait, middle
from tests.helpers import server
from tests.helpers.configs import config_of
from tests.helpers.door import Door, Phone, is_in, open_door
from tests.helpers.server import HELLO, Server, file_of
from webapp.app import create_app
from webapp.models.base import db

LEAVES_OUT = (
    "the internet, TLS and the proxy in front; PostgreSQL; the page that is shown after it; and "
    "the processor that the phones themselves take, which share this machine"
)
PEER = "bare Flask hello under the same gunicorn"
WITHIN = 10.0
"""Seconds in which everybody arrives."""
AT_ONCE = 4


def run(*, quick: bool) -> Iterator[Figure]:
    """First everybody within ten seconds, whether or not the server keeps up; then, in rounds,
    as fast as a few at once get their answers. Medians of the rounds."""
    arriving, hurrying, times = (200, 40, 3) if quick else (200, 120, 5)
    with both(arriving + hurrying * times) as (ours, hello, door, file):
        waits = {
            "ours": asyncio.run(arrive(door.phones[:arriving], checking_in(door, ours))),
            "hello": asyncio.run(arrive(door.phones[:arriving], greeting(hello))),
        }
        assert recorded(file) == arriving, "a check-in was lost, or is there twice"
        rounds = []
        for nth in range(times):
            start = arriving + nth * hurrying
            phones = door.phones[start : start + hurrying]
            rounds.append(one_round(phones, ours, checking_in(door, ours), hello, greeting(hello)))
        assert recorded(file) == len(door.phones), "a check-in was lost, or is there twice"
    p95 = {name: quantiles(each, n=20)[-1] for name, each in waits.items()}
    what = f"within {WITHIN:.0f} seconds, the longest wait but for one in twenty"
    yield Wait("check-in", what, arriving, p95["ours"], PEER, p95["hello"])
    what = f"as fast as {AT_ONCE} at once get their answers"
    seconds = middle(rounds, "ours"), middle(rounds, "hello")
    yield Figure("check-in", what, hurrying, seconds[0], PEER, seconds[1])
    what = "seconds of the server's processor for them"
    seconds = middle(rounds, "ours cpu"), middle(rounds, "hello cpu")
    yield Figure("check-in", what, hurrying, seconds[0], PEER, seconds[1])


Ask = Callable[[Phone], Awaitable[None]]


def checking_in(door: Door, ours: Server) -> Ask:
    """Type the code, send it, and be told that it stands."""

    async def ask(phone: Phone) -> None:
        answered = await door.check_in(phone, ours.port)
        assert is_in(answered), answered

    return ask


def greeting(hello: Server) -> Ask:
    """The same bytes, to somebody who only says hello."""

    async def ask(phone: Phone) -> None:
        fields = {"csrf_token": phone.csrf_token, "key": phone.key, "code": "123456"}
        answered = await server.post(hello.port, "/", fields, phone.cookie)
        assert answered.status == 200, answered

    return ask


def one_round(
    phones: Sequence[Phone], ours: Server, asked: Ask, hello: Server, greeted: Ask
) -> dict[str, float]:
    """The seconds that pass, and those that each server's processor works, for as many."""
    took = {}
    for name, there, ask in (("ours", ours, asked), ("hello", hello, greeted)):
        before = there.cpu_seconds()
        took[name] = asyncio.run(hurry(phones, ask))
        took[f"{name} cpu"] = there.cpu_seconds() - before
    return took


async def arrive(phones: Sequence[Phone], ask: Ask) -> list[float]:
    """Each at its own time, evenly over the seconds; how long each waited from then on."""
    began = time.perf_counter() + 0.1

    async def one(nth: int, phone: Phone) -> float:
        due = began + nth * WITHIN / len(phones)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await ask(phone)
        return time.perf_counter() - due

    return await asyncio.gather(*(one(nth, phone) for nth, phone in enumerate(phones)))


async def hurry(phones: Sequence[Phone], ask: Ask) -> float:
    """Some at once, each the next as soon as it has its answer; how long it took in all."""
    left = list(phones)

    async def one() -> None:
        while left:
            await ask(left.pop())

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return time.perf_counter() - began


def recorded(file: Path) -> int:
    """The check-ins on the disk, each of a phone of its own."""
    with sqlite3.connect(file) as connection:
        counted = "SELECT count(*), count(DISTINCT participant_id) FROM check_in"
        rows, people = connection.execute(counted).fetchone()
    connection.close()
    return int(rows) if rows == people else -1


@contextmanager
def both(people: int) -> Iterator[tuple[Server, Server, Door, Path]]:
    """Our server and the one that says hello, side by side, and so many phones at the door."""
    with tempfile.TemporaryDirectory(prefix="dayline-bench-") as folder:
        config = config_of(f"sqlite:///{folder}/dayline.sqlite", Path(folder))
        app = create_app(config)
        with app.app_context():
            upgrade()
            door = open_door(app, people)
            db.session.remove()
            db.engine.dispose()
        ours, hello = Server(config), Server(config, HELLO)
        try:
            ours.start()
            hello.start()
            yield ours, hello, door, file_of(config)
        finally:
            ours.kill()
            hello.kill()
