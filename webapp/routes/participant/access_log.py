"""Who saw my information."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.domain.wall_clock import local_date
from webapp.queries import sharing as query
from webapp.routes import guard, respond

access_log_pages = Blueprint("access_log", __name__, url_prefix="/you/access-log")


@access_log_pages.get("")
def show() -> Response:
    """Every look of a house at what was shared, the latest first."""
    viewer = guard.participant()
    return respond.page(
        "participant/access_log/show.html",
        viewer=viewer,
        looks=query.looks(viewer),
        most=query.LOOKS_SHOWN,
        today=local_date(guard.now(), viewer.zone),
    )
