"""Share the meeting log with staff of the program, or stop that. Off until one says so."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from webapp.actions import share_log
from webapp.domain.wall_clock import local_date
from webapp.routes import guard, respond

log_sharing_pages = Blueprint("log_sharing", __name__, url_prefix="/you/sharing")


@log_sharing_pages.post("/log")
def switch() -> Response:
    """On or off, at once. After the last day in the program there is nobody to share it with."""
    viewer = guard.participant()
    is_over = viewer.ended_on is not None and viewer.ended_on < local_date(guard.now(), viewer.zone)
    is_on = request.form.get("share") == "on" and not is_over
    share_log.share(viewer, is_on, now=guard.now(), true_now=guard.true_now())
    return respond.to(url_for("sharing.show", _anchor="log"))
