"""Encrypt a message for one phone and hand it to that phone's push service.

Every answer becomes one of five outcomes. None of them says that a phone showed it: a push
service that accepts has only promised to try.
"""

from __future__ import annotations

import logging
import re
from base64 import urlsafe_b64encode
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from ssl import SSLContext
from urllib.parse import urlsplit

from aiohttp import (
    ClientConnectorDNSError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver
from webpush import WebPush, WebPushSubscription
from yarl import URL

from config import Config
from webapp.domain.subscription import Target, Unfit, origin_of, why_unfit
from webapp.domain.wall_clock import Instant
from webapp.hosts import NotPublic, PublicResolver
from webapp.push.message import Message, payload
from webapp.push.outcome import Gone, KeyMismatch, Outcome, Refused, Retry, Sent
from webapp.push.vapid import OriginVapid

__all__ = [
    "Gone", "KeyMismatch", "Outcome", "Refused", "Retry", "Sent", "Target", "Transport",
    "transport_from",
]  # fmt: skip

log = logging.getLogger("dayline.push")
PATIENCE = timedelta(seconds=10)
LONGEST_ANSWER = 2048
MOST_AT_ONCE = 64
KEPT_OPEN_SECONDS = 60
TOPIC = re.compile(r"[A-Za-z0-9_-]{32}")
LATER = frozenset({408, 425, 429})
OTHER_KEY = re.compile(
    r"do not correspond to the credentials used to create|public key mismatch|VapidPkHashMismatch"
)
"""How FCM, Mozilla and Apple say that a subscription was made for another key."""


class Transport:
    """Sends over connections that stay open. For one event loop, and one at a time of it."""

    def __init__(
        self,
        vapid: OriginVapid,
        public_url: str,
        extra_origins: frozenset[str] = frozenset(),
        *,
        patience: timedelta = PATIENCE,
        look_up: AbstractResolver | None = None,
        tls: SSLContext | None = None,
    ) -> None:
        self._vapid = vapid
        self._public_url = public_url
        self._extra_origins = extra_origins
        self._patience = patience
        self._look_up = look_up
        self._tls = tls
        self._open: ClientSession | None = None
        pem = vapid.private_pem, vapid.public_pem
        self._webpush = WebPush(*pem, subscriber="dayline")
        self._webpush.vapid = vapid

    async def send(
        self, target: Target, message: Message, *, ttl: int, topic: str, true_now: Instant
    ) -> Outcome:
        """Send one message that the push service may keep for `ttl` seconds.

        A waiting message of the same topic is replaced by it. Raises `ValueError` for a ttl
        that is not positive or a topic that is not 32 signs: both are mistakes of ours.
        """
        if ttl <= 0 or not TOPIC.fullmatch(topic):
            raise ValueError("a message needs time to arrive and a topic of 32 signs")
        origin = origin_of(target.endpoint, self._extra_origins)
        if origin is None or why_unfit(target, self._extra_origins) is Unfit.KEYS:
            return self._told(target, Refused(0))
        headers = {
            "Authorization": self._vapid.header_for(origin, true_now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(ttl),
            "Topic": topic,
            "Urgency": "high",
        }
        outcome = await self._post(target, self._encrypted(target, message), headers, true_now)
        return self._told(target, outcome)

    async def close(self) -> None:
        """Close the connections."""
        if self._open is not None:
            await self._open.close()

    def _encrypted(self, target: Target, message: Message) -> bytes:
        keys = {"p256dh": _base64url(target.p256dh), "auth": _base64url(target.auth)}
        phone = WebPushSubscription(endpoint=self._public_url, keys=keys)
        body: bytes = self._webpush.get(payload(message, self._public_url), phone).encrypted
        return body

    async def _post(
        self, target: Target, body: bytes, headers: dict[str, str], true_now: Instant
    ) -> Outcome:
        address = URL(target.endpoint, encoded=True)
        try:
            async with self._session().post(
                address, data=body, headers=headers, allow_redirects=False
            ) as answer:
                return await _understood(answer, true_now)
        except ClientConnectorDNSError as error:
            return Refused(0) if isinstance(error.os_error, NotPublic) else Retry(0, None)
        except (ClientError, TimeoutError, OSError):
            return Retry(0, None)

    def _session(self) -> ClientSession:
        if self._open is None:
            trusted = frozenset(urlsplit(each).hostname or "" for each in self._extra_origins)
            connector = TCPConnector(
                resolver=PublicResolver(trusted, self._look_up),
                limit=MOST_AT_ONCE,
                keepalive_timeout=KEPT_OPEN_SECONDS,
                ssl=self._tls or True,
            )
            self._open = ClientSession(
                connector=connector,
                timeout=ClientTimeout(total=self._patience.total_seconds()),
                cookie_jar=DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=("User-Agent", "Accept-Encoding"),
            )
        return self._open

    def _told(self, target: Target, outcome: Outcome) -> Outcome:
        """Write down how it went: the host and a hash, for the endpoint opens the phone."""
        host = urlsplit(origin_of(target.endpoint, self._extra_origins) or "").hostname
        facts = {
            "host": host or "not allowed",
            "phone": target.hash[:12],
            "outcome": type(outcome).__name__,
            "status": outcome.status,
        }
        level = logging.WARNING if isinstance(outcome, Refused | KeyMismatch) else logging.INFO
        log.log(level, "sent to a phone", extra={"facts": facts})
        return outcome


def transport_from(config: Config, *, patience: timedelta = PATIENCE) -> Transport:
    """The transport of this deployment. It connects when it first sends."""
    vapid = OriginVapid(config.vapid_private_key, config.vapid_contact)
    return Transport(vapid, config.public_url, config.extra_push_origins, patience=patience)


async def _understood(answer: ClientResponse, true_now: Instant) -> Outcome:
    status, said = answer.status, await _said(answer)
    if 200 <= status < 300:
        return Sent(status)
    if status in (404, 410):
        return Gone(status)
    if status in LATER or status >= 500:
        return Retry(status, _wait(answer.headers.get("Retry-After", ""), true_now))
    return KeyMismatch(status) if OTHER_KEY.search(said) else Refused(status)


async def _said(answer: ClientResponse) -> str:
    """The beginning of what a push service says. Read even where only the status counts: then
    the connection stays open. Whatever goes wrong here does not change the status."""
    said = b""
    try:
        while more := await answer.content.read(LONGEST_ANSWER - len(said)):
            said += more
    except (ClientError, TimeoutError, OSError):
        pass
    return said.decode("utf-8", "replace")


def _wait(said: str, true_now: Instant) -> timedelta | None:
    """How long a push service asks to be left alone, from seconds or a date."""
    if said.isascii() and said.isdigit() and len(said) < 10:
        return timedelta(seconds=int(said))
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(moment - true_now, timedelta(0))


def _base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
