"""Reminders: turn them on for this phone, try them, choose when.

Pages post forms. The script of the page, and the service worker behind it, send and get JSON
at three addresses: what the server knows about this phone, a subscription, a trial.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for
from flask_wtf.csrf import generate_csrf

from webapp.actions import choose_reminders, try_phone, unsubscribe
from webapp.actions import subscribe as subscribe_action
from webapp.actions.subscribe import NotSubscribed
from webapp.domain.access import Viewer
from webapp.domain.subscription import Target, Tried, decoded, key_id
from webapp.queries import phones
from webapp.queries import reminders_page as query
from webapp.routes import guard, reminder_words, respond, words
from webapp.routes.formats import page_language
from webapp.routes.language import _
from webapp.routes.participant.reminder_text import samples

reminder_pages = Blueprint("reminders", __name__, url_prefix="/you/reminders")

STATUS = {NotSubscribed.TAKEN: 409}


@reminder_pages.get("")
def show() -> Response:
    """This phone, the choice of times, the other phones."""
    return _page(guard.participant())


@reminder_pages.post("")
def choose() -> Response:
    """Keep which reminders somebody wants."""
    viewer = guard.participant()
    ticked = {int(each) for each in request.form.getlist("lead") if _is_number(each)}
    settings = query.settings(viewer, guard.now())
    choose_reminders.choose(viewer, ticked, settings, guard.now())
    return respond.to(url_for("reminders.show"))


@reminder_pages.get("/phone")
def phone() -> Response:
    """For the script: our key, a form token, and what is known about this phone."""
    viewer = guard.participant(on_page=False)
    known = phones.this_phone(viewer)
    return jsonify(
        key=_public_key(),
        token=generate_csrf(),
        wanted=viewer.own_phone and known.wanted,
        known=known.known,
    )


@reminder_pages.post("/phone")
def subscribe() -> Response:
    """The browser's subscription, to be kept or refused in words."""
    viewer = guard.participant()
    fields = _sent()
    why = subscribe_action.subscribe(
        viewer,
        _read(fields),
        key_id=key_id(_public_key()),
        extra_origins=current_app.config["DAYLINE_EXTRA_PUSH_ORIGINS"],
        asked=fields.get("asked") is True,
        true_now=guard.true_now(),
    )
    if why is None:
        return jsonify(outcome="on", said=str(reminder_words.ON))
    answer = jsonify(outcome=why.value, said=str(reminder_words.NOT_SUBSCRIBED[why]))
    answer.status_code = STATUS.get(why, 422)
    return answer


@reminder_pages.post("/off")
def off() -> Response:
    """No more reminders to this phone."""
    unsubscribe.turn_off_here(guard.participant(), guard.true_now())
    return respond.to(url_for("reminders.show"))


@reminder_pages.post("/phones/<key>/off")
def other_off(key: str) -> Response:
    """No more reminders to one of one's other phones. Somebody else's does not exist."""
    if not unsubscribe.turn_off(guard.participant(), key, guard.true_now()):
        abort(404)
    return respond.to(url_for("reminders.show"))


@reminder_pages.post("/trial")
def trial() -> Response:
    """Send one message to this phone now, and say how it went."""
    viewer = guard.participant()
    due = try_phone.begin(viewer, guard.true_now())
    if due is None:
        return _said(viewer, "off", reminder_words.nothing_on())
    if isinstance(due, timedelta):
        said = _("That was a lot of trying. Wait %(time)s.", time=words.waiting(due))
        return _said(viewer, "wait", said)
    trials = current_app.extensions["dayline_trials"]
    outcome: Tried = trials.send(due.target, page_language(), guard.true_now())
    try_phone.finish(due, outcome, guard.now(), guard.true_now())
    return _said(viewer, outcome.value, str(reminder_words.TRIED[outcome]))


def _said(viewer: Viewer, outcome: str, said: str) -> Response:
    """The outcome of a trial, for the script or as the page."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(outcome=outcome, said=said)
    return _page(viewer, said)


def _page(viewer: Viewer, said: str = "") -> Response:
    page = query.load(viewer, guard.now())
    return respond.page(
        "participant/reminders/show.html",
        viewer=viewer,
        page=page,
        samples=samples(viewer, page),
        said=said,
        key=_public_key(),
        now=guard.now(),
        lead_words=reminder_words.lead,
        last_sent=reminder_words.last_sent,
    )


def _sent() -> dict[str, Any]:
    """The fields of the JSON that came; none if it is something else, or too deep to read."""
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        sent = None
    return sent if isinstance(sent, dict) else {}


def _read(fields: dict[str, Any]) -> Target:
    """What a browser sent, as far as it is text; whether it fits is decided elsewhere."""
    keys = fields.get("keys")
    keys = keys if isinstance(keys, dict) else {}
    endpoint, *rest = (
        each if isinstance(each, str) else ""
        for each in (fields.get("endpoint"), keys.get("p256dh"), keys.get("auth"))
    )
    return Target(endpoint, *(decoded(each) for each in rest))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5


def _public_key() -> str:
    key: str = current_app.config["DAYLINE_VAPID_PUBLIC_KEY"]
    return key
