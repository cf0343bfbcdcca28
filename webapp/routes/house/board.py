"""The Now board: who is in, out, late or not seen."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request

from webapp.actions import disclose
from webapp.queries import board as query
from webapp.routes import guard, respond
from webapp.routes.house_words import at, minute_of_line, now_words

board_pages = Blueprint("board", __name__, url_prefix="/house/board")


@board_pages.get("")
def show() -> Response:
    """The board. One that is open asks for news with its version: 204 if there are none."""
    viewer, house = guard.manager()
    now = guard.now()
    # Only an open board asks for news; whoever opens it, or comes back to it, looks anew.
    asked = request.args.get(guard.POLL) if request.htmx else None  # type: ignore[attr-defined]  # by htmx_flask
    asked = None if asked == "blank" else asked
    page = disclose.look(
        viewer,
        house,
        "board",
        lambda: query.load(viewer, house, now),
        shown_version=asked,
        now=now,
        true_now=guard.true_now(),
    )
    if asked == page.version:
        response = make_response("", 204)
    else:
        response = respond.either(
            "house/board/show.html",
            "house/board/_board.html",
            viewer=viewer,
            house=house,
            at=at(viewer, house),
            page=page,
        )
    response.headers["Dayline-Now"] = str(minute_of_line(now, house.zone))
    response.headers["Dayline-Clock"] = now_words(now, house.zone)
    return response
