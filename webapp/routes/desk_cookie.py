"""The cookie of a paired screen: it opens the screen's own pages and nothing else."""

from __future__ import annotations

from flask import Response, current_app, request

from webapp.queries import front_desk
from webapp.routes import guard

DAYS = 400
"""Browsers keep a cookie no longer. Each time the screen's page is opened they begin anew."""


def screen() -> front_desk.Screen | None:
    """The screen that this browser is or was, or None."""
    token = request.cookies.get(_name(), "")
    return front_desk.screen(token, guard.now()) if token else None


def token() -> str:
    """What the cookie holds."""
    return request.cookies.get(_name(), "")


def keep(response: Response, token: str) -> Response:
    """Let the browser be that screen."""
    response.set_cookie(
        _name(),
        token,
        max_age=DAYS * 86400,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )
    return response


def _name() -> str:
    return "__Host-desk" if current_app.config["SESSION_COOKIE_SECURE"] else "desk"
