"""Say that one's record is not right."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import dispute as action
from webapp.actions.decide import NoSuchSession
from webapp.domain.access import Viewer
from webapp.domain.appointment import key_in
from webapp.domain.record import SessionName
from webapp.queries import appointments
from webapp.queries import day as query
from webapp.routes import guard, respond
from webapp.routes.dates import parse_day
from webapp.routes.record_words import decision_refusal

dispute_pages = Blueprint("disputes", __name__, url_prefix="/disputes")


@dispute_pages.get("")
def show() -> Response:
    """The form for one session or appointment; without one, the record, with a link for each."""
    viewer = guard.participant()
    if "day" not in request.args:
        return respond.to(url_for("record.show"))
    return _page(viewer, _where(request.args.get("day", ""), request.args.get("session", "")))


@dispute_pages.post("")
def say() -> Response:
    """Send it to staff."""
    viewer = guard.participant()
    where = _where(request.form.get("day", ""), request.form.get("session", ""))
    try:
        refusal = action.dispute(
            viewer,
            where,
            request.form.get("words", ""),
            request.form.get("key") or respond.new_form_key(),
            now=guard.now(),
            true_now=guard.true_now(),
        )
    except NoSuchSession:
        abort(404)
    if refusal is not None:
        return _page(viewer, where, decision_refusal(refusal))
    return respond.to(url_for("record.show"))


def _where(day: str, name: str) -> SessionName:
    on = parse_day(day)
    return SessionName(on, name) if on else abort(404)


def _page(viewer: Viewer, where: SessionName, wrong: str = "") -> Response:
    key = key_in(where.name)
    appointment = appointments.own_one(viewer, key) if key else None
    attendance = None if key else query.attendance_at(viewer, where, guard.now())
    if appointment is not None and appointment.where != where:
        appointment = None
    if appointment is None and attendance is None:
        abort(404)
    return respond.page(
        "participant/disputes/show.html",
        422 if wrong else 200,
        viewer=viewer,
        where=where,
        attendance=attendance,
        appointment=appointment,
        wrong=wrong,
        typed=request.form.get("words", ""),
        form_key=respond.new_form_key(),
        now=guard.now(),
    )
