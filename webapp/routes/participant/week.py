"""The week: seven small lines, and what they add up to."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, request

from webapp.domain.wall_clock import local_date
from webapp.queries import slips
from webapp.queries import week as query
from webapp.routes import guard, respond
from webapp.routes.dates import near_day_or_404

week_pages = Blueprint("week", __name__, url_prefix="/week")


@week_pages.get("", defaults={"day": None})
@week_pages.get("/<day>")
def show(day: str | None) -> Response:
    """This week, or the one that holds the date."""
    viewer = guard.participant()
    today = local_date(guard.now(), viewer.zone)
    chosen = near_day_or_404(day, today) if day else today
    week = query.load(viewer, chosen, guard.now())
    saved = request.args.get("saved", "")
    entries = [entry for each in week.days for entry in each.meetings]
    assert viewer.participant_id is not None
    return respond.page(
        "participant/week/show.html",
        viewer=viewer,
        week=week,
        saved=next((e for each in week.days for e in each.meetings if e.id == saved), None),
        ladder=slips.ladder(viewer.participant_id, entries, week.first, week.last),
        now=guard.now(),
        before=week.first - timedelta(days=7),
        after=week.first + timedelta(days=7),
    )
