"""An owner lets the running program follow a template: choose, look, read what will differ,
confirm; and take it back until it begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import apply_template as action
from webapp.actions import take_back_template
from webapp.actions.apply_program import read_template, shipped_templates
from webapp.actions.apply_template import Choice, TemplateRefusal
from webapp.actions.take_back_template import NotTakenBack
from webapp.domain.access import Viewer
from webapp.domain.program_template import ProgramTemplate
from webapp.domain.schedule_change import by_weekday, differences
from webapp.domain.wall_clock import local_date
from webapp.queries import template as query
from webapp.routes import guard, respond
from webapp.routes.dates import parse_day
from webapp.routes.language import _
from webapp.routes.template_words import NAMES

template_pages = Blueprint("template", __name__, url_prefix="/program/template")


@template_pages.get("")
def show() -> Response:
    """The templates to choose from, and those that are to come."""
    return _choose(guard.owner())


@template_pages.get("/<name>")
def week(name: str) -> Response:
    """The week that a template makes, and from which day on."""
    return _week(guard.owner(), name, _template(name))


@template_pages.get("/<name>/difference")
def difference(name: str) -> Response:
    """What will differ from that day on, before anything does."""
    viewer, template = guard.owner(), _template(name)
    effective_from = parse_day(request.args.get("from", ""))
    if effective_from is None:
        return _week(viewer, name, template, _("Enter the first day, like 2026-11-23."))
    return _difference(viewer, Choice(name, template, effective_from))


@template_pages.post("/<name>")
def apply(name: str) -> Response:
    """Confirm it, or say why nothing was changed."""
    viewer, template = guard.owner(), _template(name)
    effective_from = parse_day(request.form.get("effective_from", ""))
    if effective_from is None:
        return _week(viewer, name, template, _("Enter the first day, like 2026-11-23."))
    choice = Choice(
        name, template, effective_from, "place" in request.form, "weeks" in request.form
    )
    times = {"now": guard.now(), "true_now": guard.true_now()}
    why = action.apply(viewer, choice, request.form.get("seen", ""), **times)
    if why is None:
        return respond.to(url_for("template.show", _anchor="to-come"))
    return _difference(viewer, choice, why, request.form)


@template_pages.post("/to-come/<key>/take-back")
def take_back(key: str) -> Response:
    """Restore what held before, while it has not begun."""
    viewer = guard.owner()
    times = {"now": guard.now(), "true_now": guard.true_now()}
    why = take_back_template.take_back(viewer, key, **times)
    if why is NotTakenBack.GONE:
        abort(404)
    if why is NotTakenBack.CHANGED_SINCE:
        wrong = _(
            "Somebody changed the schedule or the settings since then, so it cannot be taken back"
            " as a whole. Take those changes back first, the latest one first."
        )
        return _choose(viewer, wrong)
    return respond.to(url_for("template.show"))


@lru_cache
def _read(name: str) -> ProgramTemplate:
    return read_template(name)


def _template(name: str) -> ProgramTemplate:
    """A template that ships, and never a file that an address names."""
    if name not in NAMES or name not in shipped_templates():
        abort(404)
    return _read(name)


def _tomorrow(viewer: Viewer) -> date:
    today: date = local_date(guard.now(), viewer.zone)
    return today + timedelta(days=1)


def _choose(viewer: Viewer, wrong: str = "") -> Response:
    return respond.page(
        "program/template/show.html",
        422 if wrong else 200,
        viewer=viewer,
        running=query.load(viewer, guard.now()),
        names=[name for name in NAMES if name in shipped_templates()],
        wrong=wrong,
    )


def _week(viewer: Viewer, name: str, template: ProgramTemplate, wrong: str = "") -> Response:
    tomorrow = _tomorrow(viewer)
    monday = tomorrow + timedelta(days=-tomorrow.weekday() % 7)
    return respond.page(
        "program/template/week.html",
        422 if wrong else 200,
        viewer=viewer,
        name=name,
        template=template,
        week=by_weekday(template.week()),
        typed=request.values.get("from", request.values.get("effective_from", ""))
        or monday.isoformat(),
        tomorrow=tomorrow,
        wrong=wrong,
    )


REFUSALS = (TemplateRefusal.WHEN, TemplateRefusal.BEFORE_ANOTHER, TemplateRefusal.MID_WEEK)
"""Another day may do."""


def _difference(
    viewer: Viewer,
    choice: Choice,
    why: TemplateRefusal | None = None,
    form: Mapping[str, str] | None = None,
) -> Response:
    running = query.load(viewer, guard.now())
    found = why or action.why_not(running, choice)
    if found in REFUSALS:
        return _week(viewer, choice.name, choice.template, _said(found))
    day, wanted = choice.effective_from, choice.template.week()
    held = running.week_on(day)
    in_force = running.settings.on(day)
    template = choice.template
    return respond.page(
        "program/template/difference.html",
        422 if why else 200,
        viewer=viewer,
        name=choice.name,
        template=template,
        day=day,
        running=running,
        differences=differences(held, wanted),
        falls_away=running.planned_after(day),
        affected=query.affected_by(viewer, held, wanted, day),
        settings=in_force.differences(action.settings_then(running, choice)),
        topics=[title for title in template.topics if title not in running.topics],
        other_place=bool(template.place) and template.place != running.place,
        other_weeks=(template.weeks_least, template.weeks_most) != running.weeks,
        is_same=found is TemplateRefusal.SAME,
        wrong=_said(why) if why else "",
        form=form or {},
    )


def _said(why: TemplateRefusal) -> str:
    return {
        TemplateRefusal.WHEN: _("Choose a day from tomorrow on, within a year."),
        TemplateRefusal.SAME: _("Nothing would change: the program is like that already."),
        TemplateRefusal.BEFORE_ANOTHER: _(
            "A change of the settings is planned after that day already. Take it back first, or"
            " choose its day or a later one."
        ),
        TemplateRefusal.MID_WEEK: _(
            "With it the week of meetings begins on another day: choose such a day."
        ),
        TemplateRefusal.CHANGED_MEANWHILE: _(
            "Somebody changed the schedule or the settings meanwhile. Nothing was overwritten."
            " This is what would change now: look again, then confirm."
        ),
    }[why]
