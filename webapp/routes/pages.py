"""Pages that need nobody: the way in, help, and what shows without a network."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from webapp.queries import home
from webapp.routes import guard, respond

pages = Blueprint("pages", __name__)


@pages.get("/")
def start() -> Response:
    """To the sign-in page, or to one's own start page."""
    viewer = guard.viewer()
    return respond.to(guard.start_page(viewer.role) if viewer else url_for("sign_in.show"))


@pages.get("/help")
def help_now() -> Response:
    """Numbers that answer at once. Nothing about who opened it is kept anywhere."""
    return respond.page("pages/help.html", numbers=home.OwnNumbers())


@pages.get("/help/mine")
def help_of_mine() -> Response:
    """The same with one's own numbers, for a browser without scripts. No phone keeps it."""
    viewer = guard.viewer()
    if viewer is None or viewer.participant_id is None:
        return respond.to(url_for("pages.help_now"))
    return respond.page("pages/help.html", numbers=home.numbers(viewer, guard.now()))


@pages.get("/offline")
def offline() -> Response:
    """What the service worker shows for a page that is not on the phone."""
    return respond.page("pages/offline.html")
