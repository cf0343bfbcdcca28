"""Front desks: staff pair the screen at the door, and end it again."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import pair_front_desk
from webapp.domain.access import Viewer
from webapp.domain.desk import LONGEST_NAME
from webapp.queries import front_desk
from webapp.routes import desk_cookie, guard, respond
from webapp.routes.language import _

front_desk_pages = Blueprint("front_desks", __name__, url_prefix="/program/front-desks")


@front_desk_pages.get("")
def show() -> Response:
    """The program's paired screens, and the form that makes one of this browser."""
    return _page(guard.office())


@front_desk_pages.post("")
def pair() -> Response:
    """Pair the screen that this page is open on, and show its code."""
    viewer = guard.office()
    name = request.form.get("name", "").strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        wrong = _("Enter where the screen stands, in at most 40 letters.")
        return _page(viewer, wrong, name[:LONGEST_NAME], 422)
    _end_this_one(viewer)
    token = pair_front_desk.pair(viewer, name, guard.true_now())
    return desk_cookie.keep(respond.to(url_for("kiosk.show")), token)


@front_desk_pages.post("/<key>/unpair")
def unpair(key: str) -> Response:
    """End a paired screen: its codes are refused from now on."""
    viewer = guard.office()
    if not pair_front_desk.unpair(viewer, key, now=guard.now(), true_now=guard.true_now()):
        abort(404)
    return respond.to(url_for("front_desks.show"))


def _end_this_one(viewer: Viewer) -> None:
    """A browser is one screen: what it was before would never be seen again."""
    before = desk_cookie.screen()
    if before is not None:
        pair_front_desk.unpair(viewer, before.key, now=guard.now(), true_now=guard.true_now())


def _page(viewer: Viewer, wrong: str = "", name: str = "", status: int = 200) -> Response:
    this = desk_cookie.screen()
    return respond.page(
        "program/front_desks/show.html",
        status,
        viewer=viewer,
        screens=front_desk.of_program(viewer.program_id),
        this=this.key if this and this.is_paired else "",
        wrong=wrong,
        name=name,
        true_now=guard.true_now(),
    )
