"""The browser's side of the push service: Mozilla's autopush protocol over a web socket."""

from __future__ import annotations

import json
import secrets
import threading
import uuid
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from tests.helpers.push_service import PushService, Received, base64url
from webapp.domain.subscription import decoded


class Autopush(PushService):
    """A push service that a real Firefox subscribes to and takes its messages from."""

    def __init__(self, true_now: float) -> None:
        super().__init__(true_now)
        self._browsers: dict[str, ServerConnection] = {}
        self._known: set[str] = set()
        self._channels: dict[str, tuple[str, str]] = {}
        self._socket = serve(
            self._talk, "127.0.0.1", 0, subprotocols=["push-notification"], compression=None
        )
        self.websocket = f"ws://127.0.0.1:{self._socket.socket.getsockname()[1]}/"
        self._listening = threading.Thread(target=self._socket.serve_forever)
        self._listening.start()

    def close(self) -> None:
        self._socket.shutdown()
        self._listening.join(timeout=5)
        super().close()

    def subscriptions(self) -> list[str]:
        """The endpoints that have not ended."""
        tokens = [token for token in self._channels if token not in self.gone]
        return [f"{self.origin}/wpush/v2/{token}" for token in tokens]

    def forget_browsers(self) -> None:
        """Lose every subscription, as push services do: each browser is somebody new."""
        self._known.clear()
        self.gone |= set(self._channels)
        for browser in list(self._browsers.values()):
            browser.close(1001, "bye")

    def take(self, token: str, received: Received) -> None:
        self.give(token, received.body)

    def give(self, token: str, body: bytes | None) -> None:
        """Pass a message on, or one without words."""
        uaid, channel = self._channels[token]
        message: dict[str, Any] = {
            "messageType": "notification",
            "channelID": channel,
            "version": secrets.token_urlsafe(12),
            "ttl": 60,
        }
        if body is not None:
            message |= {"data": base64url(body), "headers": {"encoding": "aes128gcm"}}
        self._browsers[uaid].send(json.dumps(message))

    def _talk(self, browser: ServerConnection) -> None:
        uaid = ""
        try:
            for raw in browser:
                said = json.loads(raw)
                kind = said.get("messageType", "ping")
                if kind == "hello":
                    before = said.get("uaid")
                    uaid = before if before in self._known else uuid.uuid4().hex
                    self._known.add(uaid)
                    self._browsers[uaid] = browser
                    answer = {"uaid": uaid, "status": 200, "use_webpush": True, "broadcasts": {}}
                    browser.send(json.dumps({"messageType": "hello", **answer}))
                elif kind == "register":
                    browser.send(json.dumps(self._register(uaid, said)))
                elif kind == "unregister":
                    ended = {
                        t for t, each in self._channels.items() if each[1] == said["channelID"]
                    }
                    self.gone |= ended
                    browser.send(json.dumps({**said, "status": 200}))
                elif kind == "ping":
                    browser.send("{}")
        except ConnectionClosed:
            pass

    def _register(self, uaid: str, said: dict[str, Any]) -> dict[str, Any]:
        endpoint = self.endpoint(decoded(said["key"].rstrip("=")))
        self._channels[endpoint.rpartition("/")[2]] = (uaid, said["channelID"])
        return {
            "messageType": "register",
            "channelID": said["channelID"],
            "status": 200,
            "pushEndpoint": endpoint,
        }
