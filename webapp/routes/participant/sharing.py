"""Who can see what: choose, read, sign, keep a copy, stop."""

from __future__ import annotations

from datetime import timedelta
from typing import NoReturn

from flask import Blueprint, Response, abort, render_template, request, session, url_for

from webapp.actions import join_house
from webapp.actions import sign_consent as action
from webapp.domain import consent_text
from webapp.domain.access import Viewer
from webapp.domain.consent import OFFERED, ConsentRefusal, Scope, may_sign
from webapp.domain.wall_clock import local_date
from webapp.queries import consent_end, log_sharing, settings
from webapp.queries import sharing as query
from webapp.routes import guard, respond, words
from webapp.routes.language import _

sharing_pages = Blueprint("sharing", __name__, url_prefix="/you/sharing")


PROMPT_READ = "prompt_read"
"""Where a sign-in remembers which prompt was read here: Today need not say it again."""


def prompt_name(soon: consent_end.EndingSoon) -> str:
    """One of the two prompts about one end."""
    return f"{soon.ending.on} {soon.ending.prompt}"


@sharing_pages.get("")
def show() -> Response:
    """What is shared now, with whom, and how to stop."""
    return _show(guard.participant())


@sharing_pages.post("/house")
def join() -> Response:
    """Say with the house's code which house one lives in."""
    viewer = guard.participant()
    typed = request.form.get("code", "")[:40]
    joined = join_house.join(viewer, typed, now=guard.now(), true_now=guard.true_now())
    if isinstance(joined, timedelta):
        return _show(viewer, _("Wait %(time)s, then try again.", time=words.waiting(joined)), typed)
    if not joined:
        wrong = _("That isn’t a code that works. Look again, or ask your house for it.")
        return _show(viewer, wrong, typed)
    return respond.to(url_for("sharing.show"))


@sharing_pages.post("/house/leave")
def leave() -> Response:
    """This is not my house: forget it, and share nothing with it."""
    viewer = guard.participant()
    join_house.leave(viewer, now=guard.now(), true_now=guard.true_now())
    return respond.to(url_for("sharing.show"))


@sharing_pages.get("/new")
def choose() -> Response:
    """Choose what to share, one by one. Nothing is chosen beforehand."""
    viewer = guard.participant()
    return _choose(viewer, _home(viewer))


@sharing_pages.post("/new")
def read() -> Response:
    """The text, exactly as it will be signed."""
    viewer = guard.participant()
    home, scopes, travel = _home(viewer), _scopes(), _travel()
    refusal = may_sign(scopes, viewer.name, travel)
    if refusal is not None or travel is None:
        return _choose(viewer, home, refusal, scopes)
    return _read(viewer, home, scopes, travel)


@sharing_pages.post("/sign")
def sign() -> Response:
    """Sign it with the typed name."""
    viewer = guard.participant()
    home, scopes, travel = _home(viewer), _scopes(), _travel()
    refusal = action.sign(
        viewer,
        scopes,
        travel,
        request.form.get("name", ""),
        request.form.get("read", ""),
        now=guard.now(),
        true_now=guard.true_now(),
    )
    if refusal is None:
        return respond.to(url_for("sharing.show"))
    if refusal in (ConsentRefusal.NO_SCOPE, ConsentRefusal.TRAVEL) or travel is None:
        return _choose(viewer, home, refusal, scopes)
    return _read(viewer, home, scopes, travel, refusal)


@sharing_pages.get("/<key>")
def copy(key: str) -> Response:
    """A consent as it was signed, to read or print."""
    return _copy(guard.participant(), key, "participant/sharing/copy.html")


@sharing_pages.get("/<key>/copy")
def download(key: str) -> Response:
    """The same as a file to keep, which needs nothing else to be read."""
    response = _copy(guard.participant(), key, "participant/sharing/file.html")
    response.headers["Content-Disposition"] = 'attachment; filename="dayline-copy.html"'
    return response


@sharing_pages.post("/<key>/stop")
def stop(key: str) -> Response:
    """Stop sharing, at once."""
    viewer = guard.participant()
    if not action.revoke(viewer, key, now=guard.now(), true_now=guard.true_now()):
        abort(404)
    return respond.to(url_for("sharing.show"))


def _scopes() -> frozenset[Scope]:
    return frozenset(Scope(each) for each in request.form.getlist("scope") if each in set(Scope))


def _travel() -> int | None:
    typed = request.form.get("travel", "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else None


def _usual_travel(viewer: Viewer, home: query.Home) -> int:
    """The minutes for the way to begin with: what was signed last, else what the program says."""
    standing = home.standing(guard.now())
    if standing is not None:
        return standing.travel_minutes
    today = local_date(guard.now(), viewer.zone)
    return settings.in_force(viewer.program_id, today).travel


def _home(viewer: Viewer) -> query.Home:
    """The house that one can sign for; without one, back to the page that asks for it."""
    home = query.home(viewer, guard.now())
    if home is None or not home.can_sign(guard.now()):
        _to_sharing()
    return home


def _to_sharing() -> NoReturn:
    guard.instead(url_for("sharing.show"), 200)


def _show(viewer: Viewer, wrong: str = "", typed: str = "") -> Response:
    home = query.home(viewer, guard.now())
    standing = home.standing(guard.now()) if home else None
    signed = query.signed(viewer)
    soon = consent_end.load(viewer, guard.now())
    if soon is not None:
        session[PROMPT_READ] = prompt_name(soon)
    return respond.page(
        "participant/sharing/show.html",
        422 if wrong else 200,
        viewer=viewer,
        home=home,
        can_sign=home is not None and home.can_sign(guard.now()),
        standing=standing,
        signed=signed,
        soon=soon,
        log_shared_since=log_sharing.since(viewer, guard.now()),
        wrong=wrong,
        typed=typed,
        offered=OFFERED,
        now=guard.now(),
        today=local_date(guard.now(), viewer.zone),
        looks=query.looks(viewer, most=3).looks,
    )


REFUSED = {
    ConsentRefusal.NO_SCOPE: "scope",
    ConsentRefusal.TRAVEL: "travel",
}


def _choose(
    viewer: Viewer,
    home: query.Home,
    refusal: ConsentRefusal | None = None,
    chosen: frozenset[Scope] = frozenset(),
) -> Response:
    said = {
        ConsentRefusal.NO_SCOPE: _("Tick at least one thing, or go back: sharing nothing is fine."),
        ConsentRefusal.TRAVEL: _("Enter the minutes for the way, from 0 to 180."),
    }
    wrong = {REFUSED[refusal]: said[refusal]} if refusal in REFUSED else {}
    usual = _usual_travel(viewer, home)
    signing = home.signing(chosen, usual, guard.now())
    return respond.page(
        "participant/sharing/choose.html",
        422 if refusal else 200,
        viewer=viewer,
        home=home,
        signing=signing,
        offered=OFFERED,
        chosen=chosen,
        travel=request.form.get("travel", str(usual))[:4],
        wrong=wrong,
        scope_texts={each: consent_text.in_words(each, usual) for each in OFFERED},
    )


def _read(
    viewer: Viewer,
    home: query.Home,
    scopes: frozenset[Scope],
    travel: int,
    refusal: ConsentRefusal | None = None,
) -> Response:
    said = {
        ConsentRefusal.NO_NAME: _("Type your name to sign."),
        ConsentRefusal.CHANGED: _("The text changed since you read it. Read it again, then sign."),
    }
    signing = home.signing(scopes, travel, guard.now())
    text = consent_text.render(signing)
    return respond.page(
        "participant/sharing/sign.html",
        422 if refusal else 200,
        viewer=viewer,
        home=home,
        signing=signing,
        scopes=[each for each in OFFERED if each in scopes],
        travel=travel,
        lines=consent_text.paragraphs(text),
        read=consent_text.digest(text),
        language=consent_text.LANGUAGE,
        wrong=said.get(refusal, "") if refusal else "",
    )


def _copy(viewer: Viewer, key: str, template: str) -> Response:
    found = query.signed(viewer, key)
    if not found:
        abort(404)
    lines = consent_text.paragraphs(found[0].text)
    return Response(
        render_template(template, viewer=viewer, signed=found[0], lines=lines), mimetype="text/html"
    )
