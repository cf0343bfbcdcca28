"""Check in to the session with the code on the front desk's screen."""

from __future__ import annotations

import math

from flask import Blueprint, Response, request, url_for

from webapp.actions import check_in as action
from webapp.domain.access import Viewer
from webapp.domain.attendance import Attendance, Status
from webapp.domain.check_in import Refusal, may_check_in
from webapp.queries import day as query
from webapp.queries import texts
from webapp.routes import guard, respond, words
from webapp.routes.formats import page_language

check_in_pages = Blueprint("check_in", __name__)

ABOUT_THE_CODE = frozenset(
    {
        Refusal.CODE_MISSING,
        Refusal.CODE_WRONG,
        Refusal.CODE_EARLIER,
        Refusal.CODE_AHEAD,
        Refusal.CODE_ELSEWHERE,
        Refusal.CODE_UNPAIRED,
        Refusal.TOO_MANY,
    }
)


LONGEST_WATCH = 12 * 3600
"""Seconds ahead of its opening from which the page waits and opens by itself."""


@check_in_pages.get("/check-in")
def show() -> Response:
    """The form inside the window; before and after it, what holds then."""
    viewer = guard.participant()
    attendance = query.attendance_to_check_in_to(viewer, guard.now())
    why = may_check_in(attendance, guard.now())
    said = words.refusal(why, attendance, viewer.zone) if why else None
    return _page(viewer, attendance, said, is_open=why is None)


@check_in_pages.post("/check-in")
def check_in() -> Response:
    """Record it, or say why not and record nothing."""
    viewer = guard.participant()
    key = request.form.get("key") or respond.new_form_key()
    typed = request.form.get("code", "")
    outcome = action.check_in(viewer, typed, key, now=guard.now(), true_now=guard.true_now())
    if isinstance(outcome, action.Recorded):
        return respond.to(url_for("today.show"))
    said = words.refusal(outcome.why, outcome.attendance, viewer.zone, outcome.wait)
    is_open = outcome.why in ABOUT_THE_CODE
    wait = math.ceil(max(0.0, outcome.wait.total_seconds()))
    # A code that was not looked at is not lost.
    kept = typed.strip()[:7] if outcome.why is Refusal.TOO_MANY else ""
    return _page(
        viewer, outcome.attendance, said, is_open=is_open, wait=wait, kept=kept, status=422
    )


def _page(
    viewer: Viewer,
    attendance: Attendance | None,
    said: tuple[str, str] | None,
    *,
    is_open: bool,
    wait: int = 0,
    kept: str = "",
    status: int = 200,
) -> Response:
    upcoming = attendance is not None and attendance.status is Status.UPCOMING
    opens_at = attendance.session.opens_at if attendance and upcoming else guard.now()
    ahead = math.ceil((opens_at - guard.now()).total_seconds())
    return respond.page(
        "participant/check_in/show.html",
        status,
        viewer=viewer,
        session=attendance.session if attendance else None,
        attendance=attendance,
        said=said,
        is_open=is_open,
        wait=wait,
        kept=kept,
        opens_in=ahead if 0 < ahead <= LONGEST_WATCH else 0,
        form_key=respond.new_form_key(),
        now=guard.now(),
        note=texts.of_program(viewer.program_id, page_language()).place,
    )
