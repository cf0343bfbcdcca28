"""Leave the session: one look, one tap, and a while to take it back."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import check_out as action
from webapp.actions.check_in import NotRecorded
from webapp.domain.check_in import Refusal, may_check_out
from webapp.domain.wall_clock import later
from webapp.queries import day as query
from webapp.routes import guard, respond, words
from webapp.routes.language import _

check_out_pages = Blueprint("check_out", __name__, url_prefix="/check-out")


@check_out_pages.get("")
def show() -> Response:
    """When they came, when it ends, and one button."""
    return _page()


@check_out_pages.post("")
def leave() -> Response:
    """Write it down."""
    viewer = guard.participant()
    key = request.form.get("key") or respond.new_form_key()
    done = action.check_out(viewer, key, now=guard.now(), true_now=guard.true_now())
    return _page(422) if isinstance(done, NotRecorded) else respond.to(url_for("check_out.show"))


@check_out_pages.post("/<key>/take-back")
def take_back(key: str) -> Response:
    """It was a slip: take it back."""
    viewer = guard.participant()
    if not action.take_back(viewer, key, now=guard.now(), true_now=guard.true_now()):
        abort(404)
    return respond.to(url_for("today.show"))


def _page(status: int = 200) -> Response:
    viewer = guard.participant()
    now = guard.now()
    attendance = query.attendance_to_check_out_of(viewer, now)
    why = may_check_out(attendance, now)
    session = attendance.session if attendance else None
    said = words.refusal(why, attendance, viewer.zone) if why else None
    if why is Refusal.OVER:
        said = _("This session is over."), _("It was counted to its end. Nothing is missing.")
    return respond.page(
        "participant/check_out/show.html",
        status,
        viewer=viewer,
        attendance=attendance,
        said=said,
        is_early=session is not None and now < later(session.ends_at, -session.early_leave),
        can_take_back=action.can_take_back(attendance, now),
        form_key=respond.new_form_key(),
        now=now,
    )
