"""Who asks, and whether they may. Each view begins with one call into this file."""

from __future__ import annotations

import secrets
from typing import Any, NoReturn

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import HTTPException

from webapp.actions import close_after_end, sign_out
from webapp.actions import sign_in as sign_in_action
from webapp.domain.access import ManagedHouse, Role, Viewer
from webapp.domain.enrollment import AfterEnd
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import after_end as after_end_query
from webapp.queries import sign_in as sign_in_query
from webapp.queries.health import DatabaseTrouble

POLL = "version"
"""A request that carries the version it shows only asks for news: it keeps nobody signed in."""
DEVICE_DAYS = 400
NOTICE = "notice.show"
ENDED = "ended"
"""In the cookie of a browser whose person's time to sign in is over. It says neither whose nor
where: others may use the browser, and whoever has it can read the cookie."""


class SignedInUser(UserMixin):  # type: ignore[misc]  # flask_login ships no types
    """Flask-Login's idea of a user: a token and the viewer behind it."""

    def __init__(self, token: str, viewer: Viewer | None = None) -> None:
        self.token = token
        self.viewer = viewer

    def get_id(self) -> str:
        """The sign-in's token, never the account's id: ending the row ends the cookie."""
        return self.token


def register(app: Flask) -> None:
    """Load the viewer from the cookie's token, once a request, when somebody asks."""
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app, add_context_processor=False)


def now() -> Instant:
    """The one instant of this request, by which schedules are judged."""
    if "now" not in g:
        g.now = current_app.extensions["dayline_clock"].now()
    instant: Instant = g.now
    return instant


def true_now() -> Instant:
    """The machine's own instant of this request: for sign-ins, throttles, invitations."""
    if "true_now" not in g:
        g.true_now = current_app.extensions["dayline_clock"].true_now()
    instant: Instant = g.true_now
    return instant


def viewer() -> Viewer | None:
    """Whoever is signed in, or None."""
    found: Viewer | None = getattr(current_user, "viewer", None)
    return found


def anybody() -> Viewer:
    """Somebody who is signed in, in whatever role."""
    return viewer() or _to_sign_in()


def participant(*, on_page: bool = True) -> Viewer:
    """A participant who is signed in. For everybody else the page does not exist.

    The notice comes before the first page; what a phone asks for by itself (not `on_page`)
    shows nobody anything, and a redirect would tell it that nobody is signed in.
    """
    found = anybody()
    if found.participant_id is None:
        abort(404)
    is_first = on_page and not found.has_seen_notice and request.endpoint != NOTICE
    if is_first and request.method == "GET":
        instead(url_for(NOTICE), 200)
    return found


def office() -> Viewer:
    """Program staff or an owner who is signed in. For everybody else the page does not exist."""
    found = anybody()
    if not found.is_office:
        abort(404)
    return found


def owner() -> Viewer:
    """An owner who is signed in. For everybody else the page does not exist."""
    found = office()
    if found.role is not Role.OWNER:
        abort(404)
    return found


def manager() -> tuple[Viewer, ManagedHouse]:
    """A house manager who is signed in, and which of their houses the address names (`house`,
    else their first). For everybody else, and for another's house, the page does not exist."""
    found = anybody()
    wanted = request.args.get("house")
    is_open_page = request.method == "POST" or "HX-Request" in request.headers
    if wanted is None and is_open_page and len(found.houses) > 1:
        # Opened while there was only one house: it does not say which one is meant now.
        abort(400)
    houses = [house for house in found.houses if wanted in (None, house.key)]
    return (found, houses[0]) if houses else abort(404)


START = {Role.PARTICIPANT: "today.show", Role.HOUSE_MANAGER: "board.show"}


def start_page(role: Role) -> str:
    """Where each role begins."""
    return url_for(START.get(role, "sessions.show"))


def remember(token: str, own_phone: bool) -> None:
    """Put a fresh sign-in into a fresh cookie; one's own phone keeps it when it is closed.

    Whoever was signed in here before is signed out: their row would outlive their cookie.
    """
    sign_out_here()
    session.clear()
    session.permanent = own_phone
    login_user(SignedInUser(token))
    # With its form token from the start: pages that come side by side would each make their own,
    # and the last one to arrive would stand.
    generate_csrf()


def sign_out_here() -> None:
    """End the sign-in of this browser's cookie, even one that is too old to open anything."""
    token = session.get("_user_id")
    if token is not None:
        sign_out.sign_out_of(token, true_now())


def device() -> str:
    """This browser's own random name, made on first need (see `keep_device`)."""
    if "device" not in g:
        g.device = request.cookies.get(_device_cookie()) or secrets.token_urlsafe(24)
    name: str = g.device
    return name


def who_guesses() -> str:
    """Whose guesses are counted together: this browser's, or without its cookie the address's."""
    kept = request.cookies.get(_device_cookie())
    return f"device {kept}" if kept else f"address {request.remote_addr}"


def keep_device(response: Response) -> Response:
    """Let the browser keep its random name, so that others' guesses do not slow it."""
    response.set_cookie(
        _device_cookie(),
        device(),
        max_age=DEVICE_DAYS * 86400,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _device_cookie() -> str:
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"


def _load(token: str) -> SignedInUser | None:
    found = sign_in_query.live(token, true_now(), now())
    if found is None:
        return None
    g.after_end = after_end_query.load(found.viewer, now())
    if g.after_end and g.after_end.is_closed(local_date(now(), found.viewer.zone)):
        _close(found.viewer)
        return None
    unused = true_now() - found.last_used_at
    if unused >= sign_in_action.TOUCH_AFTER and POLL not in request.args:
        try:
            sign_in_action.touch(found.viewer.sign_in_id, true_now())
        except DatabaseTrouble:
            current_app.logger.warning("the use of a sign-in could not be written down")
    return SignedInUser(token, found.viewer)


def _close(viewer: Viewer) -> None:
    """Their time to sign in is over: end what is open, and let the sign-in page say so once."""
    session[ENDED] = True
    try:
        close_after_end.close(viewer, true_now())
    except DatabaseTrouble:
        current_app.logger.warning("sign-ins of an account that is over could not be ended")


def after_end() -> AfterEnd | None:
    """What is left to the participant who asks, if their last day is past."""
    viewer()
    found: AfterEnd | None = g.get("after_end")
    return found


def ended() -> bool:
    """Whether the time to sign in of whoever used this browser is over. Said once."""
    return session.pop(ENDED, None) is not None


def _to_sign_in() -> NoReturn:
    """Send a browser to the sign-in page: 303, or for htmx 401 with the way there. A form gets
    401 and a page that says so: a phone of one's own keeps what was sent, and no other answer
    may look as if it had been heard.

    Only a page that somebody opened is one to come back to. What a page or the service worker
    asks for by itself leaves the cookie alone: its answer may come after the sign-in page's, and
    would take away the token that the form there was given.
    """
    if request.method != "GET" and request.headers.get("HX-Request") != "true":
        raise SignedOut
    if request.method == "GET" and _was_opened():
        session["return_to"] = request.endpoint
    instead(url_for("sign_in.show"), 401)


def _was_opened() -> bool:
    """Whether somebody opened the page. Older browsers do not say; what they ask for by
    themselves takes any kind of answer."""
    mode = request.headers.get("Sec-Fetch-Mode")
    return mode == "navigate" if mode else "text/html" in request.headers.get("Accept", "")


def instead(where: str, htmx_status: int) -> NoReturn:
    """Answer with another page in place of this one."""
    if request.headers.get("HX-Request") == "true":
        response: Any = Response(status=htmx_status, headers={"HX-Redirect": where})
    else:
        response = redirect(where, 303)
    raise _Answer(response)


class SignedOut(HTTPException):
    """A form came from somebody who is not signed in, or not any more."""

    code = 401


class _Answer(HTTPException):
    """An answer that ends the view it was raised in."""

    def __init__(self, response: Any) -> None:
        super().__init__(response=response)
