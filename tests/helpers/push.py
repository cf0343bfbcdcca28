"""A push service that answers as a test tells it to, and remembers what it took."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from webapp.domain.wall_clock import Instant
from webapp.push.message import Message
from webapp.push.transport import Outcome, Sent, Target

Answer = Outcome | Exception | str
HANG = "hang"
CUT = "cut"
"""The process ends after the service took it and before its answer is there."""


class Killed(BaseException):
    """What a test raises where a process would be killed: nothing after it runs."""


@dataclass(frozen=True)
class Took:
    """One message, as the service got it."""

    target: Target
    message: Message
    ttl: int
    topic: str
    at: Instant


@dataclass
class FakeTransport:
    """Answers `Sent(201)`, or what `answer(target, message)` says: an outcome, an exception to
    raise, HANG or CUT."""

    answer: Callable[[Target, Message], Answer] = lambda _target, _message: Sent(201)
    took: list[Took] = field(default_factory=list)
    asked: list[Took] = field(default_factory=list)
    closed: bool = False
    most_at_once: int = 0
    at_once: int = 0

    async def send(
        self, target: Target, message: Message, *, ttl: int, topic: str, true_now: Instant
    ) -> Outcome:
        each = Took(target, message, ttl, topic, true_now)
        self.asked.append(each)
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        try:
            await asyncio.sleep(0)
            answer = self.answer(target, message)
            if answer == HANG:
                await asyncio.sleep(3600)
            if answer == CUT:
                self.took.append(each)
                raise Killed
            if isinstance(answer, Exception):
                raise answer
            if isinstance(answer, Sent):
                self.took.append(each)
            assert not isinstance(answer, str)
            return answer
        finally:
            self.at_once -= 1

    async def close(self) -> None:
        self.closed = True

    @property
    def said(self) -> list[str]:
        """What phones were told, in order."""
        return [each.message.body for each in self.took]
