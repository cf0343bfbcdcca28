"""The week: look at it as it is on any date, change a line of it from a date on, take that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.actions import audit
from webapp.actions import change_week as action
from webapp.actions.change_week import AT_HOME, WeekRefusal
from webapp.domain.access import Viewer
from webapp.domain.appointment import key_in
from webapp.domain.blocks import SESSION_KINDS, Block, Kind, Level
from webapp.domain.clashes import oddities
from webapp.domain.schedule import Schedule
from webapp.domain.schedule_change import by_weekday, differences
from webapp.queries import template as template_query
from webapp.queries import week_plan as query
from webapp.queries.week_plan import About, WeekPlan, Whose
from webapp.routes import clash_words, guard, respond
from webapp.routes.dates import near_day_or_404, parse_day
from webapp.routes.language import _
from webapp.routes.program import line_form
from webapp.routes.program.line_form import LineForm
from webapp.routes.schedule_words import LEVEL, conflicts_said

schedule_pages = Blueprint("schedule", __name__, url_prefix="/program/schedule")
LEVELS = {word: level for level, word in LEVEL.items()}
LONGEST_NAME = 40
PLAIN = tuple(kind for kind in Kind if kind not in SESSION_KINDS)


@schedule_pages.get("", defaults={"level": "", "key": ""})
@schedule_pages.get("/<any(house, person):level>/<key>")
def show(level: str, key: str) -> Response:
    """The week as it is on a date, and what is to come."""
    viewer = guard.office()
    return _page(viewer, _whose(viewer, level, key))


@schedule_pages.get("/line", defaults={"level": "", "key": ""})
@schedule_pages.get("/<any(house, person):level>/<key>/line")
def line(level: str, key: str) -> Response:
    """The form of one line, as it will be tomorrow."""
    viewer = guard.office()
    plan = query.load(viewer, _whose(viewer, level, key), guard.now())
    about = _about(plan, request.args)
    tomorrow = _tomorrow(plan)
    shown = [b for b in plan.week_on(_first(plan, about)) if b.about == about]
    own = plan.own_on(_first(plan, about), about)
    form = line_form.filled(own, shown, plan.whose.level)
    if about == (None, ""):
        form = line_form.new_session()
    form.add("effective_from", tomorrow.isoformat())
    return _form(viewer, plan, about, form, {})


@schedule_pages.post("/line", defaults={"level": "", "key": ""})
@schedule_pages.post("/<any(house, person):level>/<key>/line")
def save(level: str, key: str) -> Response:
    """Say what will differ and what it runs into; once that is confirmed, save it."""
    viewer = guard.office()
    plan = query.load(viewer, _whose(viewer, level, key), guard.now())
    form = MultiDict(list(request.form.items(multi=True)))
    about, wrong = _named(plan, form)
    read = LineForm(form, about, plan.whose.level, wrong)
    wanted = () if "gone" in form else read.blocks()
    effective_from = parse_day(form.get("effective_from", ""))
    if effective_from is None:
        read.errors["effective_from"] = _("Enter the first day, like 2026-11-23.")
    if read.errors or effective_from is None or "again" in form:
        return _form(viewer, plan, about, form, read.errors)
    if form.get("seen") != plan.version:
        return _form(viewer, plan, about, form, _said(WeekRefusal.CHANGED_MEANWHILE))
    why = action.why_not(plan, about, wanted, effective_from)
    if why is not None:
        return _form(viewer, plan, about, form, _said(why))
    runs_into = _runs_into(viewer, plan, about, wanted, effective_from)
    confirmed = clash_words.digest([str(effective_from), *runs_into])
    if form.get("confirmed") != confirmed:
        return _confirm(viewer, plan, about, wanted, effective_from, runs_into, form, confirmed)
    why = action.change(
        viewer,
        plan.whose,
        about,
        wanted,
        effective_from,
        form["seen"],
        now=guard.now(),
        true_now=guard.true_now(),
    )
    if why is not None:
        return _form(viewer, plan, about, form, _said(why))
    return respond.to(_address("schedule.show", plan.whose, _anchor="to-come"))


@schedule_pages.post("/take-back", defaults={"level": "", "key": ""})
@schedule_pages.post("/<any(house, person):level>/<key>/take-back")
def take_back(level: str, key: str) -> Response:
    """Take back a change that is still to come."""
    viewer = guard.office()
    whose = _whose(viewer, level, key)
    plan = query.load(viewer, whose, guard.now())
    day = parse_day(request.form.get("day", "")) or abort(404)
    times = {"now": guard.now(), "true_now": guard.true_now()}
    if not action.take_back(viewer, whose, _about(plan, request.form), day, **times):
        abort(404)
    return respond.to(_address("schedule.show", whose))


def _whose(viewer: Viewer, level: str, key: str) -> Whose:
    return query.find(viewer, LEVELS[level], key, guard.now()) or abort(404)


def _tomorrow(plan: WeekPlan) -> date:
    return plan.today + timedelta(days=1)


def _first(plan: WeekPlan, about: About) -> date:
    """The date from which the line stays as it is: what is planned already is in the form."""
    return max((*plan.planned_for(about), _tomorrow(plan)))


def _about(plan: WeekPlan, args: MultiDict[str, str]) -> About:
    """The line that an address or a form names; (None, "") is a session still without a name."""
    kind = args.get("kind", "")
    if kind in set(PLAIN):
        return Kind(kind), ""
    name = args.get("session", "")
    if kind or (name and (None, name) not in plan.abouts):
        abort(404)
    return None, name


def _named(plan: WeekPlan, form: MultiDict[str, str]) -> tuple[About, dict[str, str]]:
    """The line of the form; a new session has the name that was typed for it."""
    about = _about(plan, form)
    if about != (None, ""):
        return about, {}
    name = " ".join(form.get("name", "").split())
    if (
        not 0 < len(name) <= LONGEST_NAME
        or not name.isprintable()
        or key_in(name)
        or not _fits(name)
    ):
        wrong = _("Enter a name of at most 40 signs without slashes, like Evening.")
        return (None, name), {"name": wrong}
    if any(session.casefold() == name.casefold() for kind, session in plan.abouts if kind is None):
        return (None, name), {"name": _("There is a session of this name already.")}
    return (None, name), {}


def _fits(name: str) -> bool:
    """Whether an address can have that name in it."""
    return not set(name) & set("/\\") and name not in (".", "..")


def _runs_into(
    viewer: Viewer, plan: WeekPlan, about: About, wanted: tuple[Block, ...], day: date
) -> list[str]:
    hit = query.runs_into(viewer, plan, wanted, about, day, guard.now())
    audit.record_views(viewer, [each.participant_id for each in hit], "week", guard.true_now())
    odd = [
        each
        for each in oddities(Schedule(viewer.zone, _week(plan, about, wanted, day)), day)
        if each not in oddities(Schedule(viewer.zone, plan.week_on(day)), day)
    ]
    return conflicts_said(hit, odd, viewer.zone)


def _week(plan: WeekPlan, about: About, wanted: tuple[Block, ...], day: date) -> tuple[Block, ...]:
    """The whole week with the new line in it."""
    kept = (block for block in plan.held.values() if block.about != about)
    return replace(plan, held=dict(enumerate((*kept, *wanted)))).week_on(day)


def _may_have(whose: Whose, about: About) -> bool:
    """Whether that level can have such a line of its own."""
    return whose.level is not Level.HOUSE or about[0] in AT_HOME


def _address(endpoint: str, whose: Whose, **more: Any) -> str:
    """The same page of the program's week, or of a house's or a participant's."""
    own: dict[str, Any] = {"level": LEVEL[whose.level], "key": whose.key} if whose.key else {}
    return url_for(endpoint, **{**own, **more})


def _page(viewer: Viewer, whose: Whose) -> Response:
    plan = query.load(viewer, whose, guard.now())
    day = near_day_or_404(request.args.get("on", plan.today.isoformat()), plan.today)
    _seen(viewer, whose)
    week = plan.week_on(day)
    there = {block.about for block in week if block.weekdays}
    abouts = plan.abouts_on(day)
    return respond.page(
        "program/schedule/show.html",
        viewer=viewer,
        plan=plan,
        whose=whose,
        day=day,
        week=by_weekday(week),
        lines=[(a, [b for b in week if b.about == a]) for a in abouts if a in there],
        own={block.about for block in plan.own_on(day)},
        left_out=[about for about in abouts if about not in there],
        can_add=[k for k in PLAIN if _may_have(whose, (k, "")) and (k, "") not in abouts],
        can_change={about for about in abouts if _may_have(whose, about)},
        houses=query.houses(viewer),
        address=_address,
    )


def _form(
    viewer: Viewer,
    plan: WeekPlan,
    about: About,
    form: MultiDict[str, str],
    errors: dict[str, str],
) -> Response:
    _seen(viewer, plan.whose)
    if not _may_have(plan.whose, about):
        abort(404)
    used = [n for n in range(line_form.MOST_PATTERNS) if form.getlist(f"days-{n}")]
    return respond.page(
        "program/schedule/line.html",
        422 if errors else 200,
        viewer=viewer,
        plan=plan,
        whose=plan.whose,
        about=about,
        is_new=about[0] is None and about not in plan.abouts,
        form=form,
        errors=errors,
        planned=plan.planned_for(about),
        shown=max(max(used, default=0) + 1, 1),
        patterns=line_form.MOST_PATTERNS,
        rows=line_form.MOST_ROWS if about[0] is None else 1,
        with_end=about[0] is None or about[0] in line_form.WITH_AN_END,
        parts=[kind for kind in Kind if kind in SESSION_KINDS],
        tomorrow=_tomorrow(plan),
        address=_address,
    )


def _confirm(
    viewer: Viewer,
    plan: WeekPlan,
    about: About,
    wanted: tuple[Block, ...],
    day: date,
    runs_into: list[str],
    form: MultiDict[str, str],
    confirmed: str,
) -> Response:
    _seen(viewer, plan.whose)
    before, after = plan.week_on(day), _week(plan, about, wanted, day)
    is_programs = plan.whose.level is Level.PROGRAM
    own = query.with_their_own(viewer, about, day, guard.now()) if is_programs else ()
    audit.record_views(viewer, [each.participant_id for each in own], "week", guard.true_now())
    return respond.page(
        "program/schedule/confirm.html",
        viewer=viewer,
        plan=plan,
        whose=plan.whose,
        about=about,
        day=day,
        differences=differences(before, after),
        affected=template_query.affected_by(viewer, before, after, day) if is_programs else None,
        own=own,
        runs_into=runs_into,
        typed=[(name, value) for name, value in form.items(multi=True) if name not in NOT_TYPED],
        confirmed=confirmed,
        address=_address,
    )


NOT_TYPED = frozenset({"csrf_token", "confirmed", "again"})


def _seen(viewer: Viewer, whose: Whose) -> None:
    """Whoever looks at a participant's own week has looked at something of theirs."""
    if whose.participant_id is not None:
        audit.record_views(viewer, [whose.participant_id], "week", guard.true_now())


def _said(why: WeekRefusal) -> dict[str, str]:
    return {
        WeekRefusal.WHEN: {"effective_from": _("Choose a day from tomorrow on, within a year.")},
        WeekRefusal.SAME: {"": _("Nothing is different from what holds then.")},
        WeekRefusal.NOT_OF_A_HOUSE: {"": _("A house has its own wake-up and lights out only.")},
        WeekRefusal.BEFORE_ANOTHER: {
            "effective_from": _(
                "It changes again after that day by a plan made before. Take that back first, or"
                " choose its day or a later one."
            )
        },
        WeekRefusal.CHANGED_MEANWHILE: {
            "": _(
                "Somebody changed the week meanwhile, and nothing was overwritten. What you typed"
                " is still here: look at it again, then go on."
            )
        },
    }[why]
