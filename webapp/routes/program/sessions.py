"""Sessions today: who is expected, who is here, who has not been heard from."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, make_response, request, url_for

from webapp.actions import audit
from webapp.actions import void_check_in as void_action
from webapp.actions.check_in import NotRecorded
from webapp.actions.contact import contact as contact_action
from webapp.actions.tick_in import tick_in
from webapp.domain.access import Viewer
from webapp.domain.check_in import Refusal
from webapp.domain.reached import Contact
from webapp.domain.wall_clock import local_date
from webapp.queries import sessions as query
from webapp.queries import unreached as unreached_query
from webapp.queries.unreached import UnreachedPage
from webapp.routes import guard, reached_words, respond, words
from webapp.routes.dates import near_day_or_404, read_wall_time
from webapp.routes.language import _

session_pages = Blueprint("sessions", __name__, url_prefix="/program/sessions")


@session_pages.get("", defaults={"day": None})
@session_pages.get("/<day>")
def show(day: str | None) -> Response:
    """The sessions of a date. A page that asks for news with its version gets 204 if none."""
    viewer = guard.office()
    today = local_date(guard.now(), viewer.zone)
    chosen = near_day_or_404(day, today) if day else today
    page = query.load(viewer, chosen, guard.now())
    unreached = _unreached(viewer, page)
    if request.args.get(guard.POLL) == _version(page, unreached):
        return make_response("", 204)
    return _answer(viewer, page, unreached)


@session_pages.post("/<day>/<session_name>/<participant_key>/tick")
def tick(day: str, session_name: str, participant_key: str) -> Response:
    """Check somebody in without a phone. It counts the same."""
    viewer = guard.office()
    chosen = near_day_or_404(day, local_date(guard.now(), viewer.zone))
    key = request.form.get("key") or respond.new_form_key()
    outcome = tick_in(
        viewer,
        participant_key,
        chosen,
        session_name,
        key,
        arrived=read_wall_time(request.form.get("arrived", "")),
        now=guard.now(),
        true_now=guard.true_now(),
    )
    if outcome is None:
        abort(404)
    if isinstance(outcome, NotRecorded) and outcome.why is not Refusal.ALREADY_IN:
        said = words.refusal(outcome.why, outcome.attendance, viewer.zone)
        page = query.load(viewer, chosen, guard.now())
        unreached = _unreached(viewer, page)
        return _answer(viewer, page, unreached, said[0], participant_key, status=422)
    return _back(viewer, chosen)


@session_pages.post("/<day>/<session_name>/<participant_key>/contact")
def contact(day: str, session_name: str, participant_key: str) -> Response:
    """Somebody whom no reminder had reached was called, or told."""
    viewer = guard.office()
    chosen = near_day_or_404(day, local_date(guard.now(), viewer.zone))
    how = {each.value: each for each in Contact}.get(request.form.get("how", ""))
    if how is None:
        abort(400)
    key = request.form.get("key") or respond.new_form_key()
    when = {"now": guard.now(), "true_now": guard.true_now()}
    if not contact_action(viewer, participant_key, chosen, session_name, how, key, **when):
        abort(404)
    return _back(viewer, chosen)


@session_pages.post("/<day>/<session_name>/ticks")
def tick_many(day: str, session_name: str) -> Response:
    """Check in everybody who is ticked, with one tap. Who does not fit is named."""
    viewer = guard.office()
    chosen = near_day_or_404(day, local_date(guard.now(), viewer.zone))
    key = request.form.get("key") or respond.new_form_key()
    arrived = read_wall_time(request.form.get("arrived", ""))
    times = {"now": guard.now(), "true_now": guard.true_now()}
    ticked = request.form.getlist("who")
    refused = [] if ticked else [_("Tick at least one name. Nothing was recorded yet.")]
    for who in ticked:
        done = tick_in(viewer, who, chosen, session_name, f"{key}-{who}", arrived=arrived, **times)
        if done is None:
            abort(404)
        if isinstance(done, NotRecorded) and done.why is not Refusal.ALREADY_IN:
            refused.append(words.refusal(done.why, done.attendance, viewer.zone)[0])
    if refused:
        page = query.load(viewer, chosen, guard.now())
        said = " ".join(dict.fromkeys(refused))
        return _answer(viewer, page, _unreached(viewer, page), said, status=422)
    return _back(viewer, chosen)


@session_pages.get("/check-ins/<check_in_key>/void")
def ask_void(check_in_key: str) -> Response:
    """Ask for the reason before a check-in is voided."""
    viewer = guard.office()
    return _void_page(viewer, check_in_key)


@session_pages.post("/check-ins/<check_in_key>/void")
def void(check_in_key: str) -> Response:
    """Void a check-in, with a reason that stays beside it."""
    viewer = guard.office()
    reason = request.form.get("reason", "")
    standing = query.check_in_named(viewer, check_in_key, guard.now())
    day = standing.day if standing else None
    try:
        found = void_action.void_check_in(
            viewer, check_in_key, reason, now=guard.now(), true_now=guard.true_now()
        )
    except void_action.ReasonMissing:
        return _void_page(viewer, check_in_key, _("Write a few words. Nothing was changed yet."))
    except void_action.TooLongAgo:
        return _void_page(viewer, check_in_key, _("This session was too long ago to change here."))
    if not found:
        abort(404)
    return _back(viewer, day) if day else respond.to(url_for("sessions.show"))


def _back(viewer: Viewer, day: date) -> Response:
    if request.htmx:  # type: ignore[attr-defined]  # by htmx_flask
        page = query.load(viewer, day, guard.now())
        return _answer(viewer, page, _unreached(viewer, page))
    is_today = day == local_date(guard.now(), viewer.zone)
    return respond.to(url_for("sessions.show", day=None if is_today else day.isoformat()))


def _unreached(viewer: Viewer, page: query.SessionsPage) -> UnreachedPage:
    assert viewer.program_id is not None
    return unreached_query.load(page, viewer.program_id)


def _version(page: query.SessionsPage, unreached: UnreachedPage) -> str:
    return f"{page.version}{unreached.version}"


def _answer(
    viewer: Viewer,
    page: query.SessionsPage,
    unreached: UnreachedPage,
    said: str | None = None,
    wrong_for: str = "",
    status: int = 200,
) -> Response:
    shown = {person.participant_id for item in page.lists for person in item.people}
    audit.record_views(viewer, sorted(shown), "sessions", guard.true_now())
    return respond.either(
        "program/sessions/show.html",
        "program/sessions/_lists.html",
        status,
        viewer=viewer,
        page=page,
        unreached=unreached,
        version=_version(page, unreached),
        why_words=reached_words.WHY,
        done_words=reached_words.done,
        said=said,
        wrong_for=wrong_for,
        arrived=request.form.get("arrived", ""),
        form_key=respond.new_form_key(),
    )


def _void_page(viewer: Viewer, check_in_key: str, wrong: str = "") -> Response:
    found = query.check_in_named(viewer, check_in_key, guard.now())
    if found is None:
        abort(404)
    audit.record_views(viewer, [found.participant_id], "void", guard.true_now())
    return respond.page(
        "program/sessions/void.html",
        422 if wrong else 200,
        viewer=viewer,
        found=found,
        check_in_key=check_in_key,
        wrong=wrong,
    )
