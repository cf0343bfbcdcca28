"""The Now board: who is in, out, late or not seen."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, current_app, make_response, request

from webapp.actions import disclose
from webapp.domain.access import Viewer
from webapp.queries import board as query
from webapp.routes import guard, respond
from webapp.routes.house_words import at, minute_of_line, now_words

board_pages = Blueprint("board", __name__, url_prefix="/house/board")


@board_pages.get("")
def show() -> Response:
    """The board. One that is open asks for news with its version: 204 if there are none."""
    viewer, house = guard.manager()
    now = guard.now()
    shown = _shown_to(viewer)
    page = disclose.look(
        viewer,
        house,
        "board",
        lambda: query.load(viewer, house, now),
        shown_version=shown,
        now=now,
        true_now=guard.true_now(),
    )
    if shown == page.version:
        response = make_response("", 204)
    else:
        response = respond.either(
            "house/board/show.html",
            "house/board/_board.html",
            viewer=viewer,
            house=house,
            at=at(viewer, house),
            page=page,
            version=_signed(viewer, page.version),
        )
    response.headers["Dayline-Now"] = str(minute_of_line(now, house.zone))
    response.headers["Dayline-Clock"] = now_words(now, house.zone)
    return response


def _shown_to(viewer: Viewer) -> str | None:
    """The version that an open board asks with. Whoever opens it, comes back to it, or names a
    version that this sign-in was never shown, looks anew."""
    asked = request.args.get(guard.POLL, "") if request.htmx else ""  # type: ignore[attr-defined]  # by htmx_flask
    version = asked.partition(".")[0]
    is_ours = hmac.compare_digest(asked.encode(), _signed(viewer, version).encode())
    return version if is_ours else None


def _signed(viewer: Viewer, version: str) -> str:
    """A version with our word that it was shown to this very sign-in."""
    named = f"board {viewer.sign_in_id} {version}".encode()
    secret = current_app.config["SECRET_KEY"].encode()
    return f"{version}.{hmac.digest(secret, named, 'sha256').hex()[:32]}"
