"""A participant's phone, and whom to call for them in an emergency, as staff write it down."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import audit, change_contacts
from webapp.domain.access import Viewer
from webapp.queries import contacts as query
from webapp.queries import people
from webapp.routes import contacts_form, guard, respond
from webapp.routes.language import _

contact_pages = Blueprint("contacts", __name__, url_prefix="/program/people")


@contact_pages.get("/<key>/contacts")
def show(key: str) -> Response:
    """What is known, and the form to change it."""
    viewer = guard.office()
    return _page(viewer, _found(viewer, key), None, {})


@contact_pages.post("/<key>/contacts")
def save(key: str) -> Response:
    """Save it, or say what is wrong and keep what was typed."""
    viewer = guard.office()
    person = _found(viewer, key)
    wanted, errors = contacts_form.read(request.form)
    if not errors:
        seen = request.form.get("seen", "")
        if change_contacts.change(viewer, person.participant_id, wanted, seen, guard.true_now()):
            return respond.to(url_for("people.person", key=key, _anchor="contacts"))
        errors[""] = _(
            "Somebody changed it meanwhile. What holds now stands beside each field; look at"
            " yours again, then save."
        )
    return _page(viewer, person, request.form, errors)


def _found(viewer: Viewer, key: str) -> people.Person:
    return people.find(viewer, key, guard.now()) or abort(404)


def _page(
    viewer: Viewer,
    person: people.Person,
    form: Mapping[str, str] | None,
    errors: dict[str, str],
) -> Response:
    audit.record_views(viewer, [person.participant_id], "contacts", guard.true_now())
    page = query.load(person.participant_id)
    return respond.page(
        "program/contacts/show.html",
        422 if errors else 200,
        viewer=viewer,
        person=person,
        page=page,
        form=form or contacts_form.shown(page),
        errors=errors,
    )
