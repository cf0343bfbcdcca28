"""Redeem an invitation: the link's fragment or the short code, then one's own passphrase."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, request, url_for

from webapp.actions import invite as action
from webapp.actions import passphrase
from webapp.domain.access import SHORTEST_PASSPHRASE, Role
from webapp.queries import setup
from webapp.routes import guard, respond, words
from webapp.routes.browsers import browser_name
from webapp.routes.language import _

invite_pages = Blueprint("invite", __name__)


@invite_pages.get("/invite")
def show() -> Response:
    """Ask for the code. A script fills in what the link's fragment holds."""
    if setup.is_empty():
        return respond.to(url_for("setup.show"))
    return respond.page("account/invite/show.html", code="", error=None)


@invite_pages.post("/invite")
def redeem() -> Response:
    """First the code alone, then the code with the passphrase that it sets."""
    code = request.form.get("code", "")[:100]
    offer = action.look_up(code, guard.who_guesses(), guard.true_now())
    if isinstance(offer, timedelta):
        error = _("Wait %(time)s, then try again.", time=words.waiting(offer))
        return guard.keep_device(_ask_for_code(code, error))
    if offer is None:
        error = _(
            "This code isn’t good, or not any more. Each works once, for 72 hours. "
            "Ask staff for a new one."
        )
        return guard.keep_device(_ask_for_code(code, error))
    chosen = request.form.get("passcode")
    if chosen is None:
        return _ask_for_passphrase(code, offer, passphrase.suggest(), None)
    if not passphrase.is_acceptable(chosen):
        error = _("Use at least %(n)d letters. Four words are easiest.", n=SHORTEST_PASSPHRASE)
        return _ask_for_passphrase(code, offer, chosen[:200], error, 422)
    own_phone = "shared_phone" not in request.form
    signed_in = action.redeem(
        code,
        chosen,
        own_phone=own_phone,
        browser=browser_name(),
        device=guard.device(),
        now=guard.true_now(),
    )
    if signed_in is None:
        return _ask_for_code("", _("This code was used a moment ago. Ask staff for a new one."))
    guard.remember(signed_in.token, own_phone and signed_in.role is Role.PARTICIPANT)
    return guard.keep_device(respond.to(guard.start_page(signed_in.role)))


def _ask_for_code(code: str, error: str) -> Response:
    return respond.page("account/invite/show.html", 422, code=code, error=error)


def _ask_for_passphrase(
    code: str, offer: action.Offer, chosen: str, error: str | None, status: int = 200
) -> Response:
    return respond.page(
        "account/invite/passphrase.html", status, code=code, offer=offer, chosen=chosen, error=error
    )
