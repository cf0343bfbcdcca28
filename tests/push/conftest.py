"""A worker whose time, push service and chance are the test's."""

from __future__ import annotations

import asyncio

import pytest

from tests.helpers.push import FakeTransport
from webapp.push.worker import Worker


@pytest.fixture
def transport():
    return FakeTransport()


@pytest.fixture
def worker(app, clock, transport):
    """worker(): a process that reminds; called again, another one beside it."""
    made = []

    def make():
        made.append(None)
        return Worker(
            app.app_context, transport, clock, f"worker {len(made)}", b"secret", lambda: 0.0
        )

    return make


@pytest.fixture
def tick(worker, clock):
    """tick("16:45"): the first worker plans and sends at that time of the day."""
    first = worker()

    def run(time=None, by=first):
        if time is not None:
            clock.set(f"2026-11-23 {time}")
        return asyncio.run(by.tick())

    return run
