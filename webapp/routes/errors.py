"""When something goes wrong: what happened, what was kept, what to do. Never a trace."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp.queries.health import DatabaseTrouble
from webapp.routes import guard
from webapp.routes.language import _

KEPT_OUT = frozenset({"csrf_token", "passcode"})
"""Fields that are not written back into a page: the one is made anew, the other is secret."""


def register(app: Flask) -> None:
    """One page for each kind of trouble."""
    app.register_error_handler(CSRFError, _old_page)
    app.register_error_handler(guard.SignedOut, _signed_out)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DatabaseTrouble, _not_saved)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    code = error.code or 500
    known = code if code in (400, 404, 405, 413, 429) else (404 if code < 500 else 500)
    return _page(f"errors/{known}.html", code)


def _old_page(error: CSRFError) -> Response:
    if request.endpoint == "sign_in.sign_in":
        # Who stands before a locked door gets the same door again, with a key that fits.
        username = request.form.get("username", "")[:80]
        again = _("This page was open too long. Nothing is lost: try again.")
        return _page("account/sign_in/show.html", 400, username=username, error=again)
    return _page("errors/old_page.html", 400, typed=_typed())


def _signed_out(error: guard.SignedOut) -> Response:
    return _page("errors/signed_out.html", 401, typed=_typed())


def _typed() -> str:
    """The words that somebody typed, to be copied from a page that says they are not saved. A
    key, a choice or a date has no blank in it; four secret words have."""
    if "passcode" in request.form:
        return ""
    return "\n\n".join(
        value
        for name, value in request.form.items(multi=True)
        if name not in KEPT_OUT and " " in value.strip()
    )


def _not_saved(error: DatabaseTrouble) -> Response:
    """A full disk, a locked database: say that it was not saved and keep what was typed."""
    current_app.logger.error("the database refused", exc_info=error)
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in KEPT_OUT]
    was_saving = request.method == "POST"
    is_secret = "passcode" in request.form
    return _page(
        "errors/not_saved.html",
        503,
        fields=fields,
        was_saving=was_saving,
        is_secret=is_secret,
        asked=_asked(),
    )


def _asked() -> str:
    """The address that was asked for, with its query, and never another site's."""
    url = urlsplit(request.url)
    return urlunsplit(("", "", "/" + url.path.lstrip("/\\"), url.query, ""))


def _unexpected(error: Exception) -> Response:
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    current_app.logger.error("an error that nobody expected", exc_info=error)
    try:
        return _page("errors/500.html", 500)
    except Exception:
        current_app.logger.exception("the page for errors failed as well")
        return Response("Something broke here. Try again in a minute.", 500, mimetype="text/plain")


def _page(template: str, status: int, **values: object) -> Response:
    if request.headers.get("HX-Request") == "true":
        return Response(status=status, headers={"HX-Refresh": "true"} if status == 400 else {})
    return make_response(render_template(template, **values), status)
