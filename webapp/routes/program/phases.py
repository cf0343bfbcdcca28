"""Phases: what each is and how long it lasts, from a date on; and who is in which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import audit
from webapp.actions import change_phases as action
from webapp.actions.change_phases import MOST_WEEKS, NewPhase, PhaseRefusal
from webapp.domain.access import Viewer
from webapp.domain.phase import SET_BY_PHASE
from webapp.domain.settings import ProgramSettings, SettingOutOfRange
from webapp.queries import phases as query
from webapp.routes import guard, respond
from webapp.routes.dates import parse_day
from webapp.routes.language import _
from webapp.routes.schedule_words import PHASE_REFUSED
from webapp.routes.settings_words import range_said

phase_pages = Blueprint("phases", __name__, url_prefix="/program/schedule/phases")
MOST_PHASES = 6
LONGEST_NAME = 60


@phase_pages.get("")
def show() -> Response:
    """The phases as they are, who is in which, and what is to come."""
    return _page(guard.office())


@phase_pages.post("")
def change() -> Response:
    """Change them from a date on, or say what is wrong and keep what was typed."""
    viewer = guard.owner()
    known = {phase.key for phase in query.load(viewer, guard.now()).dates.phases}
    wanted, errors = _read(request.form, known)
    effective_from = parse_day(request.form.get("effective_from", ""))
    if effective_from is None:
        errors["effective_from"] = _("Enter the first day, like 2026-11-23.")
    if not wanted and not errors:
        errors["name-0"] = _("Enter a name.")
    if errors or effective_from is None:
        return _page(viewer, errors, request.form)
    times = {"now": guard.now(), "true_now": guard.true_now()}
    why = action.change(viewer, wanted, effective_from, request.form.get("seen", ""), **times)
    if why is None:
        return respond.to(url_for("phases.show", _anchor="to-come"))
    field = "" if why in (PhaseRefusal.CHANGED_MEANWHILE, PhaseRefusal.IN_USE) else "effective_from"
    return _page(viewer, {field: PHASE_REFUSED[why]}, request.form)


@phase_pages.post("/take-back")
def take_back() -> Response:
    """Take back a change that is still to come."""
    viewer = guard.owner()
    day = parse_day(request.form.get("day", "")) or abort(404)
    if not action.take_back(viewer, day, now=guard.now(), true_now=guard.true_now()):
        abort(404)
    return respond.to(url_for("phases.show"))


def _read(form: Mapping[str, str], known: set[str]) -> tuple[list[NewPhase], dict[str, str]]:
    wanted: list[NewPhase] = []
    errors: dict[str, str] = {}
    for n in range(MOST_PHASES):
        name = " ".join(form.get(f"name-{n}", "").split())
        typed = {each: form.get(f"{each}-{n}", "").strip() for each in ("weeks", *SET_BY_PHASE)}
        if not name:
            if any(typed.values()):
                errors[f"name-{n}"] = _("Enter a name.")
            continue
        if len(name) > LONGEST_NAME or not name.isprintable():
            errors[f"name-{n}"] = _("At most %(most)d signs.", most=LONGEST_NAME)
        values = {}
        for each in SET_BY_PHASE:
            if not typed[each]:
                continue
            try:
                value = _whole(typed[each])
                ProgramSettings.check(each, value)
            except SettingOutOfRange:
                said = _("Enter a whole number: %(range)s.", range=range_said(each))
                errors[f"{each}-{n}"] = said
            else:
                assert value is not None
                values[each] = value
        weeks = _whole(typed["weeks"])
        if typed["weeks"] and (weeks is None or not 1 <= weeks <= MOST_WEEKS):
            errors[f"weeks-{n}"] = _("Enter a number of weeks from 1 to 104, or none.")
        key = form.get(f"key-{n}", "")
        is_one = key in known and key not in {each.key for each in wanted}
        wanted.append(NewPhase(key if is_one else "", name, weeks, values))
    return wanted, errors


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def _page(
    viewer: Viewer, errors: dict[str, str] | None = None, form: Mapping[str, str] | None = None
) -> Response:
    page = query.load(viewer, guard.now())
    named = {person.participant_id for p in page.in_force for person in page.who_is_in(p.key)}
    audit.record_views(viewer, sorted(named), "phases", guard.true_now())
    kept: dict[str, str] = {"effective_from": (page.today + timedelta(days=1)).isoformat()}
    for n, phase in enumerate(page.last):
        kept |= {f"key-{n}": phase.key, f"name-{n}": phase.name}
        kept[f"weeks-{n}"] = str(phase.weeks or "")
        kept |= {f"{name}-{n}": str(value) for name, value in phase.values.items()}
    shown = form or kept
    used = [n for n in range(MOST_PHASES) if shown.get(f"name-{n}")]
    return respond.page(
        "program/phases/show.html",
        422 if errors else 200,
        viewer=viewer,
        page=page,
        form=shown,
        errors=errors or {},
        settings=SET_BY_PHASE,
        shown=min(max(used, default=-1) + 2, MOST_PHASES),
        most=MOST_PHASES,
        tomorrow=page.today + timedelta(days=1),
    )
