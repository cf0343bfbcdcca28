"""Knock at the web server's door, so that it notes that it is there while nobody asks it."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar

PATIENCE = timedelta(seconds=5)
"""Whoever waits longer for a page is not served either."""


async def knock(server_url: str, patience: timedelta = PATIENCE) -> bool:
    """Whether the web server answers, whatever it says. It notes its sign of life itself: the
    worker vouches for nobody. One request to that address, wherever it points to then."""
    timeout = ClientTimeout(total=patience.total_seconds())
    try:
        async with (
            ClientSession(timeout=timeout, cookie_jar=DummyCookieJar()) as session,
            session.get(f"{server_url}/up", allow_redirects=False),
        ):
            return True
    except (ClientError, TimeoutError, OSError):
        return False
