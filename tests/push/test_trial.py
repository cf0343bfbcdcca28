"""A trial message, and how long somebody waits for it."""

from __future__ import annotations

import socket
import time
from datetime import timedelta
from threading import Event

import pytest

from tests.helpers.push_service import Handset
from tests.helpers.subscriptions import ENDPOINT
from webapp.domain.subscription import Tried
from webapp.push import trial
from webapp.push.trial import Trials


@pytest.fixture
def silent_dns(monkeypatch):
    """No name server answers until the test is over."""
    over = Event()

    def wait(*_, **__):
        over.wait(20)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    yield
    over.set()


@pytest.mark.usefixtures("silent_dns")
def test_nobody_waits_longer_than_our_patience_for_a_name_that_is_not_found(
    config, clock, monkeypatch
):
    monkeypatch.setattr(trial, "PATIENCE", timedelta(seconds=0.2))
    began = time.monotonic()
    target = Handset().target(f"{ENDPOINT}jordans-own")
    assert Trials(config).send(target, "en", clock.true_now()) is Tried.LATER
    assert time.monotonic() - began < 3
