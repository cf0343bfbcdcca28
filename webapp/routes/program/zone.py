"""The program's time zone: which, and from a day on another."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import change_zone as action
from webapp.actions.change_zone import ZoneRefusal
from webapp.domain.access import Viewer
from webapp.domain.errors import UnknownZone
from webapp.domain.wall_clock import local_date
from webapp.queries import zone as query
from webapp.routes import guard, respond, zones
from webapp.routes.dates import parse_day
from webapp.routes.language import _

zone_pages = Blueprint("zone", __name__, url_prefix="/program/zone")


@zone_pages.get("")
def show() -> Response:
    """The zone as it is, and one to come."""
    return _page(guard.owner())


@zone_pages.post("")
def change() -> Response:
    """Another zone from a day on."""
    viewer = guard.owner()
    effective_from = parse_day(request.form.get("effective_from", ""))
    if effective_from is None:
        return _page(viewer, {"effective_from": _("Enter the first day, like 2026-11-23.")})
    times = {"now": guard.now(), "true_now": guard.true_now()}
    try:
        why = action.change(viewer, request.form.get("zone", ""), effective_from, **times)
    except UnknownZone:
        return _page(viewer, {"zone": _("Choose a time zone.")})
    if why is None:
        return respond.to(url_for("zone.show", _anchor="to-come"))
    field, said = {
        ZoneRefusal.WHEN: (
            "effective_from",
            _("Choose a day from tomorrow on, within a year."),
        ),
        ZoneRefusal.SAME: ("zone", _("The program is in this zone already.")),
        ZoneRefusal.PLANNED: (
            "",
            _("Another zone is planned already. Take that back first. Nothing was changed."),
        ),
    }[why]
    return _page(viewer, {field: said})


@zone_pages.post("/take-back")
def take_back() -> Response:
    """Stay in the zone of now."""
    viewer = guard.owner()
    day = parse_day(request.form.get("day", "")) or abort(404)
    if not action.take_back(viewer, day, now=guard.now(), true_now=guard.true_now()):
        abort(404)
    return respond.to(url_for("zone.show"))


def _page(viewer: Viewer, errors: dict[str, str] | None = None) -> Response:
    tomorrow = local_date(guard.now(), viewer.zone) + timedelta(days=1)
    return respond.page(
        "program/zone/show.html",
        422 if errors else 200,
        viewer=viewer,
        page=query.load(viewer, guard.now()),
        near=zones.UNITED_STATES,
        others=zones.others(),
        tomorrow=tomorrow,
        form={"effective_from": tomorrow.isoformat(), "zone": viewer.zone.key, **request.form},
        errors=errors or {},
    )
