"""The front desk: the time, the code as digits and as a square, and never a name."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request, session, url_for

from webapp.actions import sign_out
from webapp.actions.open_front_desk import open_front_desk
from webapp.documents.qr import square
from webapp.domain.rotating_code import code_for, seconds_left, step_of
from webapp.queries import front_desk
from webapp.routes import guard, respond
from webapp.routes.browsers import browser_name

kiosk_pages = Blueprint("kiosk", __name__)


@kiosk_pages.get("/kiosk")
def show() -> Response:
    """The code of this half minute.

    Opened by signed-in staff, the screen gets a sign-in of its own that is good for this page
    only. It goes on when the staff member's own has ended, and never keeps that one alive.
    """
    desk = front_desk.live(request.cookies.get(_cookie(), ""), guard.true_now())
    is_part = bool(request.htmx)  # type: ignore[attr-defined]  # by htmx_flask
    if desk is not None and is_part:
        return _page(desk, can_leave=False)
    viewer = guard.viewer()
    if desk is not None and (viewer is None or viewer.program_id == desk.program_id):
        return _page(desk, can_leave=viewer is not None and viewer.is_office)
    viewer = guard.office()
    token = open_front_desk(viewer, browser_name(), guard.true_now())
    desk = front_desk.live(token, guard.true_now())
    assert desk is not None
    return _keep(_page(desk, can_leave=True), token)


@kiosk_pages.post("/kiosk/leave")
def leave() -> Response:
    """Staff walk away from the screen: they are signed out, the code stays."""
    viewer = guard.office()
    sign_out.sign_out(viewer, guard.true_now())
    session.clear()
    return respond.to(url_for("kiosk.show"))


def _page(desk: front_desk.Desk, *, can_leave: bool) -> Response:
    now = guard.now()
    code = code_for(front_desk.secret_of(desk.program_id), step_of(now))
    address = f"{current_app.config['DAYLINE_PUBLIC_URL']}{url_for('check_in.show')}#{code}"
    return respond.either(
        "kiosk/show.html",
        "kiosk/_desk.html",
        code=code,
        qr=square(address),
        left=seconds_left(now),
        now=now,
        zone=desk.zone,
        can_leave=can_leave,
    )


def _cookie() -> str:
    return "__Host-desk" if current_app.config["SESSION_COOKIE_SECURE"] else "desk"


def _keep(response: Response, token: str) -> Response:
    response.set_cookie(
        _cookie(),
        token,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )
    return response
