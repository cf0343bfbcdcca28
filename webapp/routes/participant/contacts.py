"""Your phone and whom to call: exactly what the program holds, and yours to change."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, request, url_for

from webapp.actions import change_contacts
from webapp.domain.access import Viewer
from webapp.queries import contacts as query
from webapp.routes import contacts_form, guard, respond
from webapp.routes.language import _

own_contact_pages = Blueprint("own_contacts", __name__, url_prefix="/you/contacts")


@own_contact_pages.get("")
def show() -> Response:
    """What the program holds, and the form to change it."""
    return _page(guard.participant(), None, {})


@own_contact_pages.post("")
def save() -> Response:
    """Save it, or say what is wrong and keep what was typed."""
    viewer = guard.participant()
    assert viewer.participant_id is not None
    wanted, errors = contacts_form.read(request.form)
    if not errors:
        seen = request.form.get("seen", "")
        if change_contacts.change(viewer, viewer.participant_id, wanted, seen, guard.true_now()):
            return respond.to(url_for("own_contacts.show"))
        errors[""] = _(
            "Your program changed it meanwhile. What holds now stands beside each field; look at"
            " yours again, then save."
        )
    return _page(viewer, request.form, errors)


def _page(viewer: Viewer, form: Mapping[str, str] | None, errors: dict[str, str]) -> Response:
    assert viewer.participant_id is not None
    page = query.load(viewer.participant_id)
    return respond.page(
        "participant/contacts/show.html",
        422 if errors else 200,
        viewer=viewer,
        now=guard.now(),
        page=page,
        form=form or contacts_form.shown(page),
        errors=errors,
    )
