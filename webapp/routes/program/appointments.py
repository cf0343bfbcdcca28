"""Visits and tests: make one, move it, note whether it was kept. Never what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import appointments as action
from webapp.actions import audit
from webapp.actions import dispute as dispute_action
from webapp.actions.appointments import NoSuchAppointment
from webapp.domain.access import Viewer
from webapp.domain.appointment import (
    USUAL_MINUTES,
    Appointment,
    AppointmentKind,
    AppointmentRefusal,
    Planned,
    may_note,
)
from webapp.domain.record import NOTES, Entry
from webapp.domain.wall_clock import Instant, local_date
from webapp.queries import appointments as query
from webapp.queries import people
from webapp.routes import guard, respond
from webapp.routes.appointment_words import refusal
from webapp.routes.dates import near_day_or_404, parse_day, read_wall_time
from webapp.routes.language import _
from webapp.routes.record_words import decision_refusal

appointment_pages = Blueprint("appointments", __name__, url_prefix="/program")
WHERE = {
    AppointmentRefusal.WHEN: "day",
    AppointmentRefusal.MINUTES: "minutes",
    AppointmentRefusal.WEEKS: "weeks",
    AppointmentRefusal.TWICE: "starts",
    AppointmentRefusal.ENDED: "day",
}
"""The field that each refusal is about."""
IN_ORDER = (Entry.DONE, Entry.MISSED, Entry.EXCUSED, Entry.CALLED_OFF, Entry.REOPENED)
"""As the buttons stand, what happens most often first."""


@appointment_pages.get("/appointments")
def show() -> Response:
    """Everybody's of one date."""
    viewer = guard.office()
    today = local_date(guard.now(), viewer.zone)
    asked = request.args.get("day", "")
    day = near_day_or_404(asked, today) if asked else today
    found = query.between(viewer, day, day, guard.now())
    audit.record_views(
        viewer, sorted({a.participant_id for a in found}), "appointments", guard.true_now()
    )
    return respond.page(
        "program/appointments/show.html",
        viewer=viewer,
        day=day,
        today=today,
        day_before=day - timedelta(days=1),
        day_after=day + timedelta(days=1),
        appointments=found,
        now=guard.now(),
        form_key=respond.new_form_key(),
    )


@appointment_pages.get("/people/<key>/appointments/new")
def new(key: str) -> Response:
    """The form for one, or for one a week."""
    viewer = guard.office()
    form = {
        "kind": AppointmentKind.VISIT.value,
        "day": local_date(guard.now(), viewer.zone).isoformat(),
        "minutes": str(USUAL_MINUTES[AppointmentKind.VISIT]),
        "weeks": "1",
    }
    return _new(viewer, key, form, {})


@appointment_pages.post("/people/<key>/appointments/new")
def add(key: str) -> Response:
    """Make it, or say what is missing and keep what was typed."""
    viewer = guard.office()
    form = {name: value.strip() for name, value in request.form.items()}
    read = _Read(form)
    planned, weeks = read.planned(), read.number("weeks", AppointmentRefusal.WEEKS)
    if planned is not None and not read.errors:
        try:
            why = action.make(
                viewer, key, planned, weeks, _key(), now=guard.now(), true_now=guard.true_now()
            )
        except NoSuchAppointment:
            abort(404)
        if why is None:
            return respond.to(url_for("people.person", key=key, _anchor="appointments"))
        read.errors[WHERE[why]] = refusal(why)
    return _new(viewer, key, form, read.errors, 422)


@appointment_pages.get("/appointments/<key>")
def one(key: str) -> Response:
    """One, with every row of it, and what can be done."""
    return _one(guard.office(), key)


@appointment_pages.post("/appointments/<key>")
def note(key: str) -> Response:
    """Note what became of it."""
    viewer = guard.office()
    kind = request.form.get("note", "")
    if kind not in NOTES:
        abort(404)
    try:
        why = action.note(
            viewer,
            key,
            Entry(kind),
            _key(),
            words=request.form.get("words", ""),
            now=guard.now(),
            true_now=guard.true_now(),
        )
    except NoSuchAppointment:
        abort(404)
    if why is not None:
        return _one(viewer, key, {"note": refusal(why)}, 422)
    return respond.to(_back(key))


@appointment_pages.post("/appointments/<key>/move")
def move(key: str) -> Response:
    """Call it off and make another in its stead."""
    viewer = guard.office()
    found = query.one(viewer, key, guard.now()) or abort(404)
    form = {name: value.strip() for name, value in request.form.items()}
    read = _Read({**form, "kind": found.appointment.kind.value})
    planned = read.planned()
    if planned is not None:
        times = {"now": guard.now(), "true_now": guard.true_now()}
        try:
            why = action.move(viewer, key, planned, _key(), **times)
        except NoSuchAppointment:
            abort(404)
        if why is None:
            return respond.to(url_for("people.person", key=found.key, _anchor="appointments"))
        read.errors[WHERE.get(why, "day")] = refusal(why)
    return _one(viewer, key, read.errors, 422)


@appointment_pages.post("/appointments/<key>/answer")
def answer(key: str) -> Response:
    """Answer the participant who says that it is not right."""
    viewer = guard.office()
    found = query.one(viewer, key, guard.now()) or abort(404)
    why = dispute_action.answer(
        viewer,
        found.key,
        found.appointment.where,
        request.form.get("words", ""),
        _key(),
        now=guard.now(),
        true_now=guard.true_now(),
    )
    if why is not None:
        return _one(viewer, key, {"answer": decision_refusal(why)}, 422)
    return respond.to(url_for("appointments.one", key=key))


def _key() -> str:
    return request.form.get("key") or respond.new_form_key()


def _back(key: str) -> str:
    """The page that the tap came from: a day's list, what waits, or the appointment's own."""
    came_from = request.form.get("from", "")
    if came_from == "confirm":
        return url_for("confirm.show")
    day = parse_day(came_from)
    if day is not None:
        return url_for("appointments.show", day=day.isoformat())
    return url_for("appointments.one", key=key)


def _new(
    viewer: Viewer, key: str, form: Mapping[str, str], errors: dict[str, str], status: int = 200
) -> Response:
    person = people.find(viewer, key, guard.now()) or abort(404)
    audit.record_views(viewer, [person.participant_id], "appointment", guard.true_now())
    return respond.page(
        "program/appointments/new.html",
        status,
        viewer=viewer,
        person=person,
        form=form,
        errors=errors,
        form_key=respond.new_form_key(),
    )


def _one(
    viewer: Viewer, key: str, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    now = guard.now()
    found = query.one(viewer, key, now) or abort(404)
    audit.record_views(viewer, [found.participant_id], "appointment", guard.true_now())
    possible = [kind for kind in IN_ORDER if _can(found.appointment, kind, now)]
    return respond.page(
        "program/appointments/one.html",
        status,
        viewer=viewer,
        person=found,
        appointment=found.appointment,
        possible=possible,
        errors=errors or {},
        typed=request.form,
        now=now,
        form_key=respond.new_form_key(),
    )


def _can(appointment: Appointment, kind: Entry, now: Instant) -> bool:
    return may_note(appointment, kind, "with a reason", now) is None


@dataclass
class _Read:
    """Reads the form of an appointment, field by field, and collects what is wrong."""

    form: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def planned(self) -> Planned | None:
        kind = self.form.get("kind", "")
        if kind not in set(AppointmentKind):
            self.errors["kind"] = _("Choose what it is.")
        day = parse_day(self.form.get("day", ""))
        if day is None:
            self.errors["day"] = _("Enter the date, like 2026-11-23.")
        starts = read_wall_time(self.form.get("starts", ""))
        if starts is None:
            self.errors["starts"] = _("Enter the time, like 14:30.")
        minutes = self.number("minutes", AppointmentRefusal.MINUTES)
        if self.errors or day is None or starts is None:
            return None
        return Planned(AppointmentKind(kind), day, starts, minutes, self.form.get("with_whom", ""))

    def number(self, name: str, wrong: AppointmentRefusal) -> int:
        """A small whole number, or 0 with the error noted."""
        typed = self.form.get(name, "")
        if typed.isascii() and typed.isdigit() and len(typed) <= 4:
            return int(typed)
        self.errors[name] = refusal(wrong)
        return 0
