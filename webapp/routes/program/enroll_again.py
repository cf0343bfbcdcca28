"""Somebody comes back: a new first day and weeks, the old record beside it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.actions import audit
from webapp.actions import enroll_again as action
from webapp.domain.access import Viewer
from webapp.domain.enrollment import AgainRefusal
from webapp.domain.wall_clock import local_date
from webapp.queries import people
from webapp.routes import guard, respond
from webapp.routes.language import _l
from webapp.routes.person_form import PersonForm, typed

enroll_again_pages = Blueprint("enroll_again", __name__, url_prefix="/program/people")

NOT_YET = {
    AgainRefusal.WHEN: _l("Choose a day from today on, within a year, after their last day."),
    AgainRefusal.NOT_ENDED: _l("Their enrollment has not ended."),
    AgainRefusal.TODAY_IS_OVER: _l("Today’s session has closed already. Choose tomorrow or later."),
}


@enroll_again_pages.get("/<key>/again")
def show(key: str) -> Response:
    """The form. For somebody whose last day is not past there is none."""
    viewer = guard.office()
    person = _over(viewer, key)
    form = MultiDict[str, str](
        [
            ("starts_on", local_date(guard.now(), viewer.zone).isoformat()),
            ("planned_weeks", str(person.planned_weeks)),
        ]
    )
    return _page(viewer, person, form, {})


@enroll_again_pages.post("/<key>/again")
def save(key: str) -> Response:
    """Enroll them again, or say why not and keep what was typed."""
    viewer = guard.office()
    person = people.find(viewer, key, guard.now()) or abort(404)
    form = typed(request.form)
    read = PersonForm(form, local_date(guard.now(), viewer.zone))
    starts_on, weeks = read.starts_on(), read.weeks()
    if not read.errors:
        times = {"now": guard.now(), "true_now": guard.true_now()}
        why = action.enroll_again(viewer, key, starts_on, weeks, **times)
        if why is None:
            return respond.to(url_for("people.person", key=key, _anchor="enrollment"))
        read.errors["starts_on"] = NOT_YET[why]
    return _page(viewer, person, form, read.errors)


def _over(viewer: Viewer, key: str) -> people.Person:
    person = people.find(viewer, key, guard.now()) or abort(404)
    return person if person.is_over(local_date(guard.now(), viewer.zone)) else abort(404)


def _page(
    viewer: Viewer, person: people.Person, form: MultiDict[str, str], errors: dict[str, str]
) -> Response:
    audit.record_views(viewer, [person.participant_id], "enroll_again", guard.true_now())
    return respond.page(
        "program/enroll_again/show.html",
        422 if errors else 200,
        viewer=viewer,
        person=person,
        form=form,
        errors=errors,
        weeks=people.program_weeks(viewer),
    )
