"""The front desk: the time, the code as digits and as a square, and never a name."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, make_response, session, url_for

from webapp.actions import pair_front_desk, sign_out
from webapp.documents.qr import square
from webapp.domain.access import Viewer
from webapp.domain.desk import SEEN_AGAIN_AFTER, Says
from webapp.domain.rotating_code import code_for, seconds_left, step_of
from webapp.domain.texts import Text
from webapp.queries import front_desk, texts
from webapp.queries.health import DatabaseTrouble
from webapp.routes import desk_cookie, formats, guard, respond
from webapp.routes.kiosk.signs import heading
from webapp.routes.text_words import usual

kiosk_pages = Blueprint("kiosk", __name__, url_prefix="/kiosk")


@kiosk_pages.get("")
def show() -> Response:
    """The code of this half minute.

    A paired screen shows its own, whoever is signed in there. Staff see their program's code
    on their own phone, as long as they are signed in.
    """
    screen = desk_cookie.screen()
    viewer = guard.viewer()
    if screen is not None and (viewer is None or viewer.program_id == screen.program_id):
        if screen.is_paired:
            return desk_cookie.keep(_screen(screen, viewer), desk_cookie.token())
        if viewer is None:
            return respond.page("kiosk/unpaired.html")
    viewer = guard.office()
    assert viewer.program_id is not None
    code = code_for(front_desk.secret_of(viewer.program_id), step_of(guard.now()))
    signs = front_desk.signs_of(viewer.program_id, viewer.zone, guard.now())
    is_over = screen is not None and not screen.is_paired
    return _page(
        "phone",
        code=code,
        qr=square(_address() + code),
        left=seconds_left(guard.now()),
        now=guard.now(),
        zone=viewer.zone,
        says=heading(signs[0], viewer.zone),
        is_open=signs[0].says is Says.OPEN,
        how=_how(viewer.program_id),
        was_screen=is_over,
    )


@kiosk_pages.get("/screen")
def kept() -> Response:
    """The page that a paired screen keeps for when there is no network. It holds no code."""
    return _page("kept")


@kiosk_pages.get("/contact")
def contact() -> Response:
    """What a paired screen needs to go on alone: the time, and what to say when."""
    screen = desk_cookie.screen() or abort(404)
    if not screen.is_paired:
        return make_response(jsonify(paired=False), 410)
    if guard.true_now() - screen.last_seen_at >= SEEN_AGAIN_AFTER:
        try:
            pair_front_desk.touch(screen.id, guard.true_now())
        except DatabaseTrouble:
            current_app.logger.warning("the contact of a screen could not be written down")
    return jsonify(_news(screen))


@kiosk_pages.post("/secret")
def secret() -> Response:
    """The screen's own secret, in the first minutes after it was paired."""
    screen = desk_cookie.screen() or abort(404)
    found = pair_front_desk.hand_over(screen, guard.true_now())
    if found is None:
        return make_response(jsonify(paired=screen.is_paired), 410)
    return jsonify(secret=b64encode(found).decode(), **_news(screen))


@kiosk_pages.post("/leave")
def leave() -> Response:
    """Staff walk away from the screen: they are signed out, the code stays."""
    viewer = guard.office()
    sign_out.sign_out(viewer, guard.true_now())
    session.clear()
    return respond.to(url_for("kiosk.show"))


def _screen(screen: front_desk.Screen, viewer: Viewer | None) -> Response:
    now = guard.now()
    code = code_for(front_desk.secret_of_screen(screen.id), step_of(now))
    signs = front_desk.signs_of(screen.program_id, screen.zone, now)
    return _page(
        "own",
        code=code,
        qr=square(_address() + code),
        left=seconds_left(now),
        now=now,
        zone=screen.zone,
        screen=screen.key,
        says=heading(signs[0], screen.zone),
        is_open=signs[0].says is Says.OPEN,
        how=_how(screen.program_id),
        can_leave=viewer is not None and viewer.is_office,
    )


def _page(mode: str, **shown: object) -> Response:
    return respond.either(
        "kiosk/show.html", "kiosk/_desk.html", mode=mode, address=_address(), **shown
    )


def _news(screen: front_desk.Screen) -> dict[str, Any]:
    """Times in milliseconds since 1970, as browsers count them."""
    now = guard.now()
    return {
        "now": round(now.timestamp() * 1000),
        "zone": screen.zone.key,
        "how": _how(screen.program_id),
        "files": current_app.static_url_path,
        "sky": formats.sky(now, screen.zone),
        "signs": [
            {
                "since": round(sign.since.timestamp() * 1000),
                "says": heading(sign, screen.zone),
                "isOpen": sign.says is Says.OPEN,
            }
            for sign in front_desk.signs_of(screen.program_id, screen.zone, now)
        ],
    }


def _how(program_id: int) -> str:
    """How to check in, in the program's own words or the usual ones."""
    language = formats.page_language()
    return texts.of_program(program_id, language).desk or usual(Text.DESK, language)


def _address() -> str:
    """What the square holds, up to the code: behind the # it reaches no server."""
    return f"{current_app.config['DAYLINE_PUBLIC_URL']}{url_for('check_in.show')}#"
