"""Change one date for everybody: cancel, move, add a session to make up, say what it is about."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions.change_schedule import UnfitException, UnknownProgram, add_exception, set_topic
from webapp.domain.access import Viewer
from webapp.domain.schedule import Change, ScheduleException, Topic
from webapp.domain.wall_clock import local_date
from webapp.queries import change as query
from webapp.routes import guard, respond
from webapp.routes.dates import near_day_or_404, read_wall_time
from webapp.routes.language import _

change_pages = Blueprint("change", __name__, url_prefix="/program/sessions/<day>/change")
TOPIC = "topic"
OFFERED = frozenset({Change.CANCELLED, Change.MOVED, Change.STANDS, Change.MAKE_UP})


@change_pages.get("")
def show(day: str) -> Response:
    """The sessions of that date, and what can be changed about each."""
    viewer = guard.office()
    return _page(viewer, _near(viewer, day))


@change_pages.post("")
def change(day: str) -> Response:
    """Change it, for everybody. Phones hear of it within a minute."""
    viewer = guard.office()
    chosen = _near(viewer, day)
    assert viewer.program_id is not None
    what, name = request.form.get("what", ""), request.form.get("session", "")
    if what != TOPIC and what not in OFFERED:
        abort(404)
    try:
        if what == TOPIC:
            title = " ".join(request.form.get("title", "").split())[:120]
            facilitator = " ".join(request.form.get("facilitator", "").split())[:120]
            topic = Topic(chosen, name, title, facilitator)
            set_topic(viewer.program_id, topic, guard.now(), by=viewer.account_id)
        else:
            arrive = read_wall_time(request.form.get("arrive", ""))
            if what == Change.MOVED and arrive is None:
                return _page(viewer, chosen, _("Enter the new time to arrive, like 16:30."))
            made = ScheduleException(chosen, Change(what), name, arrive)
            add_exception(viewer.program_id, made, guard.now(), by=viewer.account_id)
    except UnknownProgram:
        abort(404)
    except UnfitException:
        return _page(viewer, chosen, _("That does not fit into this day. Nothing was changed."))
    return respond.to(url_for("sessions.show", day=day))


def _near(viewer: Viewer, day: str) -> date:
    return near_day_or_404(day, local_date(guard.now(), viewer.zone))


def _page(viewer: Viewer, day: date, wrong: str = "") -> Response:
    return respond.page(
        "program/change/show.html",
        422 if wrong else 200,
        viewer=viewer,
        day=day,
        page=query.load(viewer, day),
        wrong=wrong,
        form=request.form,
    )
