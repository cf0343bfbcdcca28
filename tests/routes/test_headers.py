"""What every answer says to the browser about itself."""

from collections.abc import Iterator

import pytest

from config import Config
from tests.helpers.browser import Browser
from tests.helpers.cast import PASSPHRASE
from tests.helpers.page import Page
from webapp.app import create_app
from webapp.models.base import db

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FROM_THERE = {"Referer": "https://day.example.org/sign-in"}
EVERY_KIND = ("/help", "/today", "/nowhere", "/manifest.webmanifest", "/service-worker.js", "/up")


@pytest.fixture
def secure(app, config: Config, clock) -> Iterator[Browser]:
    """A browser of an application that runs over https, cookies and all."""
    made = create_app(config, clock=clock)
    made.config["TESTING"] = True
    yield Browser(made)
    with made.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_answer_brings_the_whole_set(anybody, path):
    headers = anybody.raw(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    for sensor in ("camera", "geolocation", "microphone"):
        assert f"{sensor}=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/meetings/new", "/waiting/meeting"])
def test_only_pages_that_sort_by_distance_may_ask_where_a_phone_is(signed_in, path):
    jordan = signed_in("jordan")
    policy = jordan.raw(path).headers["Permissions-Policy"]
    assert "geolocation=(self)" in policy
    assert "camera=()" in policy
    for other in ("/meetings", "/today", "/check-in"):
        assert "geolocation=()" in jordan.raw(other).headers["Permissions-Policy"]


def test_static_files_and_refusals_bring_it_too(app, anybody):
    for path in (f"{app.static_url_path}/js/app.js", f"{app.static_url_path}/none"):
        assert anybody.raw(path).headers["Content-Security-Policy"] == POLICY
    assert anybody.submit("/sign-in").headers["Content-Security-Policy"] == POLICY


def test_over_https_browsers_are_told_to_stay_there(secure, anybody):
    over_https = secure.raw("/help", base_url="https://day.example.org").headers
    assert over_https["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert "Strict-Transport-Security" not in anybody.raw("/help").headers


def test_over_https_the_cookies_are_bound_to_the_host_and_unreadable_for_scripts(secure):
    base = {"base_url": "https://day.example.org"}
    token = Page(secure.raw("/sign-in", **base).text).value("csrf_token")
    form = {"username": "jordan", "passcode": PASSPHRASE, "csrf_token": token}
    answer = secure.submit("/sign-in", data=form, headers=FROM_THERE, **base)
    assert answer.status_code == 303
    cookies = {c.partition("=")[0]: c for c in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {"__Host-dayline", "__Host-device"}
    for cookie in cookies.values():
        parts = set(cookie.split("; ")[1:])
        assert parts >= {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
        assert not any(part.startswith("Domain") for part in parts)


def test_signing_out_over_https_deletes_the_very_cookie(secure):
    base = {"base_url": "https://day.example.org"}
    token = Page(secure.raw("/sign-in", **base).text).value("csrf_token")
    answer = secure.submit("/sign-out", data={"csrf_token": token}, headers=FROM_THERE, **base)
    gone = next(c for c in answer.headers.getlist("Set-Cookie") if "__Host-dayline=;" in c)
    assert "Max-Age=0" in gone
    assert "Secure" in gone


def test_the_cookie_of_the_plain_demo_is_unreadable_for_scripts_too(anybody):
    answer = anybody.post("/sign-in", username="jordan", passcode=PASSPHRASE)
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
