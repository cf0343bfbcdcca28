"""While anybody asks for anything, Dayline is there: noted at most twice a minute."""

from __future__ import annotations

from flask import Flask, current_app, request

from webapp.actions.sign_of_life import OFTEN, beat
from webapp.queries.health import DatabaseTrouble
from webapp.routes import guard

NOTED = "dayline_noted_alive"


def register(app: Flask) -> None:
    """Note it before each request, where the configuration wants it: a test's clock jumps."""
    if app.config["DAYLINE_NOTES_LIFE"]:
        app.before_request(note)


def note() -> None:
    """Note a sign of life, unless one was noted just now. Never in the way of the page."""
    if request.endpoint == "static":
        return
    last = current_app.extensions.get(NOTED)
    if last is not None and guard.true_now() - last < OFTEN:
        return
    current_app.extensions[NOTED] = guard.true_now()
    try:
        beat(guard.now(), guard.true_now())
    except DatabaseTrouble:
        current_app.logger.warning("could not note a sign of life")
