"""The phones and browsers that one is signed in on, each with a way to end it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, url_for

from webapp.actions import sign_out
from webapp.queries import sign_in
from webapp.routes import guard, respond

device_pages = Blueprint("devices", __name__, url_prefix="/you/devices")


@device_pages.get("")
def show() -> Response:
    """One's own live sign-ins."""
    viewer = guard.anybody()
    found = sign_in.devices(viewer, guard.true_now())
    return respond.page(
        "account/devices/show.html",
        viewer=viewer,
        devices=found,
        true_now=guard.true_now(),
        house=next(iter(viewer.houses), None),
        at={},
    )


@device_pages.post("/<key>/end")
def end(key: str) -> Response:
    """End one of one's own sign-ins. Somebody else's does not exist."""
    viewer = guard.anybody()
    if not sign_out.end_device(viewer, key, guard.true_now()):
        abort(404)
    return respond.to(url_for("devices.show"))
