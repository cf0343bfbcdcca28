"""One trial message, sent while somebody waits for it."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta

from config import Config
from webapp.domain.subscription import Target, Tried
from webapp.domain.wall_clock import Instant
from webapp.push.message import trial
from webapp.push.outcome import Gone, KeyMismatch, Outcome, Refused, Retry, Sent
from webapp.push.transport import transport_from

PATIENCE = timedelta(seconds=5)
"""Somebody looks at the page, and a web worker waits with them."""
GOOD_FOR_SECONDS = 300
TRIED = {
    Sent: Tried.SENT,
    Gone: Tried.GONE,
    Retry: Tried.LATER,
    KeyMismatch: Tried.OTHER_KEY,
    Refused: Tried.REFUSED,
}


class Trials:
    """Sends trial messages for this deployment."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def send(self, target: Target, lang: str, true_now: Instant) -> Tried:
        """Send one and say what became of it."""
        return TRIED[type(asyncio.run(self._send(target, lang, true_now)))]

    async def _send(self, target: Target, lang: str, true_now: Instant) -> Outcome:
        transport = transport_from(self.config, patience=PATIENCE)
        try:
            return await transport.send(
                target,
                trial(lang),
                ttl=GOOD_FOR_SECONDS,
                topic=secrets.token_hex(16),
                true_now=true_now,
            )
        finally:
            await transport.close()
