"""The record: exactly what staff see, with its evidence, and a way to say that it is wrong."""

from __future__ import annotations

from flask import Blueprint, Response, make_response

from webapp.queries import log_sharing, meeting_log
from webapp.queries import record_page as query
from webapp.routes import guard, record_file, respond

record_pages = Blueprint("record", __name__, url_prefix="/record")


@record_pages.get("")
def show() -> Response:
    """The last eight weeks, every row of them."""
    viewer = guard.participant()
    page = query.load(viewer, guard.now())
    return respond.page(
        "participant/record/show.html",
        viewer=viewer,
        page=page,
        log=meeting_log.load(viewer, page.today - query.SHOWN, page.today, with_notes=False),
        log_shared_since=log_sharing.since(viewer, guard.now()),
    )


@record_pages.get("/file")
def take_along() -> Response:
    """All of it as a table, for the participant alone. Its name says nothing."""
    viewer = guard.participant()
    text = record_file.text(query.everything(viewer, guard.now()))
    answer = make_response(text)
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="dayline.csv"'
    return answer
