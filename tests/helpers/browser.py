"""A test client that behaves like a person's browser: it fills in forms that it has fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import Context
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.helpers.page import Page, lint


class Browser:
    """Fetches pages, lints each one, and sends forms with the fields that were in them."""

    def __init__(self, app: Flask, token: str | None = None) -> None:
        self.client: FlaskClient = app.test_client()
        if token is not None:
            with self.client.session_transaction() as session:
                session["_user_id"] = token
                session["_fresh"] = True

    def get(self, path: str, *, status: int = 200, **kwargs: Any) -> Page:
        """Fetch a page and lint it."""
        response = self.raw(path, **kwargs)
        assert response.status_code == status, (path, response.status, response.text[:600])
        return lint(response.text)

    def fragment(self, path: str, *, status: int = 200) -> Page:
        """Fetch what htmx would, and lint the part."""
        response = self.raw(path, headers={"HX-Request": "true"})
        assert response.status_code == status, (path, response.status)
        return lint(response.text, whole=False)

    def raw(self, path: str, **kwargs: Any) -> TestResponse:
        """The answer itself."""
        return self._alone(self.client.get, path, **kwargs)

    def send(
        self, path: str, action: str | None = None, *, htmx: bool = False, **fields: Any
    ) -> TestResponse:
        """Fetch `path`, fill in its form that posts to `action` (default: itself), send it."""
        page = lint(self.raw(path).text)
        return self.post(action or path, htmx=htmx, **{**page.form(action or path), **fields})

    def post(self, path: str, *, htmx: bool = False, **fields: Any) -> TestResponse:
        """Send fields; without a token in them, with that of the invitation page."""
        if "csrf_token" not in fields:
            fields["csrf_token"] = self.form_token()
        headers = {"HX-Request": "true"} if htmx else {}
        response = self.submit(path, data=fields, headers=headers)
        if response.mimetype == "text/html" and response.data and response.location is None:
            lint(response.text, whole=not htmx)
        return response

    def submit(self, path: str, **kwargs: Any) -> TestResponse:
        """A POST exactly as given, without a form token and without lint."""
        return self._alone(self.client.post, path, **kwargs)

    def cookie(self, name: str) -> str | None:
        """The value of a cookie that this browser keeps."""
        found = self.client.get_cookie(name)
        return found.value if found else None

    def form_token(self) -> str:
        """A valid form token for this browser."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.raw("/invite").text)
        assert found
        return found[1]

    @staticmethod
    def _alone(send: Callable[..., TestResponse], path: str, **kwargs: Any) -> TestResponse:
        """Send it outside the test's application context, which Flask would reuse: what one
        request remembered (its instant, its viewer) would be there in the next."""
        return Context().run(send, path, buffered=True, **kwargs)
