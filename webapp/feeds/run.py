"""Read what was asked for and what is due: fetch it, read it, keep what it would change.

It is work for a process of its own that nobody waits for. Killed at any moment it leaves the
lists as they were; the reading is begun again when its lease is over.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from webapp.actions import read_list
from webapp.actions.read_list import Claim
from webapp.domain.directory import FeedKind
from webapp.domain.directory_import import UNEXPECTED
from webapp.domain.feed import About, Fetched, FetchTrouble, NotModified
from webapp.domain.wall_clock import Instant
from webapp.feeds.fetch import fetch
from webapp.feeds.read import kind_of, read

log = logging.getLogger("dayline.feeds")
Fetch = Callable[..., Awaitable[Fetched | NotModified | FetchTrouble]]
OF_BMLT = ("client_interface", "main_server", "bmlt")
"""In the address of a list that is written that way."""


def run_due(true_now: Callable[[], Instant], fetcher: Fetch = fetch) -> int:
    """Everything that was asked for or is due. Returns how many lists were read."""
    read_list.ask_by_night(true_now())
    done = 0
    while run_one(true_now, fetcher=fetcher):
        done += 1
    return done


def run_one(
    true_now: Callable[[], Instant], only: str | None = None, fetcher: Fetch = fetch
) -> bool:
    """The next reading, or the one of that key. False if there is nothing to read."""
    claimed = read_list.claim(true_now(), only)
    if claimed is None:
        return False
    try:
        _read(claimed, true_now, fetcher)
    except Exception:
        log.exception("a list could not be read")
        read_list.troubled(claimed, UNEXPECTED, true_now())
    return True


def _read(claimed: Claim, true_now: Callable[[], Instant], fetcher: Fetch) -> None:
    got = _fetched(claimed, fetcher)
    if isinstance(got, FetchTrouble):
        read_list.troubled(claimed, got, true_now())
        return
    if isinstance(got, NotModified):
        read_list.not_modified(claimed, true_now())
        return
    kind = claimed.kind or kind_of(got.body) or _kind_behind(claimed.url)
    reading = read(got.body, About(kind, claimed.fellowship, claimed.zone))
    if reading.trouble is not None:
        read_list.troubled(claimed, reading.trouble, true_now())
        return
    read_list.finished(
        claimed,
        reading,
        true_now(),
        kind=kind,
        etag=got.etag,
        last_modified=got.last_modified,
    )


def _fetched(claimed: Claim, fetcher: Fetch) -> Fetched | NotModified | FetchTrouble:
    if claimed.body is not None:
        return Fetched(claimed.body)
    asked = fetcher(
        claimed.url,
        claimed.kind or _kind_behind(claimed.url),
        access_key=claimed.access_key,
        etag=claimed.etag,
        last_modified=claimed.last_modified,
    )
    return asyncio.run(_awaited(asked))


async def _awaited(
    asked: Awaitable[Fetched | NotModified | FetchTrouble],
) -> Fetched | NotModified | FetchTrouble:
    return await asked


def _kind_behind(url: str) -> FeedKind:
    """How a list is probably written, by its address."""
    is_bmlt = any(each in url.lower() for each in OF_BMLT)
    return FeedKind.BMLT if is_bmlt else FeedKind.MEETING_GUIDE
