"""Say ahead that one is running late or cannot come, to any session of the next two weeks."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from webapp.actions import answer
from webapp.domain.answers import Answer, Reason
from webapp.domain.record import SessionName
from webapp.queries import record_page as query
from webapp.routes import guard, respond
from webapp.routes.dates import parse_day
from webapp.routes.language import _

absence_pages = Blueprint("absence", __name__, url_prefix="/absence")


@absence_pages.get("")
def show() -> Response:
    """Which session, why, and a few words for staff."""
    return _page()


@absence_pages.post("")
def say() -> Response:
    """Tell staff. Nothing is decided by it."""
    viewer = guard.participant()
    why = request.form.get("why", "")
    day, _sep, name = request.form.get("session", "").partition(" ")
    on = parse_day(day)
    if on is None:
        return _page(_("Choose which session you can’t come to."))
    if why not in set(Reason):
        return _page(_("Choose a reason, so that staff know what to do."))
    done = answer.answer(
        viewer,
        Answer.CANNOT_COME,
        Reason(why),
        request.form.get("key") or respond.new_form_key(),
        guard.now(),
        where=SessionName(on, name),
        words=request.form.get("words", ""),
    )
    if not done:
        return _page(_("That can’t be said any more. Call your program if you need to."))
    return respond.to(url_for("absence.show"))


def _page(wrong: str = "") -> Response:
    viewer = guard.participant()
    return respond.page(
        "participant/absence/show.html",
        422 if wrong else 200,
        viewer=viewer,
        coming=query.to_come(viewer, guard.now()),
        reasons=list(Reason),
        wrong=wrong,
        form=request.form,
        form_key=respond.new_form_key(),
        now=guard.now(),
    )
