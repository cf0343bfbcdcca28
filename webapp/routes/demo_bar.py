"""The demo's own bar: it moves the demo's time, so that anybody can watch an evening happen.

Registered in demo mode alone; elsewhere neither the bar nor its address exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, abort, current_app, request

from webapp.domain.wall_clock import Instant, WallTime, local_date, zone_named
from webapp.routes import guard, respond
from webapp.routes.dates import read_wall_time

demo_bar = Blueprint("demo_bar", __name__)

HOME = "America/New_York"
EVENINGS = frozenset({0, 2, 4})
"""The weekdays on which the demo's evening program meets."""
BEFORE_THE_EVENING = WallTime.parse("16:40")
MOMENTS = tuple(
    WallTime.parse(each)
    for each in ("16:45", "17:15", "17:45", "18:16", "19:00", "21:30", "23:00", "23:30")
)


class MovableClock(Protocol):
    """A clock that can be set: the demo's."""

    def set_to(self, moment: Instant | None) -> None:
        """Go on from that instant."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar shows: the demo's time, and the moments of its date still to come."""

    now: Instant
    zone: ZoneInfo
    moments: tuple[WallTime, ...]
    back: str


def register(app: Flask) -> None:
    """Add the bar to every page and the address that it sends to."""
    app.register_blueprint(demo_bar)
    app.add_template_global(bar, "demo_bar")


def bar() -> Bar:
    """The bar of this page."""
    zone = _zone()
    today = local_date(guard.now(), zone)
    ahead = tuple(each for each in MOMENTS if each.on(today, zone) > guard.now())
    return Bar(guard.now(), zone, ahead, request.path if request.method == "GET" else "/")


@demo_bar.post("/demo/clock")
def move() -> Response:
    """Move the demo's time on: to a moment of today, or to before the next evening."""
    zone = _zone()
    today = local_date(guard.now(), zone)
    wanted = request.form.get("to", "")
    at = BEFORE_THE_EVENING if wanted == "evening" else read_wall_time(wanted)
    if at is None:
        abort(404)
    if wanted == "evening" or at.on(today, zone) <= guard.now():
        days = (today + timedelta(days=ahead) for ahead in range(8))
        later = (d for d in days if d.weekday() in EVENINGS and at.on(d, zone) > guard.now())
        today = next(later)
    clock: MovableClock = current_app.extensions["dayline_clock"]
    clock.set_to(at.on(today, zone))
    back = request.form.get("back", "/")
    own = back.startswith("/") and not back.startswith(("//", "/\\"))
    return respond.to(back if own else "/")


def _zone() -> ZoneInfo:
    viewer = guard.viewer()
    return viewer.zone if viewer else zone_named(HOME)
