"""Residents: add them, move them in and out, write down who leaves and comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import Blueprint, Response, abort, request, url_for

from webapp.actions import disclose, leave_house
from webapp.actions import residents as action
from webapp.domain.access import ManagedHouse, Viewer
from webapp.domain.contacts import is_phone
from webapp.domain.curfew import LEVELS
from webapp.domain.house import Leave, Reason
from webapp.domain.wall_clock import Instant, WallTime, local_date
from webapp.queries import house_record
from webapp.queries import residents as query
from webapp.routes import guard, respond
from webapp.routes.dates import FURTHEST, parse_day, read_wall_time
from webapp.routes.house_words import at
from webapp.routes.language import _

resident_pages = Blueprint("residents", __name__, url_prefix="/house/residents")

LONGEST_NAME = 120


@resident_pages.get("")
def show() -> Response:
    """Everybody who lives there; those who moved out below."""
    viewer, house = guard.manager()
    everybody = house_record.everybody(house, guard.now())
    return respond.page(
        "house/residents/show.html",
        viewer=viewer,
        house=house,
        at=at(viewer, house),
        people=[person for person in everybody if person.is_open],
        gone=[person for person in everybody if not person.is_open],
        today=local_date(guard.now(), house.zone),
    )


@resident_pages.get("/new")
def new() -> Response:
    """The form to add a resident."""
    viewer, house = guard.manager()
    today = local_date(guard.now(), house.zone)
    return _form(viewer, house, {"moved_in": today.isoformat(), "level": "1"}, {})


@resident_pages.post("/new")
def add() -> Response:
    """Add them, or say what is missing and keep what was typed."""
    viewer, house = guard.manager()
    form = {name: value.strip() for name, value in request.form.items()}
    read = _Read(form, local_date(guard.now(), house.zone))
    resident = read.resident()
    if resident is None:
        return _form(viewer, house, form, read.errors, 422)
    key = action.add(viewer, house, resident, guard.true_now())
    return respond.to(url_for("residents.resident", key=key, **at(viewer, house)))


@resident_pages.get("/<key>")
def resident(key: str) -> Response:
    """One resident."""
    viewer, house = guard.manager()
    return _resident(viewer, house, key)


@resident_pages.post("/<key>")
def change(key: str) -> Response:
    """Another phone or house level."""
    viewer, house = guard.manager()
    found = house_record.find(house, key, guard.now()) or abort(404)
    form = {name: value.strip() for name, value in request.form.items()}
    read = _Read(form, local_date(guard.now(), house.zone))
    phone, level = read.phone(), read.level()
    if read.errors or level is None:
        return _resident(viewer, house, key, read.errors, 422)
    seen, when = request.form.get("seen", ""), guard.true_now()
    if not action.change(viewer, house, found.key, phone=phone, level=level, now=when, seen=seen):
        wrong = _("Somebody changed it meanwhile: what you typed is here, look again, then save.")
        return _resident(viewer, house, key, {"phone": wrong}, 422)
    return _back(viewer, house, key)


@resident_pages.post("/<key>/leave")
def leave(key: str) -> Response:
    """They left the house; with the time they mean to be back, if they said one."""
    viewer, house = guard.manager()
    found = house_record.find(house, key, guard.now()) or abort(404)
    if not found.is_open:
        abort(404)
    reason = request.form.get("reason", "")
    due, wrong = _due(request.form.get("due", ""), house)
    if reason not in set(Reason) or wrong:
        errors = {"due": wrong} if wrong else {"reason": _("Choose one.")}
        return _resident(viewer, house, key, errors, 422)
    planned = Leave("", Reason(reason), guard.now(), due, None)
    if not _is_agreed(due) and query.is_after_curfew(viewer, house, found, planned, guard.now()):
        return _resident(viewer, house, key, status=422, after_curfew=due)
    form_key = request.form.get("key") or respond.new_form_key()
    leave_house.leave(viewer, found, Reason(reason), form_key, due_at=due, now=guard.now())
    return _back(viewer, house, key)


def _is_agreed(due: Instant | None) -> bool:
    """Whether the page had said that this very time is after curfew."""
    return due is not None and request.form.get("anyway") == due.isoformat()


@resident_pages.post("/<key>/return")
def come_back(key: str) -> Response:
    """They are back."""
    viewer, house = guard.manager()
    found = house_record.find(house, key, guard.now()) or abort(404)
    leave_house.come_back(viewer, found, guard.now())
    return _back(viewer, house, key)


@resident_pages.post("/<key>/move-out")
def move_out(key: str) -> Response:
    """They moved out, today."""
    viewer, house = guard.manager()
    today = local_date(guard.now(), house.zone)
    if not action.move_out(viewer, house, key, today, guard.true_now()):
        abort(404)
    return _back(viewer, house, key)


@resident_pages.post("/<key>/move-in")
def move_in(key: str) -> Response:
    """They moved in again, today."""
    viewer, house = guard.manager()
    today = local_date(guard.now(), house.zone)
    if not action.move_in(viewer, house, key, today, guard.true_now()):
        abort(404)
    return _back(viewer, house, key)


@resident_pages.post("/<key>/new-code")
def new_code(key: str) -> Response:
    """Another house code: the slip of paper was lost, or somebody else has seen it."""
    viewer, house = guard.manager()
    if not action.give_new_code(viewer, house, key, guard.true_now()):
        abort(404)
    return _back(viewer, house, key)


def _back(viewer: Viewer, house: ManagedHouse, key: str) -> Response:
    return respond.to(url_for("residents.resident", key=key, **at(viewer, house)))


def _due(typed: str, house: ManagedHouse) -> tuple[Instant | None, str]:
    """The next time that the house's clock shows what was typed, or what is wrong with it."""
    if not typed.strip():
        return None, ""
    clock = read_wall_time(typed.strip())
    if clock is None:
        return None, _("Enter a time like 9:30 PM.")
    return _next(clock, house), ""


def _next(clock: WallTime, house: ManagedHouse) -> Instant:
    today = local_date(guard.now(), house.zone)
    due = clock.on(today, house.zone)
    return due if due > guard.now() else clock.on(today + timedelta(days=1), house.zone)


def _resident(
    viewer: Viewer,
    house: ManagedHouse,
    key: str,
    errors: dict[str, str] | None = None,
    status: int = 200,
    after_curfew: Instant | None = None,
) -> Response:
    person = house_record.find(house, key, guard.now()) or abort(404)
    page = disclose.look(
        viewer,
        house,
        "resident",
        lambda: query.load(viewer, house, person, guard.now()),
        now=guard.now(),
        true_now=guard.true_now(),
    )
    return respond.page(
        "house/residents/resident.html",
        status,
        viewer=viewer,
        house=house,
        at=at(viewer, house),
        page=page,
        levels=LEVELS,
        reasons=list(Reason),
        errors=errors or {},
        form=request.form,
        after_curfew=after_curfew,
        form_key=respond.new_form_key(),
        today=local_date(guard.now(), house.zone),
        now=guard.now(),
    )


def _form(
    viewer: Viewer,
    house: ManagedHouse,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    return respond.page(
        "house/residents/new.html",
        status,
        viewer=viewer,
        house=house,
        at=at(viewer, house),
        form=form,
        errors=errors,
        levels=LEVELS,
    )


@dataclass
class _Read:
    """Reads the form of a resident, field by field, and collects what is wrong with each."""

    form: dict[str, str]
    today: date
    errors: dict[str, str] = field(default_factory=dict)

    def resident(self) -> action.NewResident | None:
        name = " ".join(self.form.get("name", "").split())
        if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            self.errors["name"] = _("Enter the name that the house knows this person by.")
        moved_in = parse_day(self.form.get("moved_in", ""))
        if moved_in is None or not self.today - FURTHEST * 5 <= moved_in <= self.today:
            self.errors["moved_in"] = _("Enter the day they moved in, like 2026-11-23.")
        phone, level = self.phone(), self.level()
        if self.errors or moved_in is None or level is None:
            return None
        return action.NewResident(name, phone, level, moved_in)

    def phone(self) -> str:
        """Digits and what people write between them; may be empty."""
        typed = self.form.get("phone", "")
        if typed and not is_phone(typed):
            self.errors["phone"] = _("Enter a phone number like 617-555-0142, or leave it empty.")
        return typed

    def level(self) -> int | None:
        typed = self.form.get("level", "")
        if typed not in {str(level) for level in LEVELS}:
            self.errors["level"] = _("Choose a house level.")
            return None
        return int(typed)
