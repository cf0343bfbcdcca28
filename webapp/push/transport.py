"""The way to the push services, and what they can answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from config import Config
from webapp.domain.wall_clock import Instant
from webapp.push.message import Message


@dataclass(frozen=True, slots=True)
class Target:
    """One phone: where it listens, and the keys that only it can read with."""

    endpoint: str
    p256dh: bytes
    auth: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """The push service took it. That is not yet delivered."""

    status: int


@dataclass(frozen=True, slots=True)
class Gone:
    """The push service does not know this phone any more."""

    status: int


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now, or no answer at all (status 0). `after` is what the service asked for."""

    status: int
    after: timedelta | None


@dataclass(frozen=True, slots=True)
class KeyMismatch:
    """The phone subscribed with another key of ours."""

    status: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Any other answer; the same message would be refused again."""

    status: int


Outcome = Sent | Gone | Retry | KeyMismatch | Refused


class Transport:
    """Until there is one: nothing goes out, and everything is tried again."""

    async def send(
        self, target: Target, message: Message, *, ttl: int, topic: str, true_now: Instant
    ) -> Outcome:
        """Send one message."""
        return Retry(0, None)

    async def close(self) -> None:
        """Let go of the connections."""


def transport_from(config: Config) -> Transport:
    """The transport of this configuration."""
    return Transport()
