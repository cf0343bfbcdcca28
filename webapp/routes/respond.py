"""Two ways to answer with the same markup: a page, or the part of it that htmx asked for."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Response, make_response, redirect, render_template, request


def either(whole: str, fragment: str, status: int = 200, /, **values: Any) -> Response:
    """The fragment for htmx, the page for everybody else."""
    wanted = fragment if request.htmx else whole  # type: ignore[attr-defined]  # by htmx_flask
    response = make_response(render_template(wanted, **values), status)
    response.headers["Vary"] = "HX-Request"
    return response


def page(template: str, status: int = 200, /, **values: Any) -> Response:
    """A whole page."""
    return make_response(render_template(template, **values), status)


def to(where: str) -> Response:
    """On to another page after a form, so that reloading sends nothing twice."""
    return make_response(redirect(where, 303))


def new_form_key() -> str:
    """The key of a form: sent twice, it is recorded once."""
    return secrets.token_urlsafe(16)
