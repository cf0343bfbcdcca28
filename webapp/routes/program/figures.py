"""Figures for staff: everybody's, and the record behind each."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from webapp.actions import audit
from webapp.queries import figures as query
from webapp.routes import guard, respond

figure_pages = Blueprint("figures", __name__, url_prefix="/program")


@figure_pages.get("/figures")
def show() -> Response:
    """Everybody's rate, punctuality and hours, by name, fifty at a time."""
    viewer = guard.office()
    page = query.load(viewer, guard.now(), request.args.get("page", 1, type=int))
    audit.record_views(
        viewer, [each.participant_id for each in page.people], "figures", guard.true_now()
    )
    return respond.page("program/figures/show.html", viewer=viewer, page=page)


@figure_pages.get("/people/<key>/record")
def record(key: str) -> Response:
    """One participant's record: the sessions that their figures count, and every row."""
    viewer = guard.office()
    found = query.one(viewer, key, guard.now()) or abort(404)
    audit.record_views(viewer, [found.participant_id], "record", guard.true_now())
    return respond.page("program/figures/record.html", viewer=viewer, found=found, page=found.page)
