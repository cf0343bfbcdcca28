"""Who saw my information."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from webapp.domain.wall_clock import local_date
from webapp.queries import sharing as query
from webapp.routes import guard, respond

access_log_pages = Blueprint("access_log", __name__, url_prefix="/you/access-log")

LONGEST_NUMBER = 9


@access_log_pages.get("")
def show() -> Response:
    """Every look of a house at what was shared, the latest first, page by page."""
    viewer = guard.participant()
    before = _before()
    return respond.page(
        "participant/access_log/show.html",
        viewer=viewer,
        page=query.looks(viewer, before),
        is_first=before is None,
        today=local_date(guard.now(), viewer.zone),
    )


def _before() -> int | None:
    """The number of the look that the address asks for those before of."""
    typed = request.args.get("before")
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
        abort(404)
    return int(typed)
