"""The pages of the office and of a house, with 300 participants in twenty houses: from gunicorn
and SQLite on this disk, as `./run serve` starts them, beside a Flask that says hello."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextvars import Context
from pathlib import Path
from statistics import median

from flask import Flask
from flask_migrate import upgrade

from tests.bench.check_in import PEER
from tests.bench.figures import Wait
from tests.helpers import server
from tests.helpers.cast import someone, token_for
from tests.helpers.configs import config_of
from tests.helpers.door import cookie_of
from tests.helpers.office import WHO, addresses
from tests.helpers.server import HELLO, Server
from webapp import demo_large
from webapp.app import create_app
from webapp.clock import SystemClock
from webapp.models.base import db

LEAVES_OUT = (
    "the internet, TLS and the proxy in front; PostgreSQL; the files beside the page; more than "
    "one person asking at a time"
)
WARM = 4
"""Each of two workers builds its statements and templates first."""


def run(*, quick: bool) -> Iterator[Wait]:
    """One page after the other: the processor time of an answer, medians."""
    times = 5 if quick else 15
    with tempfile.TemporaryDirectory(prefix="dayline-bench-") as folder:
        config = config_of(f"sqlite:///{folder}/dayline.sqlite", Path(folder))
        app = create_app(config)
        now = SystemClock().now()
        with app.app_context():
            upgrade()
            demo_large.seed(now, now)
            cookies = {who: Context().run(_cookie, app, who) for _prefix, who in WHO}
            pages = addresses(app, now.date())
            db.session.remove()
            db.engine.dispose()
        ours, hello = Server(config), Server(config, HELLO)
        try:
            ours.start()
            hello.start()
            least = _seconds(hello, "/", "", times)
            for who, rule, path in pages:
                took = _seconds(ours, path, cookies[who], times)
                yield Wait("office", f"{rule}, processor time", times, took, PEER, least)
        finally:
            ours.kill()
            hello.kill()


def _seconds(there: Server, path: str, cookie: str, times: int) -> float:
    """The median of the processor time that one answer takes."""

    async def ask() -> None:
        answered = await server.get(there.port, path, cookie)
        assert answered.status == 200, (path, answered)

    return asyncio.run(_measured(there, ask, times))


async def _measured(there: Server, ask: Callable[[], Awaitable[None]], times: int) -> float:
    for _ in range(WARM):
        await ask()
    taken = []
    for _ in range(times):
        before = there.cpu_seconds()
        await ask()
        taken.append(there.cpu_seconds() - before)
    return median(taken)


def _cookie(app: Flask, who: str) -> str:
    """The cookie of a browser in which they are signed in."""
    with app.app_context():
        token = token_for(someone(who), SystemClock().true_now())
    with app.test_request_context():
        return cookie_of(app, token)
