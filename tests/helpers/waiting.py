"""What a phone's service worker sends when there is signal again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from werkzeug.test import TestResponse

from tests.helpers.browser import Browser


def milliseconds(moment: datetime) -> int:
    """As a phone's clock tells it."""
    return int(moment.timestamp() * 1000)


def entry(
    kind: str, now: datetime, ago: timedelta, key: str = "key-on-the-phone", **fields: str
) -> dict[str, Any]:
    """What was tapped so long ago, by a phone whose clock is right."""
    clocks = {"claimed_at": milliseconds(now - ago), "sent_at": milliseconds(now)}
    return {"key": key, "kind": kind, "fields": fields, **clocks}


def send(browser: Browser, *entries: Any, **instead: Any) -> TestResponse:
    """Take a fresh token, then send them all."""
    told = browser.raw("/waiting").get_json()
    sent = {"account": told["account"], "entries": list(entries), **instead}
    return browser.submit("/waiting", json=sent, headers={"X-CSRFToken": told["token"]})


def answers(browser: Browser, *entries: Any) -> list[tuple[str, str]]:
    """What became of each, and its words."""
    answer = send(browser, *entries)
    assert answer.status_code == 200, answer.text
    return [(each["state"], each["words"]) for each in answer.get_json()["answers"]]
