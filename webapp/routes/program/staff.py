"""Program staff: an owner adds them, invites them, and closes their account."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import invite, manage_staff
from webapp.actions.enroll import UsernameTaken, UsernameUnfit
from webapp.actions.manage_staff import StaffRefusal
from webapp.domain.access import OFFICE, Role, Viewer
from webapp.queries import staff as query
from webapp.routes import guard, respond
from webapp.routes.language import _
from webapp.routes.program import card

staff_pages = Blueprint("staff", __name__, url_prefix="/program/staff")
LONGEST_NAME = 120


@staff_pages.get("")
def show() -> Response:
    """Everybody who works at the program."""
    return _page(guard.owner())


@staff_pages.post("")
def add() -> Response:
    """Add somebody and show their way in, once; or say what is missing."""
    viewer = guard.owner()
    form = {name: request.form.get(name, "").strip() for name in ("name", "username", "role")}
    errors = {}
    if not 0 < len(form["name"]) <= LONGEST_NAME or not form["name"].isprintable():
        errors["name"] = _("Enter the name that participants read beside what they decide.")
    role = Role(form["role"]) if form["role"] in OFFICE else Role.STAFF
    try:
        if not errors:
            account_id = manage_staff.add(
                viewer, form["name"], form["username"], role, now=guard.true_now()
            )
            return _card(viewer, account_id, form["name"], form["username"])
    except UsernameTaken:
        errors["username"] = _("Somebody has this name already. Choose another.")
    except UsernameUnfit:
        errors["username"] = _("Use letters a to z, digits, dots or hyphens, at most 40.")
    return _page(viewer, errors, form)


@staff_pages.post("/<key>/invitation")
def give_invitation(key: str) -> Response:
    """A new card, for a lost one or a forgotten passphrase. Shown once."""
    viewer = guard.owner()
    found = query.find(viewer, key) or abort(404)
    if found.account_id == viewer.account_id:
        return _page(viewer, {"": _oneself()})
    return _card(viewer, found.account_id, found.name, found.username)


@staff_pages.post("/<key>/role")
def change_role(key: str) -> Response:
    """Make them an owner, or staff."""
    viewer = guard.owner()
    role = request.form.get("role", "")
    if role not in OFFICE:
        abort(404)
    return _done(viewer, manage_staff.change_role(viewer, key, Role(role), now=guard.true_now()))


@staff_pages.post("/<key>/close")
def close(key: str) -> Response:
    """They work here no longer: every sign-in of theirs ends at once."""
    viewer = guard.owner()
    return _done(viewer, manage_staff.close(viewer, key, now=guard.true_now()))


def _done(viewer: Viewer, why: StaffRefusal | None) -> Response:
    if why is StaffRefusal.GONE:
        abort(404)
    if why is StaffRefusal.ONESELF:
        return _page(viewer, {"": _oneself()})
    return respond.to(url_for("staff.show"))


def _oneself() -> str:
    return _("Another owner does this for you, so that nobody locks themselves out.")


def _card(viewer: Viewer, account_id: int, name: str, username: str) -> Response:
    made = invite.invite(account_id, by=viewer.account_id, now=guard.true_now())
    return respond.page(
        "program/staff/invitation.html",
        viewer=viewer,
        name=name,
        username=username,
        **card.card(made),
    )


def _page(
    viewer: Viewer, errors: dict[str, str] | None = None, form: dict[str, str] | None = None
) -> Response:
    return respond.page(
        "program/staff/show.html",
        422 if errors else 200,
        viewer=viewer,
        staff=query.of_program(viewer),
        errors=errors or {},
        form=form or {},
    )
