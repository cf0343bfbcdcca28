"""You: who is signed in, what others can see, devices, sign out."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.queries import sharing
from webapp.routes import guard, respond

you_pages = Blueprint("you", __name__)


@you_pages.get("/you")
def show() -> Response:
    """One's own page."""
    viewer = guard.participant()
    home = sharing.home(viewer, guard.now())
    return respond.page(
        "participant/you/show.html",
        viewer=viewer,
        now=guard.now(),
        home=home,
        after=guard.after_end(),
        standing=home.standing(guard.now()) if home else None,
    )
