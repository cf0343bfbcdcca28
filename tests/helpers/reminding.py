"""A tick of the real worker over the real transport, beside whatever else a journey runs."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from flask import Flask

from config import Config
from tests.helpers.clock import FrozenClock
from webapp.push.transport import transport_from
from webapp.push.worker import Worker


def remind(app: Flask, config: Config, clock: FrozenClock, *, origin: str, site: str) -> None:
    """Plan and send what is due, to phones of the push service at that origin.

    In a thread of its own: a browser's driver may hold the event loop of this one.
    """
    ours = replace(config, extra_push_origins=frozenset({origin}), public_url=site)

    def tick() -> None:
        made = Worker(
            app.app_context, transport_from(ours), clock, "a worker", b"secret", lambda: 0.0
        )
        asyncio.run(made.run_once())

    with ThreadPoolExecutor(max_workers=1) as beside:
        beside.submit(tick).result()
