"""The line of today, or of any other date, and its taps."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, request, session, url_for

from webapp.actions import answer, mark_day
from webapp.domain.access import Viewer
from webapp.domain.answers import Answer, Reason
from webapp.domain.marks import Mark
from webapp.domain.wall_clock import local_date
from webapp.queries import day as query
from webapp.queries.consent_end import EndingSoon
from webapp.routes import guard, respond
from webapp.routes.dates import near_day_or_404
from webapp.routes.formats import page_language
from webapp.routes.participant.sharing import PROMPT_READ, prompt_name

today_pages = Blueprint("today", __name__)


def store_name(viewer: Viewer) -> str:
    """What the phone calls this person's store of pages: opaque, and only on their own phone."""
    return viewer.account_key if viewer.own_phone else ""


@today_pages.get("/today")
def show() -> Response:
    """Today: now, next, and the one thing to do."""
    viewer = guard.participant()
    return _page(viewer, local_date(guard.now(), viewer.zone))


@today_pages.get("/today/<day>")
def other(day: str) -> Response:
    """Any other date within a year, to look at."""
    viewer = guard.participant()
    return _page(viewer, near_day_or_404(day, local_date(guard.now(), viewer.zone)))


@today_pages.post("/today/marks")
def mark() -> Response:
    """One tap: wake-up, daytime or lights out."""
    viewer = guard.participant()
    what = request.form.get("mark", "")
    if what not in set(Mark):
        abort(404)
    key = request.form.get("key") or respond.new_form_key()
    done = mark_day.mark(viewer, Mark(what), key, guard.now())
    return _after_tap(viewer, refused=None if done else Mark(what))


@today_pages.post("/today/marks/<key>/take-back")
def take_back(key: str) -> Response:
    """A tap was a slip: take it back."""
    viewer = guard.participant()
    if not mark_day.take_back(viewer, key, guard.now()):
        abort(404)
    return _after_tap(viewer, refused=None)


@today_pages.post("/today/answers")
def say() -> Response:
    """On my way, running late, cannot come."""
    viewer = guard.participant()
    said, reason = request.form.get("answer", ""), request.form.get("why", "")
    if said not in set(Answer) or reason not in {"", *Reason}:
        abort(404)
    key = request.form.get("key") or respond.new_form_key()
    why = Reason(reason) if reason else None
    done = answer.answer(viewer, Answer(said), why, key, guard.now())
    if not request.htmx and done:  # type: ignore[attr-defined]  # by htmx_flask
        return respond.to(url_for("today.show"))
    today = local_date(guard.now(), viewer.zone)
    return _page(viewer, today, unsaid=None if done else Answer(said))


def _after_tap(viewer: Viewer, refused: Mark | None) -> Response:
    if not request.htmx and refused is None:  # type: ignore[attr-defined]  # by htmx_flask
        return respond.to(url_for("today.show"))
    return _page(viewer, local_date(guard.now(), viewer.zone), refused)


def _page(
    viewer: Viewer, day: date, refused: Mark | None = None, unsaid: Answer | None = None
) -> Response:
    page = query.load(viewer, day, guard.now(), page_language())
    response = respond.either(
        "participant/today/show.html",
        "participant/today/_day.html",
        422 if unsaid else 200,
        viewer=viewer,
        page=page,
        line=page.day,
        form_key=respond.new_form_key(),
        refused=refused,
        unsaid=unsaid,
        reasons=list(Reason),
        after=guard.after_end() if page.day.is_today else None,
        soon=_prompt(page.ending) if page.day.is_today else None,
        today=local_date(guard.now(), viewer.zone),
    )
    if page.day.is_today:
        response.headers["Dayline-Store"] = store_name(viewer)
    return response


def _prompt(soon: EndingSoon | None) -> EndingSoon | None:
    """The end of a consent, on the days for it, until it was read under You, Sharing."""
    if soon is None or soon.ending.prompt is None or session.get(PROMPT_READ) == prompt_name(soon):
        return None
    return soon
