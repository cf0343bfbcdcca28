"""Fetch a list that somebody else keeps, and let nothing that answers do harm."""

from __future__ import annotations

from datetime import timedelta
from ssl import SSLContext

from aiohttp.abc import AbstractResolver

from webapp.domain.directory import FeedKind
from webapp.domain.feed import Fetched, FetchTrouble, NotModified

PATIENCE = timedelta(seconds=30)


async def fetch(
    url: str,
    kind: FeedKind,
    *,
    access_key: str = "",
    etag: str = "",
    last_modified: str = "",
    loopback: bool = False,
    patience: timedelta = PATIENCE,
    look_up: AbstractResolver | None = None,
    tls: SSLContext | None = None,
) -> Fetched | NotModified | FetchTrouble:
    """The list behind an address. `loopback` lets it be on this machine (tests, the demo);
    `look_up` and `tls` are the tests'."""
    raise NotImplementedError
