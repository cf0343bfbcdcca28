"""Correct what was said when somebody was enrolled: names, first day, weeks."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.actions import audit
from webapp.actions import edit_participant as action
from webapp.actions.edit_participant import Edited, EditRefusal
from webapp.actions.enroll import UsernameTaken, UsernameUnfit
from webapp.domain.access import Viewer
from webapp.domain.enrollment import StartRefusal
from webapp.domain.wall_clock import local_date
from webapp.queries import people
from webapp.routes import guard, respond
from webapp.routes.language import _l
from webapp.routes.person_form import PersonForm, typed

edit_person_pages = Blueprint("edit_person", __name__, url_prefix="/program/people")

NOT_CHANGED = {
    EditRefusal.CHANGED_MEANWHILE: (
        "",
        _l(
            "Somebody changed it meanwhile. What holds now stands beside each field; look at"
            " yours again, then save."
        ),
    ),
    StartRefusal.AFTER_END: ("starts_on", _l("That is after their last day.")),
    StartRefusal.BEFORE_LAST_TIME: (
        "starts_on",
        _l("They were enrolled before, and that is not after their last day then."),
    ),
    StartRefusal.WAS_HERE: (
        "starts_on",
        _l("Something is on their record before that day. Choose an earlier one."),
    ),
    StartRefusal.MISSED_SINCE: (
        "starts_on",
        _l("They came back after that day: they would be shown as missed at what is over."),
    ),
}


@edit_person_pages.get("/<key>/edit")
def show(key: str) -> Response:
    """The form, with what holds now."""
    viewer = guard.office()
    person = people.find(viewer, key, guard.now()) or abort(404)
    form = MultiDict(
        [
            ("name", person.name),
            ("username", person.username),
            ("starts_on", person.starts_on.isoformat()),
            ("planned_weeks", str(person.planned_weeks)),
        ]
    )
    return _page(viewer, person, form, {})


@edit_person_pages.post("/<key>/edit")
def save(key: str) -> Response:
    """Save it, or say what is wrong and keep what was typed."""
    viewer = guard.office()
    person = people.find(viewer, key, guard.now()) or abort(404)
    form = typed(request.form)
    read = PersonForm(form, local_date(guard.now(), viewer.zone))
    wanted = Edited(read.name(), form.get("username", ""), read.starts_on(), read.weeks())
    if not read.errors:
        try:
            why = action.edit(
                viewer,
                key,
                wanted,
                form.get("seen", ""),
                now=guard.now(),
                true_now=guard.true_now(),
            )
            if why is None:
                return respond.to(url_for("people.person", key=key))
            field, said = NOT_CHANGED[why]
            read.errors[field] = said
        except (UsernameTaken, UsernameUnfit) as refused:
            read.username(refused)
    person = people.find(viewer, key, guard.now()) or abort(404)
    return _page(viewer, person, form, read.errors)


def _page(
    viewer: Viewer, person: people.Person, form: MultiDict[str, str], errors: dict[str, str]
) -> Response:
    """`seen` in the form is what was shown; the page itself always brings what holds now."""
    audit.record_views(viewer, [person.participant_id], "edit", guard.true_now())
    return respond.page(
        "program/edit_person/show.html",
        422 if errors else 200,
        viewer=viewer,
        person=person,
        form=form,
        errors=errors,
        is_stale="" in errors,
        weeks=people.program_weeks(viewer),
    )
