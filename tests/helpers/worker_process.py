"""A worker as a process of its own, which a test can kill. Its push service is a file.

The environment says what time it is when the process starts (DAYLINE_TEST_NOW), how long the
service takes to answer (DAYLINE_TEST_SECONDS), where it writes down what it took, and in which
file the configuration is.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import time
from datetime import datetime, timedelta
from pathlib import Path

from webapp.app import create_app
from webapp.domain.wall_clock import Instant
from webapp.push.message import Message
from webapp.push.transport import Outcome, Sent, Target


class Running:
    """Time that goes on from a given start."""

    def __init__(self, start: str) -> None:
        self.start, self.began = datetime.fromisoformat(start), time.monotonic()

    def now(self) -> Instant:
        return Instant(self.start + timedelta(seconds=time.monotonic() - self.began))

    true_now = now


class ServiceInAFile:
    """Takes everything: one line for each message, written before the answer."""

    def __init__(self, path: str, seconds: float) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.seconds = seconds

    async def send(
        self, target: Target, message: Message, *, ttl: int, topic: str, true_now: Instant
    ) -> Outcome:
        await asyncio.sleep(self.seconds / 2)
        os.write(self.file, f"{target.endpoint} {message.tag} {ttl}\n".encode())
        await asyncio.sleep(self.seconds / 2)
        return Sent(201)

    async def close(self) -> None:
        os.close(self.file)


if __name__ == "__main__":
    config = pickle.loads(Path(os.environ["DAYLINE_TEST_CONFIG"]).read_bytes())
    app = create_app(config, clock=Running(os.environ["DAYLINE_TEST_NOW"]))
    service = os.environ["DAYLINE_TEST_SERVICE"], float(os.environ["DAYLINE_TEST_SECONDS"])
    app.extensions["dayline_transport"] = lambda: ServiceInAFile(*service)
    app.test_cli_runner().invoke(args=["worker"], catch_exceptions=False)
