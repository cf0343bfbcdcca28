"""Say ahead that one is running late or cannot come, to any session of the next two weeks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flask import Blueprint, Response, request, url_for

from webapp.actions import answer
from webapp.domain.access import Viewer
from webapp.domain.answers import Answer, Reason
from webapp.domain.record import SessionName
from webapp.domain.wall_clock import Instant
from webapp.queries import record_page as query
from webapp.routes import guard, respond
from webapp.routes.dates import parse_day
from webapp.routes.language import _


class Absence(NamedTuple):
    """To which session somebody cannot come, and why."""

    where: SessionName
    why: Reason
    words: str


absence_pages = Blueprint("absence", __name__, url_prefix="/absence")


@absence_pages.get("")
def show() -> Response:
    """Which session, why, and a few words for staff."""
    return _page()


@absence_pages.post("")
def say() -> Response:
    """Tell staff. Nothing is decided by it."""
    viewer = guard.participant()
    read = read_form(request.form)
    if isinstance(read, str):
        return _page(read)
    key = request.form.get("key") or respond.new_form_key()
    if not tell(viewer, read, key, guard.now()):
        return _page(_("That can’t be said any more. Call your program if you need to."))
    return respond.to(url_for("absence.show"))


def read_form(form: Mapping[str, str]) -> Absence | str:
    """The form as it was filled in, or in words what is missing."""
    day, _sep, name = form.get("session", "").partition(" ")
    on, why = parse_day(day), form.get("why", "")
    if on is None:
        return _("Choose which session you can’t come to.")
    if why not in set(Reason):
        return _("Choose a reason, so that staff know what to do.")
    return Absence(SessionName(on, name), Reason(why), form.get("words", ""))


def tell(
    viewer: Viewer, absence: Absence, key: str, at: Instant, came_at: Instant | None = None
) -> bool:
    """Tell staff, as of that instant; False if it cannot be said any more. `came_at` is when
    it came, if it waited on a phone."""
    return answer.answer(
        viewer,
        Answer.CANNOT_COME,
        absence.why,
        key,
        at,
        where=absence.where,
        words=absence.words,
        came_at=came_at,
    )


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
