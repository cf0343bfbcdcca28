"""The notice that everybody reads before first use, and can read again."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from webapp.actions import read_notice
from webapp.domain import notice as text
from webapp.routes import guard, respond

notice_pages = Blueprint("notice", __name__, url_prefix="/you/notice")


@notice_pages.get("")
def show() -> Response:
    """How these records are protected."""
    viewer = guard.participant()
    return respond.page(
        "participant/notice/show.html",
        viewer=viewer,
        parts=text.render(viewer.program_name),
        language=text.LANGUAGE,
        no_tabs=not viewer.has_seen_notice,
    )


@notice_pages.post("")
def acknowledge() -> Response:
    """It was read."""
    viewer = guard.participant()
    read_notice.acknowledge(viewer, guard.now())
    return respond.to(url_for("today.show"))
