"""Which push subscriptions are acceptable: whose server, which keys, how many.

A subscription tells Dayline where to send, and anybody who is signed in can make one up. So
an endpoint is read by a pattern that leaves no room for a second reading, and its host is on
a list.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

HOSTS = frozenset({"fcm.googleapis.com", "jmt17.google.com", "updates.push.services.mozilla.com"})
SUFFIXES = (".push.apple.com", ".notify.windows.com")
ORIGIN = re.compile(r"https://([a-z0-9-]+(?:\.[a-z0-9-]+)+)")
"""https and a plain name: no port, no user."""
PATH = re.compile(r"/[!\"$-\[\]^_`a-z{|}~]*")
"""Printable signs without blank, # or backslash."""
LONGEST_ENDPOINT = 1000
MOST_PHONES = 10
POINT_LENGTH = 65
AUTH_LENGTH = 16

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
"""The curve P-256: y² = x³ - 3x + B, modulo P."""


class Unfit(StrEnum):
    """Why a subscription is not accepted."""

    ENDPOINT = "endpoint"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Target:
    """One browser as a push service knows it: its address, its public key, its secret."""

    endpoint: str
    p256dh: bytes
    auth: bytes

    @property
    def hash(self) -> str:
        """What the endpoint is found by, and named by in logs: it opens nothing."""
        return sha256(self.endpoint.encode(errors="backslashreplace")).hexdigest()


def origin_of(endpoint: str, extra_origins: Set[str] = frozenset()) -> str | None:
    """The origin that a message to this endpoint goes to, or None: we do not send there.

    `extra_origins` are exact origins that the deployment has added.
    """
    name = ORIGIN.match(endpoint)
    known = name and (name[1] in HOSTS or name[1].endswith(SUFFIXES))
    allowed = {*extra_origins, *([name[0]] if name and known else [])}
    for origin in allowed if len(endpoint) <= LONGEST_ENDPOINT else ():
        if endpoint.startswith(origin) and PATH.fullmatch(endpoint, len(origin)):
            return origin
    return None


def why_unfit(target: Target, extra_origins: Set[str] = frozenset()) -> Unfit | None:
    """Why a subscription cannot be accepted, or None."""
    if origin_of(target.endpoint, extra_origins) is None:
        return Unfit.ENDPOINT
    if len(target.auth) != AUTH_LENGTH or not is_on_curve(target.p256dh):
        return Unfit.KEYS
    return None


def is_on_curve(point: bytes) -> bool:
    """Whether these bytes are an uncompressed point of P-256: what a browser's key is."""
    if len(point) != POINT_LENGTH or point[0] != 4:
        return False
    x, y = int.from_bytes(point[1:33]), int.from_bytes(point[33:])
    return x < P and y < P and (y * y - (x * x * x - 3 * x + B)) % P == 0


def decoded(text: str) -> bytes:
    """What browsers write as base64url without padding; nothing where it is something else."""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)) if text.isascii() else b""
    except (Error, ValueError):
        return b""


def key_id(public_key: str) -> str:
    """A short name for the key that a browser was told to expect (base64url, as it gets it)."""
    return sha256(public_key.encode()).hexdigest()[:16]


class Ended(StrEnum):
    """Why a subscription is used no more."""

    OFF = "off"
    SIGNED_OUT = "signed_out"
    MOVED = "moved"
    """Somebody else is signed in on that phone now."""
    REPLACED = "replaced"
    """The browser made a new one in its place."""
    GONE = "gone"
    """Its push service says that it has ended."""
    OTHER_KEY = "subscribe_again"
    """It was made for another key of ours."""


STILL_WANTED = (Ended.REPLACED, Ended.GONE, Ended.OTHER_KEY)
"""These ended without anybody wishing it: the phone may subscribe again by itself."""


class Tried(StrEnum):
    """What became of a message that was handed to a phone's push service."""

    SENT = "sent"
    LATER = "later"
    GONE = "gone"
    OTHER_KEY = "other_key"
    REFUSED = "refused"
