"""The sign-in sheet of one session, to print. For program staff only."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from webapp.actions import audit
from webapp.domain.wall_clock import local_date
from webapp.queries import sessions as query
from webapp.routes import guard, respond
from webapp.routes.dates import near_day_or_404

sheet_pages = Blueprint("sheet", __name__, url_prefix="/program/sessions")


@sheet_pages.get("/<day>/<session_name>/sheet")
def show(day: str, session_name: str) -> Response:
    """Everybody who is expected, with room for time and initials, and what is known already."""
    viewer = guard.office()
    chosen = near_day_or_404(day, local_date(guard.now(), viewer.zone))
    page = query.load(viewer, chosen, guard.now())
    found = next((each for each in page.lists if each.session.name == session_name), None)
    if found is None:
        abort(404)
    shown = sorted(person.participant_id for person in found.people)
    audit.record_views(viewer, shown, "sheet", guard.true_now())
    return respond.page(
        "program/sheet/show.html", viewer=viewer, page=page, found=found, session=found.session
    )
