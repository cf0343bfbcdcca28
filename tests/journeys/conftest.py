"""A real Chromium against the application on a real port."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from tests.helpers.cast import PASSPHRASE

PHONE = {"width": 390, "height": 844}
OPTIONS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
EXPECTED = (
    "Failed to load resource",
    "net::ERR",
    "htmx:sendError",
    "htmx:afterRequest",
    "Response Status Error Code 503",
)
"""What a browser writes when there is no network, or an answer is not 200."""
AXE = Path(__file__).parent / "vendor" / "axe-core@4.14.1" / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


# For each file anew: as long as it runs, Playwright holds this thread's event loop, and no
# other test could run one.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Debian's Chromium: all of it for what a phone keeps and does by itself, and for the rest
    its headless shell, the same engine at half the work."""
    whole = request.node.get_closest_marker("whole_browser") is not None
    browser = playwright.chromium.launch(**how_to_launch(whole=whole))
    yield browser
    browser.close()


def how_to_launch(*, whole: bool) -> dict[str, object]:
    """Where Chromium is and what to start it with; as root it cannot have its sandbox."""
    path = shutil.which("chromium")
    assert path, "the journeys need Chromium: apt-get install chromium"
    if not whole:
        path = shutil.which("chromium-headless-shell") or path
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return {"executable_path": path, "args": [*OPTIONS, *sandbox]}


class Counted:
    """An application, and how many requests it is answering now."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.lock = threading.Lock()
        self.busy = 0

    def __call__(self, environ: dict[str, object], start_response: Any) -> list[bytes]:
        with self.lock:
            self.busy += 1
        answer: Any = ()
        try:
            answer = self.app(environ, start_response)
            return [b"".join(answer)]
        finally:
            if hasattr(answer, "close"):
                answer.close()
            with self.lock:
                self.busy -= 1

    def rest(self) -> None:
        """Wait for what a phone that is gone had asked: the next test changes the database."""
        for _ in range(200):
            if not self.busy:
                return
            time.sleep(0.05)


@pytest.fixture(scope="session")
def counted(prepared: tuple[Flask, object]) -> Counted:
    return Counted(prepared[0])


@pytest.fixture(scope="session")
def server(counted: Counted) -> Iterator[BaseWSGIServer]:
    """The application of all tests, on a port of this machine."""
    running = make_server("127.0.0.1", 0, counted, threaded=True)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    thread.join(timeout=5)
    running.server_close()


@pytest.fixture
def site(
    app: Flask, server: BaseWSGIServer, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of the application, its database fresh."""
    address = f"http://localhost:{server.port}"
    monkeypatch.setitem(app.config, "DAYLINE_PUBLIC_URL", address)
    yield address
    counted.rest()


def until(page: Page, expression: str, *, seconds: float = 10) -> None:
    """Wait until the expression is true. Asked from outside: our pages allow no eval."""
    for _ in range(int(seconds * 20)):
        try:
            if page.evaluate(expression):
                return
        except Error as error:
            # The page that was asked went away for the next one: ask that.
            if "context was destroyed" not in str(error):
                raise
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


class Phone:
    """A browser context with what people do in it; complaints of the page are collected."""

    def __init__(self, context: BrowserContext, site: str, counted: Counted) -> None:
        self.context = context
        self.site = site
        self.counted = counted
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        if kind in ("error", "warning") and not any(said in text for said in EXPECTED):
            self.complaints.append(text)

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def sign_in(self, username: str, *, shared: bool = False) -> Page:
        self.open("/sign-in")
        self.page.fill("#username", username)
        self.page.fill("#passcode", PASSPHRASE)
        if shared:
            self.page.check("[name=shared_phone]")
        self.page.click("text=Sign in >> visible=true >> nth=-1")
        self.page.wait_for_url(lambda url: not url.endswith("/sign-in"))
        return self.page

    def settle(self) -> None:
        """Wait until the page is whole and the application owes no answer: a tap may have asked
        for another page, or for a part of this one, and what is read now would be of before."""
        quiet = self._is_quiet()
        for _ in range(200):
            if quiet:
                return
            self.page.wait_for_timeout(25)
            # Between an answer and what a script does with it lies a moment: look twice.
            quiet = self._is_quiet() and self._is_quiet()

    def _is_quiet(self) -> bool:
        try:
            whole = self.page.evaluate("document.readyState === 'complete'")
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            return False
        return bool(whole) and not self.counted.busy

    def text(self, selector: str = "main") -> str:
        self.settle()
        return " ".join(self.page.inner_text(selector).split())

    def worker_is_ready(self) -> None:
        """Wait until the service worker controls the page and has kept its files."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        until(self.page, "navigator.serviceWorker.controller !== null")


@pytest.fixture
def phone(chromium: Browser, site: str, counted: Counted) -> Iterator[Callable[..., Phone]]:
    """phone(): a fresh phone. Any complaint of a page (CSP, script error) fails the test."""
    made: list[Phone] = []

    def make(**options: object) -> Phone:
        context = chromium.new_context(**{"viewport": PHONE, **options})
        context.set_default_timeout(10_000)
        made.append(Phone(context, site, counted))
        return made[-1]

    yield make
    complaints = [text for each in made for text in each.complaints]
    for each in made:
        each.context.close()
    assert not complaints, complaints
