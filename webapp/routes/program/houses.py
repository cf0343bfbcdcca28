"""Houses: an owner adds one and invites whoever manages it. Residents are the house's own."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import invite, manage_house
from webapp.actions.enroll import UsernameTaken, UsernameUnfit
from webapp.domain.access import Viewer
from webapp.domain.contacts import is_phone
from webapp.domain.wall_clock import local_date
from webapp.queries import houses as query
from webapp.routes import guard, respond
from webapp.routes.language import _
from webapp.routes.program import card

house_pages = Blueprint("houses", __name__, url_prefix="/program/houses")

LONGEST_NAME = 120


@house_pages.get("")
def show() -> Response:
    """Every house and who manages it."""
    return _page(guard.owner())


@house_pages.post("")
def add() -> Response:
    """Add a house in the program's zone, or say what is missing."""
    viewer = guard.owner()
    name, phone, town = _typed("name"), _typed("phone"), _typed("town")
    errors = {}
    if not _is_town(town):
        errors["town"] = _no_town()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        errors["name"] = _("Enter the name of the house.")
    if phone and not is_phone(phone):
        errors["phone"] = _("Enter a phone number like 617-555-0142, or leave it empty.")
    if not errors:
        try:
            manage_house.create_house(
                name,
                zone=viewer.zone.key,
                phone=phone,
                town=town,
                program_id=viewer.program_id,
                by=viewer.account_id,
                now=guard.true_now(),
            )
            return respond.to(url_for("houses.show"))
        except manage_house.HouseExists:
            errors["name"] = _("There is a house of this name already.")
    return _page(viewer, errors, {"name": name, "phone": phone, "town": town}, 422)


@house_pages.post("/<key>/phone")
def phone(key: str) -> Response:
    """Another phone for the house, or none."""
    viewer = guard.owner()
    house = query.find(viewer.program_id, key) or abort(404)
    typed = _typed("phone")
    form = {"house": key, "house_phone": typed}
    if typed and not is_phone(typed):
        return _page(
            viewer,
            {"house_phone": _("Enter a phone number like 617-555-0142, or leave it empty.")},
            form,
            422,
        )
    seen, who = request.form.get("seen", ""), viewer.account_id
    if not manage_house.change_phone(house.id, typed, seen, by=who, now=guard.true_now()):
        wrong = _("Somebody changed it meanwhile: see what it is now, then save yours again.")
        return _page(viewer, {"house_phone": wrong}, form, 422)
    return respond.to(url_for("houses.show", _anchor=f"house-{key}"))


@house_pages.post("/<key>/town")
def town(key: str) -> Response:
    """In which town the house is, or nothing."""
    viewer = guard.owner()
    house = query.find(viewer.program_id, key) or abort(404)
    typed = _typed("town")
    form = {"house": key, "house_town": typed}
    if not _is_town(typed):
        return _page(viewer, {"house_town": _no_town()}, form, 422)
    seen, who = request.form.get("seen", ""), viewer.account_id
    if not manage_house.change_town(house.id, typed, seen, by=who, now=guard.true_now()):
        wrong = _("Somebody changed it meanwhile: see what it is now, then save yours again.")
        return _page(viewer, {"house_town": wrong}, form, 422)
    return respond.to(url_for("houses.show", _anchor=f"house-{key}"))


def _is_town(typed: str) -> bool:
    return len(typed) <= LONGEST_NAME and typed.isprintable()


def _no_town() -> str:
    return _("Enter a town of at most 120 signs, or leave it empty.")


@house_pages.post("/<key>/managers")
def give_manager(key: str) -> Response:
    """Invite somebody to manage the house, and show their way in, once.

    Somebody who has not used their card yet gets a new one. Whoever signs in already has a
    way in of their own, and it is not for an owner to make another.
    """
    viewer = guard.owner()
    house = query.find(viewer.program_id, key) or abort(404)
    name, username = _typed("manager"), _typed("username")
    errors = {}
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        errors["manager"] = _("Enter the name that residents know this person by.")
    waiting = {each.username for each in house.managers if not each.has_passphrase}
    if username.casefold() not in waiting and manage_house.is_taken(username):
        errors["username"] = _("Somebody has this name already. Choose another.")
    try:
        if not errors:
            account_id = manage_house.add_manager(
                house.id, name, username, by=viewer.account_id, now=guard.true_now()
            )
            made = invite.invite(account_id, by=viewer.account_id, now=guard.true_now())
            return respond.page(
                "program/houses/invitation.html",
                viewer=viewer,
                name=name,
                username=username,
                house=house,
                **card.card(made),
            )
    except UsernameTaken:
        errors["username"] = _("Somebody has this name already. Choose another.")
    except UsernameUnfit:
        errors["username"] = _("Use letters a to z, digits, dots or hyphens, at most 40.")
    form = {"house": key, "manager": name, "username": username}
    return _page(viewer, errors, form, 422)


@house_pages.post("/<key>/managers/again")
def give_house(key: str) -> Response:
    """Let somebody who manages another house manage this one as well, with the way in they
    have."""
    viewer = guard.owner()
    houses = query.of_program(viewer.program_id)
    house = next((each for each in houses if each.key == key), None) or abort(404)
    wanted = _typed("manager")
    known = [each for each in query.could_also_manage(house, houses) if each.key == wanted]
    if not known:
        abort(404)
    manage_house.add_manager(
        house.id, known[0].name, known[0].username, by=viewer.account_id, now=guard.true_now()
    )
    return respond.to(url_for("houses.show"))


@house_pages.post("/<key>/managers/<manager_key>/remove")
def remove(key: str, manager_key: str) -> Response:
    """Somebody manages this house no longer; with their last house their sign-ins end at once."""
    viewer = guard.owner()
    house = query.find(viewer.program_id, key) or abort(404)
    manager = house.manager(manager_key) or abort(404)
    manage_house.remove_manager(
        house.id, manager.username, by=viewer.account_id, now=guard.true_now()
    )
    return respond.to(url_for("houses.show"))


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _page(
    viewer: Viewer,
    errors: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    houses = query.of_program(viewer.program_id)
    return respond.page(
        "program/houses/show.html",
        status,
        viewer=viewer,
        houses=houses,
        others={house.key: query.could_also_manage(house, houses) for house in houses},
        today=local_date(guard.now(), viewer.zone),
        errors=errors or {},
        form=form or {},
    )
