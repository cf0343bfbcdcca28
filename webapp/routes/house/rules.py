"""A house's rules: curfew by level and weekday, grace, and the house's phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import change_rules as action
from webapp.actions import manage_house
from webapp.actions.change_rules import RulesRefusal
from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.contacts import is_phone
from webapp.domain.curfew import MOST, HouseRules, RuleOutOfRange, names
from webapp.queries import house_rules as query
from webapp.routes import guard, respond
from webapp.routes.dates import parse_day
from webapp.routes.house_words import at
from webapp.routes.language import _
from webapp.routes.rules_words import read_rule, rule_range, typed_rule, weekday_of

rules_pages = Blueprint("rules", __name__, url_prefix="/house/rules")


@rules_pages.get("")
def show() -> Response:
    """The rules as they are in force, and what is to come."""
    return _page(*guard.manager())


@rules_pages.post("")
def change() -> Response:
    """Change rules from a date on, or say what is wrong and keep what was typed."""
    viewer, house = guard.manager()
    values, errors = _read(request.form)
    effective_from = parse_day(request.form.get("effective_from", ""))
    if effective_from is None:
        errors["effective_from"] = _("Enter the first day, like 2026-11-23.")
    if not errors and effective_from is not None:
        seen, now, true_now = request.form.get("seen", ""), guard.now(), guard.true_now()
        why = action.change(viewer, house, values, effective_from, seen, now=now, true_now=true_now)
        if why is None:
            return respond.to(url_for("rules.show", _anchor="to-come", **at(viewer, house)))
        errors["" if why is RulesRefusal.CHANGED_MEANWHILE else "effective_from"] = {
            RulesRefusal.WHEN: _("Choose a day from tomorrow on, within a year."),
            RulesRefusal.SAME: _("Nothing is different from what holds then."),
            RulesRefusal.BEFORE_ANOTHER: _(
                "A change is planned after that day already. Take it back first, or choose its"
                " day or a later one."
            ),
            RulesRefusal.CHANGED_MEANWHILE: _(
                "Somebody changed the rules meanwhile. What holds now stands at the top; look at"
                " yours again, then save."
            ),
        }[why]
    return _page(viewer, house, errors, request.form)


@rules_pages.post("/<day>/take-back")
def take_back(day: str) -> Response:
    """Take back a change that is still to come."""
    viewer, house = guard.manager()
    effective_from = parse_day(day) or abort(404)
    now, true_now = guard.now(), guard.true_now()
    if not action.take_back(viewer, house, effective_from, now=now, true_now=true_now):
        abort(404)
    return respond.to(url_for("rules.show", **at(viewer, house)))


@rules_pages.post("/phone")
def phone() -> Response:
    """Another phone for the house, or none."""
    viewer, house = guard.manager()
    typed, seen = request.form.get("phone", "").strip(), request.form.get("seen_phone", "")
    wrong = _("Enter a phone number like 617-555-0142, or leave it empty.")
    if not typed or is_phone(typed):
        by, now = viewer.account_id, guard.true_now()
        if manage_house.change_phone(house.id, typed, seen, by=by, now=now):
            return respond.to(url_for("rules.show", _anchor="phone-of", **at(viewer, house)))
        wrong = _("Somebody changed it meanwhile: see what it is now, then save yours again.")
    return _page(viewer, house, {"phone": wrong}, request.form)


def _read(form: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """Each rule; a weekday that was left empty is as usual, nothing else can be."""
    values, errors = {}, {}
    for name in names():
        typed = form.get(name, "").strip()
        if not typed and weekday_of(name)[1] is not None:
            continue
        value = read_rule(name, typed)
        try:
            HouseRules.check(name, value)
        except RuleOutOfRange:
            errors[name] = _like(name)
        else:
            assert value is not None
            values[name] = value
    return values, errors


def _like(name: str) -> str:
    said = rule_range(name)
    if name in MOST:
        return _("Enter a whole number: %(range)s.", range=said)
    return _("Enter a time: %(range)s.", range=said)


def _page(
    viewer: Viewer,
    house: ManagedHouse,
    errors: dict[str, str] | None = None,
    form: Mapping[str, str] | None = None,
) -> Response:
    page = query.load(house, guard.now())
    tomorrow = page.today + timedelta(days=1)
    kept = {name: typed_rule(name, value) for name, value in page.last.values().items()}
    kept |= {"effective_from": tomorrow.isoformat(), "phone": page.phone}
    return respond.page(
        "house/rules/show.html",
        422 if errors else 200,
        viewer=viewer,
        house=house,
        at=at(viewer, house),
        page=page,
        form={**kept, **(form or {})},
        errors=errors or {},
        tomorrow=tomorrow,
    )
