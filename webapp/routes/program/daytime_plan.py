"""What somebody does by day: now, before, and from a date on."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.actions import audit
from webapp.actions import change_plan as action
from webapp.actions.change_plan import PlanRefusal
from webapp.actions.end_enrollment import NoSuchParticipant
from webapp.domain.access import Viewer
from webapp.domain.daytime import Activity, DaytimePlan, whole_plan
from webapp.domain.wall_clock import WallTime
from webapp.queries import daytime_plan as query
from webapp.routes import clash_words, guard, respond
from webapp.routes.dates import FURTHEST, parse_day
from webapp.routes.language import _
from webapp.routes.person_form import PersonForm, typed

daytime_plan_pages = Blueprint("daytime_plan", __name__, url_prefix="/program/people")

MOST_LINES = 5


@daytime_plan_pages.get("/<key>/plan")
def show(key: str) -> Response:
    """What holds now, what held before, what is to come; and the form for a new one."""
    viewer = guard.office()
    page = _found(viewer, key)
    return _page(viewer, page, _filled(page), {})


@daytime_plan_pages.post("/<key>/plan")
def save(key: str) -> Response:
    """Save it; or say what is wrong, or what it runs into, and keep what was typed."""
    viewer = guard.office()
    page = _found(viewer, key)
    form = typed(request.form)
    read = PersonForm(form, page.today)
    found = [read.line(f"-{number}") for number in range(MOST_LINES)]
    lines = [line for line in found if line is not None]
    effective_from = parse_day(form.get("effective_from", ""))
    if effective_from is None:
        read.errors["effective_from"] = _("Enter the first day, like 2026-11-23.")
    elif abs(effective_from - page.today) > FURTHEST:
        read.errors["effective_from"] = _("Choose a day from today on, within a year.")
    if read.errors or effective_from is None:
        return _page(viewer, page, form, read.errors)
    full_time = "full_time" in form
    plan = whole_plan(lines, effective_from, full_time=full_time)
    against = query.against(viewer, page.person, plan, effective_from)
    runs_into = clash_words.said(against.clashes, viewer.zone) + clash_words.no_room(against.room)
    if runs_into and form.get("confirmed") != clash_words.digest(runs_into):
        return _page(viewer, page, form, {}, runs_into)
    why = action.change(
        viewer,
        key,
        lines,
        effective_from,
        form.get("seen", ""),
        full_time=full_time,
        now=guard.now(),
        true_now=guard.true_now(),
    )
    if why is None:
        return respond.to(url_for("daytime_plan.show", key=key))
    field, said = {
        PlanRefusal.WHEN: ("effective_from", _("Choose a day from today on, within a year.")),
        PlanRefusal.CHANGED_MEANWHILE: (
            "",
            _(
                "Somebody changed the plan meanwhile. What holds now stands above; look at yours"
                " again, then save."
            ),
        ),
    }[why]
    return _page(viewer, _found(viewer, key), form, {field: said})


@daytime_plan_pages.post("/<key>/plan/<day>/take-back")
def take_back(key: str, day: str) -> Response:
    """Take back a plan that is still to come."""
    viewer = guard.office()
    effective_from = parse_day(day) or abort(404)
    times = {"now": guard.now(), "true_now": guard.true_now()}
    try:
        if not action.take_back(viewer, key, effective_from, **times):
            abort(404)
    except NoSuchParticipant:
        abort(404)
    return respond.to(url_for("daytime_plan.show", key=key))


def _found(viewer: Viewer, key: str) -> query.PlanPage:
    return query.load(viewer, key, guard.now()) or abort(404)


def _filled(page: query.PlanPage) -> MultiDict[str, str]:
    """The form as it holds now, so that a small change is a small one."""
    form = MultiDict[str, str]([("effective_from", page.today.isoformat())])
    lines = page.now.lines if page.now else ()
    for number in range(MOST_LINES):
        if number < len(lines):
            _fill(form, f"-{number}", lines[number])
        else:
            form.add(f"plan_starts-{number}", "08:30")
            form.add(f"plan_ends-{number}", "17:30")
    if page.now and page.now.full_time:
        form.add("full_time", "1")
    return form


def _fill(form: MultiDict[str, str], suffix: str, line: DaytimePlan) -> None:
    form.add(f"activity{suffix}", line.activity)
    form.add(f"plan_place{suffix}", line.place)
    form.add(f"plan_starts{suffix}", _typed_time(line.starts))
    form.add(f"plan_ends{suffix}", _typed_time(line.ends))
    for day in sorted(line.weekdays):
        form.add(f"plan_days{suffix}", str(day))


def _typed_time(value: WallTime) -> str:
    """17:30, as a time picker has it."""
    return f"{value.clock:%H:%M}"


def _page(
    viewer: Viewer,
    page: query.PlanPage,
    form: MultiDict[str, str],
    errors: dict[str, str],
    runs_into: list[str] | None = None,
) -> Response:
    audit.record_views(viewer, [page.person.participant_id], "plan", guard.true_now())
    used = [n for n in range(MOST_LINES) if form.get(f"activity-{n}")]
    return respond.page(
        "program/daytime_plan/show.html",
        422 if errors or runs_into else 200,
        viewer=viewer,
        page=page,
        person=page.person,
        form=form,
        errors=errors,
        runs_into=runs_into or [],
        confirmed=clash_words.digest(runs_into or []),
        activities=list(Activity),
        shown=min(max(used, default=-1) + 2, MOST_LINES),
        most=MOST_LINES,
    )
