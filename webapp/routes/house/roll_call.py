"""The roll call: everybody in two minutes, one tap each."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import call_roll, disclose
from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.house import RollWord, night_of
from webapp.queries import roll_call as query
from webapp.routes import guard, respond
from webapp.routes.house_words import at

roll_call_pages = Blueprint("roll_call", __name__, url_prefix="/house/roll-call")


@roll_call_pages.get("")
def show() -> Response:
    """Tonight's, from 6 PM on; before, last night's."""
    viewer, house = guard.manager()
    return _page(viewer, house)


@roll_call_pages.post("/<key>")
def call(key: str) -> Response:
    """One word for one resident; "taken_back" takes the last one back.

    The page says of which night it is: one left open since is shown anew, and marks nothing.
    """
    viewer, house = guard.manager()
    found = query.choices(viewer, house, key, guard.now()) or abort(404)
    person, words = found
    said = request.form.get("word", "")
    if said not in words:
        abort(404)
    night = night_of(guard.now(), house.zone)
    if request.form.get("night") != night.isoformat():
        return _page(viewer, house, 422)
    form_key = request.form.get("key") or respond.new_form_key()
    call_roll.call(viewer, person, night, RollWord(said), form_key, guard.now())
    if request.htmx:  # type: ignore[attr-defined]  # by htmx_flask
        return _page(viewer, house)
    return respond.to(url_for("roll_call.show", _anchor=f"r-{key}", **at(viewer, house)))


def _page(viewer: Viewer, house: ManagedHouse, status: int = 200) -> Response:
    page = disclose.look(
        viewer,
        house,
        "roll_call",
        lambda: query.load(viewer, house, guard.now()),
        shown_version="tapped" if request.method == "POST" else None,
        now=guard.now(),
        true_now=guard.true_now(),
    )
    return respond.either(
        "house/roll_call/show.html",
        "house/roll_call/_roll.html",
        status,
        viewer=viewer,
        house=house,
        at=at(viewer, house),
        page=page,
        is_other_night=status == 422,
        form_key=respond.new_form_key(),
    )
