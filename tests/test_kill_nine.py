"""The server is killed in the middle of the evening's arrivals, again and again."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest

from tests.helpers.door import FIRST_ID, Door, Phone, is_in, open_door
from tests.helpers.rows import rows
from tests.helpers.server import Server
from webapp.models.attendance import CheckInRow
from webapp.models.audit import AuditEvent
from webapp.models.base import db

PHONES = 90
ROUNDS = 3
AT_ONCE = 12

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def server(app, config):
    running = Server(config)
    yield running
    running.kill()


class Evening:
    """Phones that send until they are told, each its own form, however often that takes."""

    def __init__(self, door: Door, server: Server) -> None:
        self.door, self.server = door, server
        self.waiting = list(door.phones)
        self.told: list[Phone] = []
        self.cut = 0

    async def until(self, told: int) -> None:
        """Let them send, some at once, until so many were told; kill the server that moment."""
        senders = [asyncio.create_task(self._send(told)) for _ in range(AT_ONCE)]
        await asyncio.gather(*senders)

    async def _send(self, told: int) -> None:
        while self.waiting and len(self.told) < told:
            phone = self.waiting.pop(0)
            try:
                answered = await self.door.check_in(phone, self.server.port)
            except OSError:
                self.waiting.append(phone)
                self.cut += 1
                return
            assert is_in(answered), answered
            self.told.append(phone)
            if len(self.told) >= told and told < PHONES:
                self.server.kill()

    async def again(self, phones: list[Phone]) -> None:
        """The same forms once more: the same answer."""
        for phone in phones:
            assert is_in(await self.door.check_in(phone, self.server.port))


def recorded() -> Counter[str]:
    """The forms whose check-in is in the database, and how often."""
    db.session.rollback()
    return Counter(row.key for row in rows(CheckInRow))


def test_kill_nine_during_the_arrivals_loses_nothing_that_a_phone_was_told(app, server):
    evening = Evening(open_door(app, PHONES), server)
    db.session.remove()
    dice = random.Random(7)
    server.start()
    for _ in range(ROUNDS):
        asyncio.run(evening.until(len(evening.told) + dice.randrange(8, 25)))
        kept = recorded()
        assert {phone.key for phone in evening.told} <= set(kept), "told, and lost"
        server.start()
        asyncio.run(evening.again(evening.told[-5:]))
        assert recorded() == kept, "a form sent again added something"
    asyncio.run(evening.until(PHONES))

    assert evening.cut, "it was never killed in the middle of anything"
    assert recorded() == {phone.key: 1 for phone in evening.door.phones}
    noted = [row.participant_id for row in rows(AuditEvent, action="checked_in")]
    assert sorted(noted) == list(range(FIRST_ID, FIRST_ID + PHONES))
