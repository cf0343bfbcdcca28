"""One trial message, sent while somebody waits for it."""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
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
        """Send one and say what became of it, within `PATIENCE` whatever is silent."""
        return TRIED[type(asyncio.run(self._send(target, lang, true_now)))]

    async def _send(self, target: Target, lang: str, true_now: Instant) -> Outcome:
        asyncio.get_running_loop().set_default_executor(LeftBehind(max_workers=1))
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


class LeftBehind(ThreadPoolExecutor):
    """Looks names up, and is not waited for: a look-up that nobody answers cannot be called
    off, and would hold whoever ends the loop for as long as the system keeps asking."""

    def shutdown(self, wait: bool = False, *, cancel_futures: bool = True) -> None:
        """Let its thread end when it ends."""
        super().shutdown(wait=False, cancel_futures=True)
