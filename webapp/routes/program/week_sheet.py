"""The week on paper, for whoever has no phone. It counts the same."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from webapp.actions import audit
from webapp.domain.wall_clock import local_date
from webapp.queries import week_sheet as query
from webapp.routes import guard, respond

week_sheet_pages = Blueprint("week_sheet", __name__, url_prefix="/program/people")


@week_sheet_pages.get("/<key>/week")
def show(key: str) -> Response:
    """The next seven days, with room to tick, and the personal number."""
    viewer = guard.office()
    today = local_date(guard.now(), viewer.zone)
    sheet = query.load(viewer, key, today, guard.now())
    if sheet is None:
        abort(404)
    audit.record_views(viewer, [sheet.person.participant_id], "week_sheet", guard.true_now())
    return respond.page("program/week_sheet/show.html", viewer=viewer, sheet=sheet)
