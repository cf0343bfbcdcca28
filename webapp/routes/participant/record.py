"""The record: exactly what staff see, with its evidence, and a way to say that it is wrong."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.queries import record_page as query
from webapp.routes import guard, respond

record_pages = Blueprint("record", __name__, url_prefix="/record")


@record_pages.get("")
def show() -> Response:
    """The last eight weeks, every row of them."""
    viewer = guard.participant()
    return respond.page(
        "participant/record/show.html", viewer=viewer, page=query.load(viewer, guard.now())
    )
