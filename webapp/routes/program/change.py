"""Change one date, for everybody or for one: cancel, move, add a session, say what it is about."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import audit
from webapp.actions.change_schedule import (
    ChangedMeanwhile,
    TooLate,
    UnfitException,
    UnknownProgram,
    add_exception,
    set_topic,
)
from webapp.domain.access import Viewer
from webapp.domain.schedule import Change, ScheduleException, Topic
from webapp.domain.wall_clock import local_date
from webapp.queries import change as query
from webapp.queries import people
from webapp.queries.people import Person
from webapp.routes import clash_words, guard, respond
from webapp.routes.dates import near_day_or_404, read_wall_time
from webapp.routes.language import _
from webapp.routes.schedule_words import conflicts_said

change_pages = Blueprint("change", __name__, url_prefix="/program")
TOPIC = "topic"
LONGEST = 120
OFFERED = frozenset({Change.CANCELLED, Change.MOVED, Change.STANDS, Change.EXTRA, Change.MAKE_UP})
FOR_ONE = OFFERED - {Change.MAKE_UP}
NEEDS_ROOM = frozenset({Change.MOVED, Change.EXTRA})
"""These can run into what somebody does at that time."""


@change_pages.get("/sessions/<day>/change")
def show(day: str) -> Response:
    """The sessions of that date, and what can be changed about each."""
    viewer = guard.office()
    return _page(viewer, _near(viewer, day))


@change_pages.post("/sessions/<day>/change")
def change(day: str) -> Response:
    """Change it, for everybody. Phones hear of it within a minute."""
    viewer = guard.office()
    chosen = _near(viewer, day)
    if request.form.get("what") == TOPIC:
        return _topic(viewer, chosen)
    return _change(viewer, chosen, OFFERED) or respond.to(url_for("sessions.show", day=day))


@change_pages.get("/people/<key>/day/<day>/change")
def show_for_one(key: str, day: str) -> Response:
    """The same for one participant alone."""
    viewer = guard.office()
    return _page(viewer, _near(viewer, day), person=_person(viewer, key))


@change_pages.post("/people/<key>/day/<day>/change")
def change_for_one(key: str, day: str) -> Response:
    """Change it for one participant: everybody else keeps it as it is."""
    viewer = guard.office()
    person = _person(viewer, key)
    done = respond.to(url_for("their_day.show", key=key, day=day))
    return _change(viewer, _near(viewer, day), FOR_ONE, person) or done


def _change(
    viewer: Viewer, day: date, offered: frozenset[Change], person: Person | None = None
) -> Response | None:
    """Do it; or the page that says why not, or what it runs into."""
    assert viewer.program_id is not None
    what, name = request.form.get("what", ""), request.form.get("session", "")
    if what not in offered:
        abort(404)
    arrive = read_wall_time(request.form.get("arrive", ""))
    if what == Change.MOVED and arrive is None:
        return _page(viewer, day, _("Enter the new time to arrive, like 16:30."), person)
    note = " ".join(request.form.get("note", "").split())[:LONGEST]
    made = ScheduleException(day, Change(what), name, arrive, note)
    if not _is_as_seen(viewer, day, person):
        return _page(viewer, day, _meanwhile(), person)
    runs_into = []
    if made.change in NEEDS_ROOM:
        hit = query.runs_into(viewer, made, guard.now(), person)
        audit.record_views(viewer, [e.participant_id for e in hit], "day", guard.true_now())
        runs_into = conflicts_said(hit, (), viewer.zone)
    if runs_into and request.form.get("confirmed") != clash_words.digest(runs_into):
        return _page(viewer, day, "", person, runs_into)
    try:
        add_exception(
            viewer.program_id,
            made,
            guard.now(),
            by=viewer.account_id,
            participant_id=person.participant_id if person else None,
            seen=request.form.get("seen", ""),
        )
    except UnknownProgram:
        abort(404)
    except TooLate:
        wrong = _("That time has passed, or the session is over. Nothing was changed.")
        return _page(viewer, day, wrong, person)
    except UnfitException:
        wrong = _("That does not fit into this day. Nothing was changed.")
        return _page(viewer, day, wrong, person)
    except ChangedMeanwhile:
        return _page(viewer, day, _meanwhile(), person)
    return None


def _is_as_seen(viewer: Viewer, day: date, person: Person | None) -> bool:
    page = query.load(viewer, day, person.participant_id if person else None)
    return request.form.get("seen", "") == page.version


def _topic(viewer: Viewer, day: date) -> Response:
    assert viewer.program_id is not None
    title, led_by = (
        " ".join(request.form.get(name, "").split())[:LONGEST] for name in ("title", "facilitator")
    )
    topic = Topic(day, request.form.get("session", ""), title, led_by)
    seen = request.form.get("seen", "")
    try:
        set_topic(viewer.program_id, topic, guard.now(), by=viewer.account_id, seen=seen)
    except UnknownProgram:
        abort(404)
    except ChangedMeanwhile:
        return _page(viewer, day, _meanwhile())
    return respond.to(url_for("sessions.show", day=day.isoformat()))


def _meanwhile() -> str:
    return _(
        "Somebody changed this day meanwhile, and nothing was overwritten. This is how it is now:"
        " look again."
    )


def _near(viewer: Viewer, day: str) -> date:
    return near_day_or_404(day, local_date(guard.now(), viewer.zone))


def _person(viewer: Viewer, key: str) -> Person:
    return people.find(viewer, key, guard.now()) or abort(404)


def _page(
    viewer: Viewer,
    day: date,
    wrong: str = "",
    person: Person | None = None,
    runs_into: list[str] | None = None,
) -> Response:
    if person is not None:
        audit.record_views(viewer, [person.participant_id], "day", guard.true_now())
    return respond.page(
        "program/change/show.html",
        422 if wrong or runs_into else 200,
        viewer=viewer,
        day=day,
        person=person,
        page=query.load(viewer, day, person.participant_id if person else None),
        wrong=wrong,
        runs_into=runs_into or [],
        confirmed=clash_words.digest(runs_into or []),
        form=request.form,
    )
