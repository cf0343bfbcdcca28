"""Set up an empty Dayline: the code, the program, its first owner. Nothing is made before the
last step; what was typed goes along in the forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import passphrase, set_up
from webapp.actions.apply_program import Named, ProgramExists, read_template, shipped_templates
from webapp.actions.enroll import UsernameUnfit
from webapp.actions.set_up import First, SetUpAlready
from webapp.domain.access import SHORTEST_PASSPHRASE
from webapp.domain.errors import UnknownZone
from webapp.domain.schedule_change import by_weekday
from webapp.domain.settings import AHEAD
from webapp.domain.wall_clock import local_date, zone_named
from webapp.queries import setup as query
from webapp.routes import guard, respond, words, zones
from webapp.routes.browsers import browser_name
from webapp.routes.dates import parse_day
from webapp.routes.language import _
from webapp.routes.template_words import NAMES

setup_pages = Blueprint("setup", __name__)
PROGRAM = ("name", "zone", "template", "place", "phone", "effective_from")
OWNER = ("owner", "username")
LONGEST = {"name": 120, "place": 120, "phone": 40, "owner": 120}
Form = Mapping[str, str]


@setup_pages.get("/setup")
def show() -> Response:
    """Ask for the code, while nobody has an account. Afterwards there is no such page."""
    _only_while_empty()
    return respond.page("account/setup/code.html", code="", error="")


@setup_pages.post("/setup")
def go_on() -> Response:
    """One step on: from the code to the program, to its owner, to work."""
    _only_while_empty()
    code = request.form.get("code", "")[:64]
    good = set_up.is_good(code, guard.who_guesses(), guard.true_now())
    if good is not True:
        return guard.keep_device(_ask_for_code(code, good))
    step = request.form.get("step", "code")
    if step == "code":
        return _ask_for_program(code, _typed())
    form = _typed()
    errors = _wrong_with_program(form)
    if errors:
        return _ask_for_program(code, form, errors)
    if step == "program":
        return _ask_for_owner(code, form)
    errors = _wrong_with_owner(form)
    return _ask_for_owner(code, form, errors) if errors else _set_up(code, form)


def _only_while_empty() -> None:
    if not query.is_empty():
        abort(404)


def _typed() -> dict[str, str]:
    names = (name for name in (*PROGRAM, *OWNER) if name in request.form)
    return {name: " ".join(request.form[name].split()) for name in names}


def _usual() -> dict[str, str]:
    first = next(iter(zones.UNITED_STATES))
    tomorrow = local_date(guard.now(), zone_named(first)) + timedelta(days=1)
    return {
        "name": "",
        "zone": first,
        "template": next(iter(NAMES)),
        "place": "",
        "phone": "",
        "effective_from": tomorrow.isoformat(),
    }


def _wrong_with_program(form: Form) -> dict[str, str]:
    errors = {}
    if not form.get("name"):
        errors["name"] = _("Enter the program’s name.")
    for name in ("name", "place", "phone"):
        said = form.get(name, "")
        if len(said) > LONGEST[name] or not said.isprintable():
            errors[name] = _("Enter at most %(most)d signs.", most=LONGEST[name])
    if form.get("template") not in shipped_templates():
        errors["template"] = _("Choose one of them.")
    first_day = parse_day(form.get("effective_from", ""))
    try:
        today: date = local_date(guard.now(), zone_named(form.get("zone", "")))
    except UnknownZone:
        return errors | {"zone": _("Choose a zone of the list.")}
    if first_day is None or not today <= first_day <= today + AHEAD:
        errors["effective_from"] = _("Choose a day from today on, within a year.")
    return errors


def _wrong_with_owner(form: Form) -> dict[str, str]:
    errors = {}
    owner = form.get("owner", "")
    if not 0 < len(owner) <= LONGEST["owner"] or not owner.isprintable():
        errors["owner"] = _("Enter the name that participants read beside what you decide.")
    chosen = request.form.get("passcode", "")
    if not passphrase.is_acceptable(chosen):
        errors["passcode"] = _(
            "Use at least %(n)d letters. Four words are easiest.", n=SHORTEST_PASSPHRASE
        )
    elif chosen != request.form.get("passcode_again", ""):
        errors["passcode_again"] = _("The two are not the same. Type both again.")
    return errors


def _set_up(code: str, form: Form) -> Response:
    named = Named(form["name"], form["zone"], form.get("place", ""), form.get("phone", ""))
    first = First(
        read_template(form["template"]),
        named,
        date.fromisoformat(form["effective_from"]),
        form["owner"],
        form.get("username", ""),
        request.form["passcode"],
    )
    try:
        signed_in = set_up.set_up(
            code,
            first,
            browser=browser_name(),
            device=guard.device(),
            now=guard.now(),
            true_now=guard.true_now(),
        )
    except ProgramExists:
        return _ask_for_program(code, form, {"name": _("A program has this name already.")})
    except UsernameUnfit:
        unfit = _("Use letters a to z, digits, dots or hyphens, at most 40.")
        return _ask_for_owner(code, form, {"username": unfit})
    except SetUpAlready:
        abort(404)
    if signed_in is None:
        return _ask_for_code("", False)
    guard.remember(signed_in.token, own_phone=False)
    return guard.keep_device(respond.to(url_for("first_steps.show")))


def _ask_for_code(code: str, why: bool | timedelta) -> Response:
    error = _(
        "This code isn’t good, or not any more. Each works once, for 24 hours. Where Dayline runs,"
        " ./run setup-code prints a new one."
    )
    if isinstance(why, timedelta):
        error = _("Wait %(time)s, then try again.", time=words.waiting(why))
    return respond.page("account/setup/code.html", 422, code=code, error=error)


def _ask_for_program(code: str, form: Form, errors: Form | None = None) -> Response:
    templates = {name: read_template(name) for name in NAMES if name in shipped_templates()}
    return respond.page(
        "account/setup/program.html",
        422 if errors else 200,
        code=code,
        form={**_usual(), **form},
        errors=errors or {},
        weeks={name: by_weekday(template.week()) for name, template in templates.items()},
        united_states=zones.UNITED_STATES,
        other_zones=zones.others(),
    )


def _ask_for_owner(code: str, form: Form, errors: Form | None = None) -> Response:
    return respond.page(
        "account/setup/owner.html",
        422 if errors else 200,
        code=code,
        form=form,
        carried=[(name, form.get(name, "")) for name in PROGRAM],
        errors=errors or {},
    )
