"""Sign in with the name and the passphrase on the card; sign out again."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request, session, url_for

from webapp.actions import sign_in as action
from webapp.domain.access import OFFICE, Role
from webapp.queries import setup
from webapp.routes import desk_cookie, guard, respond, words
from webapp.routes.browsers import browser_name
from webapp.routes.language import _

sign_in_pages = Blueprint("sign_in", __name__)

MAY_RETURN_TO = {
    "check_in.show": frozenset({Role.PARTICIPANT}),
    "kiosk.show": OFFICE,
    "front_desks.show": OFFICE,
}
"""Pages that somebody may have meant before signing in, and who can open them."""


@sign_in_pages.get("/sign-in")
def show() -> Response:
    """The form, or one's own start page for those who are signed in."""
    viewer = guard.viewer()
    if viewer is not None:
        return respond.to(guard.start_page(viewer.role))
    if setup.is_empty():
        return respond.to(url_for("setup.show"))
    return respond.page(
        "account/sign_in/show.html",
        username="",
        error=None,
        ended=guard.ended(),
        waits="waits" in request.args,
    )


@sign_in_pages.post("/sign-in")
def sign_in() -> Response:
    """Try it. The same answer, in the same time, whether or not there is such a name."""
    username = request.form.get("username", "")
    own_phone = "shared_phone" not in request.form
    outcome = action.sign_in(
        username,
        request.form.get("passcode", ""),
        own_phone=own_phone,
        browser=browser_name(),
        device=guard.device(),
        now=guard.true_now(),
    )
    if isinstance(outcome, action.SignedIn):
        return _signed_in(outcome, own_phone)
    error = _("That name and those words don’t go together. Nothing is lost: try again.")
    if outcome.wait.total_seconds() > 0:
        error = _(
            "That name and those words don’t go together. Wait %(time)s, then try again, "
            "or ask staff for a new card.",
            time=words.waiting(outcome.wait),
        )
    return respond.page("account/sign_in/show.html", 422, username=username[:80], error=error)


def _signed_in(outcome: action.SignedIn, own_phone: bool) -> Response:
    meant = session.get("return_to", "")
    guard.remember(outcome.token, own_phone and outcome.role is Role.PARTICIPANT)
    can_open = outcome.role in MAY_RETURN_TO.get(meant, frozenset())
    where = url_for(meant) if can_open else guard.start_page(outcome.role)
    return guard.keep_device(respond.to(where))


@sign_in_pages.post("/sign-out")
def sign_out() -> Response:
    """End the sign-in and tell the browser to forget what it kept."""
    guard.sign_out_here()
    session.clear()
    response = respond.to(url_for("sign_in.show"))
    # What a paired screen keeps belongs to the door and to nobody who signs in there; and what
    # somebody else sent without signal still waits on this phone for them.
    keeps = desk_cookie.screen() or "others_wait" in request.form
    forgets = '"cache"' if keeps else '"cache", "storage"'
    response.headers["Clear-Site-Data"] = forgets
    response.delete_cookie(
        current_app.config["SESSION_COOKIE_NAME"],
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
