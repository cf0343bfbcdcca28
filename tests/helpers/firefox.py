"""A real Firefox, driven over Marionette: what was shown is read from the browser itself."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
QUIET = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.malware.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.url": "",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.manage-offline-status": False,
    "remote.prefs.recommended": False,
    "signon.rememberSignons": False,
    "services.settings.server": "http://127.0.0.1:9/none",
    "toolkit.telemetry.server": "",
}
RECORD_ALERTS = """
if (!window.shownAlerts) {
  const text = (read) => { try { return String(read() ?? ""); } catch { return ""; } };
  window.shownAlerts = [];
  window.liveAlerts = new Map();
  const service = {
    QueryInterface: ChromeUtils.generateQI(["nsIAlertsService", "nsIAlertsDoNotDisturb"]),
    async showAlert(alert, listener) {
      const n = window.shownAlerts.length;
      window.shownAlerts.push({ n, title: text(() => alert.title), body: text(() => alert.text),
        lang: text(() => alert.lang) });
      window.liveAlerts.set(n, { alert, listener });
      listener?.observe(null, "alertshow", alert.cookie ?? "");
    },
    closeAlert() {},
    async getHistory() { return []; },
    teardown() {}, pbmTeardown() {}, manualDoNotDisturb: false, suppressForScreenSharing: false,
  };
  const factory = { createInstance: (iid) => service.QueryInterface(iid),
    QueryInterface: ChromeUtils.generateQI(["nsIFactory"]) };
  Components.manager.QueryInterface(Ci.nsIComponentRegistrar).registerFactory(
    Services.uuid.generateUUID(), "Alerts of the tests", "@mozilla.org/alerts-service;1", factory);
  window.keptAlertService = [service, factory];
}
"""
TAP_ALERT = """
const { alert, listener } = window.liveAlerts.get(arguments[0]);
listener.observe(null, "alertclickcallback", alert.cookie ?? "");
"""
PERMIT = """
const principal = Services.scriptSecurityManager.createContentPrincipalFromOrigin(arguments[0]);
Services.perms.addFromPrincipal(principal, "desktop-notification",
  arguments[1] ? Services.perms.ALLOW_ACTION : Services.perms.DENY_ACTION);
"""
QUESTION = """
const all = window.PopupNotifications?._currentNotifications ?? [];
return all.some((n) => /web-notif/.test(n.id));
"""
ALLOW = """
const asked = window.PopupNotifications._currentNotifications.find((n) => /web-notif/.test(n.id));
asked.mainAction.callback.call(undefined, { checkboxChecked: true, source: "button-click" });
window.PopupNotifications.remove(asked);
"""
TABS = "return window.gBrowser.tabs.map((tab) => tab.linkedBrowser.currentURI.spec);"
STOP_WORKERS = """
const manager = Cc["@mozilla.org/serviceworkers/manager;1"].getService(Ci.nsIServiceWorkerManager);
const all = manager.getAllRegistrations();
for (let i = 0; i < all.length; i++) {
  all.queryElementAt(i, Ci.nsIServiceWorkerRegistrationInfo).activeWorker?.terminateWorker?.();
}
"""


class Marionette:
    """Firefox's own protocol for being driven: lengths and JSON over a socket."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._file = self._socket.makefile("rb")
        self._count = 0
        self._receive()

    def ask(self, name: str, **values: Any) -> Any:
        self._count += 1
        sent = json.dumps([0, self._count, name, values]).encode()
        self._socket.sendall(str(len(sent)).encode() + b":" + sent)
        _kind, _number, error, result = self._receive()
        if error:
            raise MarionetteError(f"{error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def _receive(self) -> Any:
        digits = b""
        while (sign := self._file.read(1)) != b":":
            if not sign:
                raise ConnectionError("Firefox hung up")
            digits += sign
        return json.loads(self._file.read(int(digits)))


class MarionetteError(RuntimeError):
    """Firefox could not do it."""


class Firefox:
    """A headless Firefox with a fresh profile, whose only push service is the tests' own."""

    def __init__(self, push_service: str) -> None:
        path = shutil.which("firefox-esr") or shutil.which("firefox")
        assert path, "this journey needs Firefox: apt-get install firefox-esr"
        self._profile = Path(tempfile.mkdtemp(prefix="dayline-firefox-"))
        wanted = QUIET | {
            "dom.push.serverURL": push_service,
            "dom.push.testing.allowInsecureServerURL": True,
            "dom.push.retryBaseInterval": 200,
            "marionette.port": 0,
        }
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in wanted.items()]
        (self._profile / "user.js").write_text("".join(lines))
        self._process = subprocess.Popen(
            [path, "--marionette", "--remote-allow-system-access", "--new-instance", "--no-remote",
             "--profile", str(self._profile), "--headless", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "HOME": str(self._profile), "MOZ_CRASHREPORTER_DISABLE": "1",
                 "MOZ_DISABLE_CONTENT_SANDBOX": "1"},
        )  # fmt: skip
        self._marionette = Marionette(self._port())
        self._marionette.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
        self.inside(RECORD_ALERTS)

    def _port(self) -> int:
        file = self._profile / "MarionetteActivePort"
        for _ in range(600):
            if file.exists() and file.read_text().strip():
                return int(file.read_text())
            assert self._process.poll() is None, "Firefox ended"
            time.sleep(0.1)
        raise AssertionError("Firefox never opened its port")

    def open(self, url: str) -> None:
        self._marionette.ask("WebDriver:Navigate", url=url)

    def url(self) -> str:
        return str(self._marionette.ask("WebDriver:GetCurrentURL"))

    def fill(self, css: str, text: str) -> None:
        self._marionette.ask("WebDriver:ElementSendKeys", id=self._find(css), text=text)

    def tap(self, css: str, seconds: float = 10) -> None:
        """A click that counts as one of a person, once the element is there to be clicked."""
        end = time.monotonic() + seconds
        while True:
            try:
                self._marionette.ask("WebDriver:ElementClick", id=self._find(css))
            except MarionetteError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
            else:
                return

    def text(self, css: str) -> str:
        try:
            return str(self._marionette.ask("WebDriver:GetElementText", id=self._find(css)))
        except MarionetteError:
            return ""

    def script(self, body: str, *arguments: Any) -> Any:
        """In the page, apart from its own scripts."""
        return self._marionette.ask(
            "WebDriver:ExecuteScript", script=body, args=arguments, sandbox="tests"
        )

    def inside(self, body: str, *arguments: Any) -> Any:
        """In the browser itself, where no page can pretend."""
        self._marionette.ask("Marionette:SetContext", value="chrome")
        try:
            return self._marionette.ask(
                "WebDriver:ExecuteScript", script=body, args=arguments, sandbox="system"
            )
        finally:
            self._marionette.ask("Marionette:SetContext", value="content")

    def asks_permission(self) -> bool:
        return bool(self.inside(QUESTION))

    def allow(self) -> None:
        self.inside(ALLOW)

    def permit(self, origin: str, *, allowed: bool) -> None:
        self.inside(PERMIT, origin, allowed)

    def shown(self) -> list[dict[str, Any]]:
        """Every notification that the browser was told to show."""
        found: list[dict[str, Any]] = self.inside("return window.shownAlerts;")
        return found

    def tap_notification(self, n: int) -> None:
        self.inside(TAP_ALERT, n)

    def tabs(self) -> list[str]:
        return list(self.inside(TABS))

    def close_app(self) -> None:
        """As on a locked phone: no page is open and no worker runs."""
        self.open("about:blank")
        self.inside(STOP_WORKERS)

    def quit(self) -> None:
        with suppress(OSError, MarionetteError):
            self._marionette.ask("Marionette:Quit", flags=["eForceQuit"])
        self._marionette.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(5)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _find(self, css: str) -> str:
        found = self._marionette.ask("WebDriver:FindElement", using="css selector", value=css)
        return str(found[ELEMENT])
