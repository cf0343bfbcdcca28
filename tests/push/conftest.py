"""A push service, a phone, our way to send to it; and a worker whose time is the test's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from config import DEMO_CONTACT, new_vapid_key
from tests.helpers.clock import at
from tests.helpers.push import FakeTransport
from tests.helpers.push_service import Handset, PushService
from webapp.domain.subscription import decoded
from webapp.push.message import Message
from webapp.push.transport import Transport
from webapp.push.vapid import OriginVapid
from webapp.push.worker import Worker

NOW = at("2026-11-23 16:45")
TOPIC = "t" * 32
MESSAGE = Message("Dayline", "Reminder: 5:45 PM", "/today", "en", "one")


@pytest.fixture
def service() -> Iterator[PushService]:
    running = PushService(NOW.timestamp())
    yield running
    running.close()


@pytest.fixture
def vapid() -> OriginVapid:
    return OriginVapid(new_vapid_key(), DEMO_CONTACT)


@pytest.fixture
def handset() -> Handset:
    return Handset()


@pytest.fixture
def target(service, vapid, handset):
    """That phone, subscribed with our key."""
    return handset.target(service.endpoint(decoded(vapid.application_server_key)))


@pytest.fixture
def send(service, vapid):
    """send(target): one message to each target, in order, over one transport."""

    def run(*targets, message=MESSAGE, ttl=3600, topic=TOPIC, true_now=NOW, **how):
        async def all_of_them():
            extra = frozenset({service.origin})
            transport = Transport(
                vapid, "https://day.example.org", **{"extra_origins": extra, **how}
            )
            try:
                return [
                    await transport.send(each, message, ttl=ttl, topic=topic, true_now=true_now)
                    for each in targets
                ]
            finally:
                await transport.close()

        return asyncio.run(all_of_them())

    return run


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
