"""Who sends: a signed token for each push service, made once an hour (RFC 8292)."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from webpush.vapid import VAPID

from webapp.domain.subscription import decoded
from webapp.domain.wall_clock import Instant

NEW_AFTER = timedelta(hours=1)
"""Apple wants at most one new token an hour."""
GOOD_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Token:
    """An Authorization header, and when it was signed."""

    header: str
    made_at: Instant


class OriginVapid(VAPID):  # type: ignore[misc]  # webpush ships no types
    """The signature of this deployment, kept for each push service.

    In its own words webpush would sign for every message, drop a port from the audience and
    take any subscriber.
    """

    def __init__(self, private_key: str, contact: str) -> None:
        key = ec.derive_private_key(int.from_bytes(decoded(private_key)), ec.SECP256R1())
        self.private_pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.public_pem = key.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )
        super().__init__(self.private_pem, self.public_pem)
        self._key = key
        self._contact = contact
        self._tokens: dict[str, Token] = {}
        self.application_server_key = public_key_of(private_key)

    def header_for(self, origin: str, true_now: Instant) -> str:
        """The Authorization header for messages to that origin."""
        kept = self._tokens.get(origin)
        if kept is None or not timedelta(0) <= true_now - kept.made_at < NEW_AFTER:
            kept = self._tokens[origin] = Token(self._sign(origin, true_now), true_now)
        return kept.header

    def get_authorization_header(self, **_: Any) -> str:
        """What webpush asks for with each message. The transport brings its own."""
        return ""

    def _sign(self, origin: str, true_now: Instant) -> str:
        claims = {
            "aud": origin,
            "exp": int((true_now + GOOD_FOR).timestamp()),
            "sub": self._contact,
        }
        token = jwt.encode(claims, self._key, algorithm="ES256")
        return f"vapid t={token}, k={self.application_server_key}"


def public_key_of(private_key: str) -> str:
    """What a browser is told to expect messages from: the public half, in base64url."""
    key = ec.derive_private_key(int.from_bytes(decoded(private_key)), ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()
