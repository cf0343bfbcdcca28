"""The phase of one participant: which, since when, and from when on another."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import audit
from webapp.actions import change_phases as action
from webapp.actions.change_phases import PhaseRefusal
from webapp.domain.access import Viewer
from webapp.queries import people
from webapp.queries import phases as query
from webapp.queries.people import Person
from webapp.routes import guard, respond
from webapp.routes.dates import parse_day
from webapp.routes.language import _
from webapp.routes.schedule_words import PHASE_REFUSED

one_phase_pages = Blueprint("phase", __name__, url_prefix="/program/people/<key>/phase")


@one_phase_pages.get("")
def show(key: str) -> Response:
    """Their phase, and what is to come."""
    viewer = guard.office()
    return _page(viewer, _person(viewer, key))


@one_phase_pages.post("")
def move(key: str) -> Response:
    """They are in another phase from a date on."""
    viewer = guard.office()
    person = _person(viewer, key)
    since = parse_day(request.form.get("since", ""))
    why: PhaseRefusal | None = PhaseRefusal.WHEN
    if since is not None:
        why = action.move(
            viewer,
            person,
            request.form.get("phase", ""),
            since,
            request.form.get("seen", ""),
            now=guard.now(),
            true_now=guard.true_now(),
        )
    if why is None:
        return respond.to(url_for("phase.show", key=key))
    if why is PhaseRefusal.WHEN:
        return _page(viewer, person, _("Choose a phase, and a day from today on."))
    return _page(viewer, person, str(PHASE_REFUSED[why]))


@one_phase_pages.post("/take-back")
def take_back(key: str) -> Response:
    """Take back a move that is still to come."""
    viewer = guard.office()
    person = _person(viewer, key)
    since = parse_day(request.form.get("since", "")) or abort(404)
    times = {"now": guard.now(), "true_now": guard.true_now()}
    if not action.take_back_move(viewer, person, since, **times):
        abort(404)
    return respond.to(url_for("phase.show", key=key))


def _person(viewer: Viewer, key: str) -> Person:
    return people.find(viewer, key, guard.now()) or abort(404)


def _page(viewer: Viewer, person: Person, wrong: str = "") -> Response:
    audit.record_views(viewer, [person.participant_id], "phase", guard.true_now())
    return respond.page(
        "program/phase/show.html",
        422 if wrong else 200,
        viewer=viewer,
        person=person,
        page=query.of_person(viewer, person, guard.now()),
        form=request.form,
        wrong=wrong,
    )
