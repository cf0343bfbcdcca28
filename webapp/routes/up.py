"""For whoever watches the machine."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from webapp.domain.heartbeat import beat
from webapp.queries import health
from webapp.routes import guard

up = Blueprint("up", __name__)
UNKNOWN = "unknown"


@up.get("/up")
def show() -> Response:
    """Whether the database answers, when the worker last did, and which version runs.

    503 only if the database does not: without a worker the pages still work.
    """
    well = health.database_answers()
    response = jsonify(
        database="ok" if well else "failing",
        worker=_worker() if well else UNKNOWN,
        version=current_app.config["DAYLINE_VERSION"],
    )
    response.status_code = 200 if well else 503
    return response


def _worker() -> str:
    try:
        return beat(health.last_sign_of_the_worker(), guard.true_now())
    except health.DatabaseTrouble:
        return UNKNOWN
