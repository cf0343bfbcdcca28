"""The front desk: the time, the code as digits and as a square, and never a name."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, url_for

from webapp.documents.qr import square
from webapp.domain.rotating_code import code_for, seconds_left, step_of
from webapp.queries import front_desk
from webapp.routes import guard, respond

kiosk_pages = Blueprint("kiosk", __name__)


@kiosk_pages.get("/kiosk")
def show() -> Response:
    """The code of this half minute, opened by signed-in staff."""
    viewer = guard.office()
    assert viewer.program_id is not None
    now = guard.now()
    code = code_for(front_desk.secret_of(viewer.program_id), step_of(now))
    address = f"{current_app.config['DAYLINE_PUBLIC_URL']}{url_for('check_in.show')}#{code}"
    return respond.either(
        "kiosk/show.html",
        "kiosk/_desk.html",
        code=code,
        qr=square(address),
        left=seconds_left(now),
        now=now,
        zone=viewer.zone,
    )
