"""Any participant's any day, as staff of their program see it."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from webapp.actions import audit
from webapp.domain.wall_clock import local_date
from webapp.queries import their_day as query
from webapp.routes import guard, respond
from webapp.routes.dates import near_day_or_404

their_day_pages = Blueprint("their_day", __name__, url_prefix="/program/people")


@their_day_pages.get("/<key>/day/<day>")
def show(key: str, day: str) -> Response:
    """The line of that date, to look at."""
    viewer = guard.office()
    chosen = near_day_or_404(day, local_date(guard.now(), viewer.zone))
    found = query.load(viewer, key, chosen, guard.now()) or abort(404)
    audit.record_views(viewer, [found.person.participant_id], "day", guard.true_now())
    return respond.page(
        "program/their_day/show.html", viewer=viewer, person=found.person, line=found.line
    )
