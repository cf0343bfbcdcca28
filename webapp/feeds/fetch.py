"""Fetch a list that somebody else keeps, and let nothing that answers do harm.

Whoever may add a source may type any address, and whoever keeps a list may send us on to any
other. So each step is checked anew, and the connection goes to the address that was checked.
"""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass
from datetime import timedelta
from ssl import SSLContext

from aiohttp import (
    ClientConnectorDNSError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientSSLError,
    ClientTimeout,
    DummyCookieJar,
    InvalidURL,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver
from aiohttp.client_exceptions import ClientConnectorError
from yarl import URL

from webapp.domain.directory import FeedKind
from webapp.domain.feed import Fetched, FetchTrouble, NotModified
from webapp.feeds.address import address_of, opened, without_key
from webapp.feeds.read import MOST_BYTES
from webapp.feeds.unpack import TooMuch, Unpacker
from webapp.hosts import NotPublic, PublicResolver, is_public
from webapp.version import VERSION

PATIENCE = timedelta(seconds=30)
MOST_REDIRECTS = 3
MOST_AT_ONCE = 64 * 1024
USER_AGENT = f"Dayline/{VERSION} (meeting directory)"
ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
STATUSES = {
    401: FetchTrouble.FORBIDDEN,
    403: FetchTrouble.FORBIDDEN,
    404: FetchTrouble.NOT_FOUND,
    408: FetchTrouble.BUSY,
    410: FetchTrouble.NOT_FOUND,
    425: FetchTrouble.BUSY,
    429: FetchTrouble.BUSY,
    503: FetchTrouble.BUSY,
}

Outcome = Fetched | NotModified | FetchTrouble


@dataclass(frozen=True, slots=True)
class _Asking:
    """What goes along from one address to the next."""

    access_key: str
    headers: dict[str, str]
    trusted: frozenset[str]


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
) -> Outcome:
    """The list behind an address, that it is as it was, or why there is none. Raises nothing
    for what an address says or does.

    `etag` and `last_modified` are those of the last `Fetched`. `loopback` lets the list be on
    this machine, for tests and the demo; `look_up` and `tls` are the tests'.
    """
    address = address_of(url, kind, access_key)
    if address is None:
        return FetchTrouble.NOT_HTTP
    asked = {"If-None-Match": _header(etag), "If-Modified-Since": _header(last_modified)}
    headers = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": USER_AGENT}
    headers |= {name: value for name, value in asked.items() if value}
    trusted = ON_THIS_MACHINE if loopback else frozenset[str]()
    connector = TCPConnector(
        resolver=PublicResolver(trusted, look_up), use_dns_cache=False, ssl=tls or True
    )
    session = ClientSession(
        connector=connector,
        timeout=ClientTimeout(total=None),
        cookie_jar=DummyCookieJar(),
        auto_decompress=False,
    )
    try:
        async with session, asyncio.timeout(patience.total_seconds()):
            return await _follow(session, address, _Asking(access_key, headers, trusted))
    except TimeoutError:
        return FetchTrouble.TOO_SLOW
    except (ClientError, OSError, ValueError, zlib.error, EOFError, TooMuch) as error:
        return _trouble(error)


async def _follow(session: ClientSession, address: URL, asking: _Asking) -> Outcome:
    for _ in range(MOST_REDIRECTS + 1):
        if not _may_ask(address, asking):
            return FetchTrouble.PRIVATE_ADDRESS
        async with session.get(address, headers=asking.headers, allow_redirects=False) as answer:
            if answer.status not in REDIRECTS or not answer.headers.get("Location"):
                return await _understood(answer, asked="If-None-Match" in asking.headers)
            further = _further(address, answer, asking.access_key)
        if further is None:
            return FetchTrouble.NOT_HTTP
        address = further
    return FetchTrouble.TOO_MANY_REDIRECTS


def _may_ask(address: URL, asking: _Asking) -> bool:
    """Whether a host that is an address itself is a public one: such a host is never looked up,
    and neither is one of digits, like 127.1 or 2130706433, which the system takes for one.
    Names are checked when they are looked up."""
    host = address.host or ""
    if host in asking.trusted:
        return True
    try:
        return is_public(host)
    except ValueError:
        return ":" not in host and not host.replace(".", "").isdigit()


def _further(address: URL, answer: ClientResponse, access_key: str) -> URL | None:
    """Where an answer sends us on to. The key goes along to the same site only, and never from
    https to http."""
    try:
        further = opened(str(address.join(URL(answer.headers["Location"]))))
    except ValueError:
        return None
    if further is None or not access_key or _same_site(address, further):
        return further
    return without_key(further, access_key)


def _same_site(one: URL, other: URL) -> bool:
    names = {(each.host or "").removeprefix("www.") for each in (one, other)}
    return len(names) == 1 and (one.scheme, other.scheme) != ("https", "http")


async def _understood(answer: ClientResponse, *, asked: bool) -> Outcome:
    if answer.status == 304 and asked:
        return NotModified()
    if answer.status != 200:
        return STATUSES.get(answer.status, FetchTrouble.BROKEN)
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("gzip", "x-gzip", "identity", ""):
        return FetchTrouble.BROKEN
    if (answer.content_length or 0) > MOST_BYTES:
        return FetchTrouble.TOO_LARGE
    body = Unpacker(packing.endswith("gzip"), MOST_BYTES)
    async for part in answer.content.iter_chunked(MOST_AT_ONCE):
        body.take(part)
    names = ("ETag", "Last-Modified")
    etag, last_modified = (_header(answer.headers.get(name, "")) for name in names)
    return Fetched(body.whole(), etag, last_modified)


def _trouble(error: Exception) -> FetchTrouble:
    if isinstance(error, TooMuch):
        return FetchTrouble.TOO_LARGE
    if isinstance(error, InvalidURL):
        return FetchTrouble.NOT_HTTP
    if isinstance(error, ClientConnectorDNSError) and isinstance(error.os_error, NotPublic):
        return FetchTrouble.PRIVATE_ADDRESS
    if isinstance(error, ClientSSLError):
        return FetchTrouble.TLS
    if isinstance(error, ClientConnectorError):
        return FetchTrouble.UNREACHABLE
    return FetchTrouble.BROKEN


def _header(value: str) -> str:
    """A value that may go back in a header: short, and one line of plain signs."""
    return value if len(value) <= 200 and value.isascii() and value.isprintable() else ""
