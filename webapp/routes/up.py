"""For whoever watches the machine."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from webapp.queries import health

up = Blueprint("up", __name__)


@up.get("/up")
def show() -> Response:
    """Whether the database answers, and which version runs. 503 if it does not."""
    well = health.database_answers()
    response = jsonify(
        database="ok" if well else "failing", version=current_app.config["DAYLINE_VERSION"]
    )
    response.status_code = 200 if well else 503
    return response
