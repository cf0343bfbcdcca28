"""What an owner sets: thresholds from a date on, and the place; and the way to the houses."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.actions import change_settings as action
from webapp.actions.change_settings import SettingsRefusal
from webapp.domain.access import Viewer
from webapp.domain.contacts import is_phone
from webapp.domain.settings import ProgramSettings, SettingOutOfRange
from webapp.domain.wall_clock import local_date
from webapp.queries import settings as query
from webapp.routes import guard, respond
from webapp.routes.dates import parse_day
from webapp.routes.language import _
from webapp.routes.settings_words import CHOICES, EACH, range_said

settings_pages = Blueprint("settings", __name__, url_prefix="/program/settings")
LONGEST_PLACE = 120


@settings_pages.get("")
def show() -> Response:
    """Every threshold as it is in force, and what is to come."""
    return _page(guard.owner())


@settings_pages.post("")
def change() -> Response:
    """Change thresholds from a date on, or say what is wrong and keep what was typed."""
    viewer = guard.owner()
    values, errors = _read(request.form)
    effective_from = parse_day(request.form.get("effective_from", ""))
    if effective_from is None:
        errors["effective_from"] = _("Enter the first day, like 2026-11-23.")
    if not errors and effective_from is not None:
        try:
            why = action.change(
                viewer,
                values,
                effective_from,
                request.form.get("seen", ""),
                now=guard.now(),
                true_now=guard.true_now(),
            )
        except SettingOutOfRange:
            errors["closes_after"] = _("Check-in cannot close before grace ends.")
        else:
            if why is None:
                return respond.to(url_for("settings.show", _anchor="to-come"))
            errors["" if why is SettingsRefusal.CHANGED_MEANWHILE else "effective_from"] = {
                SettingsRefusal.WHEN: _("Choose a day from tomorrow on, within a year."),
                SettingsRefusal.BEFORE_ANOTHER: _(
                    "A change is planned after that day already. Take it back first, or choose"
                    " its day or a later one."
                ),
                SettingsRefusal.MID_WEEK: _(
                    "A week that begins on another day begins then: choose such a day."
                ),
                SettingsRefusal.SAME: _("Nothing is different from what holds then."),
                SettingsRefusal.CHANGED_MEANWHILE: _(
                    "Somebody changed the settings meanwhile. What holds now stands beside each"
                    " field; look at yours again, then save."
                ),
            }[why]
    return _page(viewer, errors, request.form)


@settings_pages.post("/<day>/take-back")
def take_back(day: str) -> Response:
    """Take back a change that is still to come."""
    viewer = guard.owner()
    effective_from = parse_day(day) or abort(404)
    times = {"now": guard.now(), "true_now": guard.true_now()}
    if not action.take_back(viewer, effective_from, **times):
        abort(404)
    return respond.to(url_for("settings.show"))


@settings_pages.post("/place")
def place() -> Response:
    """Say where the program's sessions are."""
    viewer = guard.owner()
    where = " ".join(request.form.get("place", "").split())
    if len(where) > LONGEST_PLACE or not where.isprintable():
        wrong = _("Enter a place of at most %(most)d signs.", most=LONGEST_PLACE)
        return _page(viewer, {"place": wrong}, request.form)
    seen = request.form.get("seen_place", "")
    if not action.change_place(viewer, where, seen, true_now=guard.true_now()):
        return _page(viewer, {"place": _meanwhile()}, request.form)
    return respond.to(url_for("settings.show"))


@settings_pages.post("/on-call")
def on_call() -> Response:
    """Say which number participants call."""
    viewer = guard.owner()
    typed = request.form.get("phone", "").strip()
    if typed and not is_phone(typed):
        return _page(
            viewer,
            {"phone": _("Enter a phone number like 617-555-0142, or leave it empty.")},
            request.form,
        )
    seen = request.form.get("seen_phone", "")
    if not action.change_phone(viewer, typed, seen, true_now=guard.true_now()):
        return _page(viewer, {"phone": _meanwhile()}, request.form)
    return respond.to(url_for("settings.show", _anchor="on-call"))


def _meanwhile() -> str:
    return _("Somebody changed it meanwhile: see what it is now, then save yours again.")


def _read(form: MultiDict[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    values, errors = {}, {}
    for name in ProgramSettings.names():
        typed = _typed(form, name)
        value = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else None
        try:
            ProgramSettings.check(name, value)
        except SettingOutOfRange:
            errors[name] = _("Enter a whole number: %(range)s.", range=range_said(name))
        else:
            assert value is not None
            values[name] = value
    return values, errors


def _typed(form: MultiDict[str, str], name: str) -> str:
    """What was typed; where several can be ticked, each with a bit of its own, all bits."""
    if name not in EACH or EACH[name].unit not in CHOICES:
        return form.get(name, "").strip()
    bits = [int(bit) for bit in form.getlist(name) if bit.isascii() and bit.isdigit()]
    return str(sum(set(bits)))


def _page(
    viewer: Viewer, errors: dict[str, str] | None = None, form: MultiDict[str, str] | None = None
) -> Response:
    page = query.load(viewer, guard.now())
    tomorrow: date = local_date(guard.now(), viewer.zone) + timedelta(days=1)
    kept = {name: str(value) for name, value in page.last.values().items()}
    kept |= {"effective_from": tomorrow.isoformat(), "place": page.place, "phone": page.phone}
    form = form or MultiDict()
    typed = {name: _typed(form, name) for name in form}
    if "effective_from" in form:
        # Where nothing is ticked, nothing is sent.
        typed |= {name: _typed(form, name) for name in EACH}
    return respond.page(
        "program/settings/show.html",
        422 if errors else 200,
        viewer=viewer,
        page=page,
        form={**kept, **typed},
        errors=errors or {},
        tomorrow=tomorrow,
    )
