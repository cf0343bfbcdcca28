"""A push service of our own on loopback: strict about what it is sent, and bad on command.

It checks what real services check (RFC 8030, 8188, 8291, 8292) with other code than what sends:
the signature by PyJWT against the key in the header, the body by http-ece.
"""

from __future__ import annotations

import json
import re
import secrets
import socket
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from webapp.domain.subscription import Target

HEADER = 86
"""Bytes before the ciphertext: salt, record size, key length, key."""
CONTACT = re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+|https://\S+")


class Handset:
    """The browser's half of a subscription: it alone can read what is sent to it."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = secrets.token_bytes(16)
        self.point = self.key.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )

    def target(self, endpoint: str) -> Target:
        return Target(endpoint, self.point, self.auth)

    def read(self, body: bytes) -> bytes:
        plain: bytes = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.auth, version="aes128gcm"
        )
        return plain


@dataclass
class Received:
    """One request, with everything that is wrong with it."""

    path: str
    headers: dict[str, str]
    body: bytes
    connection: int
    claims: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    status: int = 0


@dataclass
class Answer:
    """What the next request gets, whatever it says."""

    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    wait: float = 0
    drop: bool = False


class PushService:
    """`service.endpoint()` is where to send; `service.received` is what came."""

    def __init__(self, true_now: float, tls: Any = None, port: int = 0) -> None:
        self.true_now = true_now
        self.received: list[Received] = []
        self.connections = 0
        self.gone: set[str] = set()
        self.live: dict[str, bytes | None] = {}
        self._next: deque[Answer] = deque()
        self._closing = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                service.connections += 1
                self.number = service.connections

            def do_POST(self) -> None:
                service.answer(self)

            do_GET = do_POST  # noqa: N815 — http.server asks by this name

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        scheme = "http"
        if tls is not None:
            scheme = "https"
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.origin = f"{scheme}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def endpoint(self, key: bytes | None = None) -> str:
        """A new subscription; with a key, only messages signed with it are taken."""
        token = secrets.token_urlsafe(24)
        self.live[token] = key
        return f"{self.origin}/wpush/v2/{token}"

    def next(self, status: int = 201, times: int = 1, **how: Any) -> None:
        """Answer the next requests like this."""
        self._next.extend([Answer(status, **how)] * times)

    def end(self, endpoint: str) -> None:
        """The subscription has ended, as when somebody removes the app."""
        self.gone.add(endpoint.rpartition("/")[2])

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join(timeout=5)
        self._server.server_close()

    def take(self, token: str, received: Received) -> None:
        """A message has been accepted. Those that have a browser pass it on."""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Look at one request and answer it."""
        length = int(request.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = request.rfile.read(length)
        received = Received(request.path, headers, body, request.number)  # type: ignore[attr-defined]  # set by our own handler
        token = request.path.rpartition("/")[2]
        received.problems = [*self._signature(received, self.live.get(token)), *_shape(received)]
        answer = self._next.popleft() if self._next else self._judged(token, received)
        received.status = answer.status
        self.received.append(received)
        self._closing.wait(answer.wait)
        if answer.drop:
            request.close_connection = True
            request.connection.shutdown(socket.SHUT_RDWR)
            return
        if answer.status == 201 and not received.problems:
            self.take(token, received)
        request.send_response(answer.status)
        for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
            request.send_header(name, value)
        request.end_headers()
        try:
            request.wfile.write(answer.body)
        except OSError:
            request.close_connection = True

    def _judged(self, token: str, received: Received) -> Answer:
        if token in self.gone:
            return Answer(410)
        if token not in self.live:
            return Answer(404)
        if any("another key" in each for each in received.problems):
            return Answer(401, body=b'{"errno": 109, "message": "VAPID public key mismatch"}')
        if len(received.body) > 4096:
            return Answer(413)
        wrong = json.dumps(received.problems).encode()
        return Answer(400, body=wrong) if received.problems else Answer(201)

    def _signature(self, received: Received, key: bytes | None) -> list[str]:
        read = re.fullmatch(
            r"vapid t=([\w.-]+), k=([\w-]+)", received.headers.get("authorization", "")
        )
        if read is None:
            return ["no signature"]
        point = urlsafe_b64decode(read[2] + "=" * (-len(read[2]) % 4))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        try:
            claims = jwt.decode(
                read[1], public, algorithms=["ES256"], options={"verify_aud": False,
                "verify_exp": False},
            )  # fmt: skip
        except jwt.InvalidTokenError as error:
            return [f"the signature is wrong: {error}"]
        received.claims = claims
        problems = []
        if key is not None and key != point:
            problems.append("signed with another key")
        if claims.get("aud") != self.origin:
            problems.append(f"meant for {claims.get('aud')}")
        if not 0 < claims.get("exp", 0) - self.true_now <= 24 * 60 * 60:
            problems.append("good for too long, or not any more")
        if not CONTACT.fullmatch(claims.get("sub", "")):
            problems.append("nobody to write to")
        return problems


def _shape(received: Received) -> list[str]:
    headers, body, problems = received.headers, received.body, []
    if not re.fullmatch(r"[1-9][0-9]{0,9}", headers.get("ttl", "")):
        problems.append(f"a TTL of {headers.get('ttl')}")
    if not re.fullmatch(r"[\w-]{32}", headers.get("topic", "")):
        problems.append("no topic of 32 signs")
    if headers.get("urgency") != "high":
        problems.append("not urgent")
    if headers.get("content-encoding") != "aes128gcm" or len(body) <= HEADER + 17:
        problems.append("not encrypted")
    elif int.from_bytes(body[16:20]) < len(body) - HEADER or body[20] != 65:
        problems.append("more than one record")
    return problems


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def wait_for(look: Any, seconds: float = 10) -> Any:
    """What `look` finds, as soon as it finds something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came")
