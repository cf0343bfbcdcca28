"""What waited on a phone without signal arrives here. Each entry is judged alone.

The service worker asks for a form token and sends JSON. The page is the check-in form that it
keeps for when there is no signal.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask_wtf.csrf import generate_csrf

from webapp.domain.access import Viewer
from webapp.queries.health import DatabaseTrouble
from webapp.routes import guard, respond, waiting_entries, waiting_words
from webapp.routes.participant import meetings
from webapp.routes.participant.today import store_name

waiting_pages = Blueprint("waiting", __name__, url_prefix="/waiting")

MOST_ENTRIES = 50
LARGEST = 32 * 1024
"""Bytes that are read at once."""


@waiting_pages.get("")
def show() -> Response:
    """For the service worker: a fresh form token, and whose entries may be sent."""
    viewer = _viewer()
    return jsonify(token=generate_csrf(), account=viewer.account_key)


@waiting_pages.post("")
def receive() -> Response:
    """Judge what came, and answer each entry. One that is not answered waits on."""
    viewer = _viewer()
    sent = _sent()
    entries = sent.get("entries")
    if not isinstance(entries, list) or not isinstance(sent.get("account"), str):
        return _refused(422, waiting_words.unreadable())
    if len(entries) > MOST_ENTRIES:
        return _refused(413, waiting_words.oversized())
    if sent["account"] != viewer.account_key:
        return _refused(409, waiting_words.someone_else())
    answers = [_answer(viewer, each) for each in entries]
    return jsonify(answers=[each for each in answers if each is not None])


@waiting_pages.get("/check-in")
def check_in() -> Response:
    """The check-in form for when there is no signal: nobody's times, for any session."""
    viewer = guard.participant()
    response = respond.page(
        "participant/waiting/check_in.html",
        viewer=viewer,
        form_key=respond.new_form_key(),
        now=guard.now(),
    )
    response.headers["Dayline-Store"] = store_name(viewer)
    return response


@waiting_pages.get("/meeting")
def meeting() -> Response:
    """The form of a meeting for when there is no signal: nobody's log, for any day."""
    viewer = guard.participant()
    response = respond.page("participant/waiting/meeting.html", viewer=viewer, **meetings.values())
    response.headers["Dayline-Store"] = store_name(viewer)
    return response


def _viewer() -> Viewer:
    if guard.viewer() is None:
        abort(_refused(401, waiting_words.signed_out()))
    return guard.participant(on_page=False)


def _sent() -> dict[str, Any]:
    """The JSON that came; nothing if it is something else, or too deep to read."""
    if (request.content_length or 0) > LARGEST or len(request.get_data()) > LARGEST:
        abort(_refused(413, waiting_words.oversized()))
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        sent = None
    return sent if isinstance(sent, dict) else {}


def _answer(viewer: Viewer, sent: object) -> dict[str, str] | None:
    """What became of one entry; None if that cannot be said, so that it waits for the next time."""
    entry = waiting_entries.read(sent)
    if entry is None:
        key = sent.get("key") if isinstance(sent, dict) else None
        state = waiting_entries.State.REFUSED
        return _said(key if isinstance(key, str) else "", state, waiting_words.unreadable())
    try:
        return _said(entry.key, *waiting_entries.judge(viewer, entry))
    except DatabaseTrouble:
        raise
    except Exception as error:
        if current_app.config.get("PROPAGATE_EXCEPTIONS"):
            raise
        current_app.logger.error("an entry that waited could not be judged", exc_info=error)
        return None


def _said(key: str, state: waiting_entries.State, said: str) -> dict[str, str]:
    return {"key": key, "state": state.value, "words": said}


def _refused(status: int, said: str) -> Response:
    response = jsonify(said=said)
    response.status_code = status
    return response
