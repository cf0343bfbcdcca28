"""For whoever watches the machine."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from webapp.domain.heartbeat import TROUBLE, WORKER, beat
from webapp.queries import health
from webapp.routes import guard

up = Blueprint("up", __name__)
UNKNOWN = "unknown"


@up.get("/up")
def show() -> Response:
    """Whether the database answers, how the worker is, and which version runs.

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
        signs = health.last_signs()
    except health.DatabaseTrouble:
        return UNKNOWN
    return beat(signs.get(WORKER), signs.get(TROUBLE), guard.true_now())
