"""What an owner does next in a new program."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.routes import guard, respond

first_steps_pages = Blueprint("first_steps", __name__, url_prefix="/program/first-steps")


@first_steps_pages.get("")
def show() -> Response:
    """Four ways on: staff, people, the front desk, meetings."""
    return respond.page("program/first_steps/show.html", viewer=guard.owner())
