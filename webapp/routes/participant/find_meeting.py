"""Find a meeting that fits one's own day, and put it there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, abort, request, session, url_for

from webapp.actions import plan_meeting as action
from webapp.domain.directory import Listing, Openness, Precision, Venue
from webapp.domain.meetings import Fellowship
from webapp.queries import directory
from webapp.queries import find_meeting as query
from webapp.queries.find_meeting import Wanted
from webapp.routes import guard, respond
from webapp.routes.dates import parse_day

find_pages = Blueprint("find_meeting", __name__, url_prefix="/meetings/find")

SEARCH = "find"
"""What is looked for stays in the signed cookie until sign-out: it is nobody's in an address."""
FIELDS = ("town", "fellowship", "venue", "openness", "language", "any_time", "nearest")
LONGEST_TOWN = 120
MAPS = "https://www.google.com/maps/dir/?"
Word = TypeVar("Word", bound=StrEnum)


def register(app: Flask) -> None:
    """Make the way there available in templates."""
    app.template_filter("way_there")(way_there)
    app.template_filter("dial_in")(dial_in)


@find_pages.get("")
def show() -> Response:
    """The meetings of a date that fit it, the soonest first."""
    viewer = guard.participant()
    form = session.get(SEARCH, {})
    wanted = read(form, parse_day(request.args.get("day", "")))
    page = query.load(viewer, wanted, guard.now(), everything="all" in request.args)
    return respond.page(
        "participant/find_meeting/show.html",
        viewer=viewer,
        page=page,
        wanted=wanted,
        now=guard.now(),
        fellowships=list(Fellowship),
        venues=[Venue.IN_PERSON, Venue.ONLINE],
        opennesses=[Openness.OPEN, Openness.CLOSED],
    )


@find_pages.post("")
def look_for() -> Response:
    """Keep what is looked for, and show it."""
    guard.participant()
    form = {name: request.form.get(name, "").strip()[:LONGEST_TOWN] for name in FIELDS}
    session[SEARCH] = {name: value for name, value in form.items() if value}
    return respond.to(url_for("find_meeting.show", day=_day_or_none()))


@find_pages.post("/<key>/plan")
def plan(key: str) -> Response:
    """Put one date of a listed meeting on one's own day."""
    viewer = guard.participant()
    day = parse_day(request.form.get("day", ""))
    listing = directory.one(viewer.program_id or 0, key)
    found = query.on_date(viewer, listing, day, guard.now()) if listing and day else None
    if found is None:
        abort(404)
    wanted = action.OnADate(found.listing, found.starts_at)
    if not action.plan(viewer, wanted, guard.now()):
        abort(404)
    return respond.to(url_for("find_meeting.show", day=_day_or_none(), _anchor=key))


@find_pages.post("/planned/<key>/take-off")
def take_off(key: str) -> Response:
    """Take it off one's day again."""
    viewer = guard.participant()
    if not action.take_off(viewer, key):
        abort(404)
    day = _day_or_none()
    if request.form.get("from") == "today":
        return respond.to(url_for("today.show"))
    return respond.to(url_for("find_meeting.show", day=day))


def read(form: Mapping[str, str], day: date | None = None) -> Wanted:
    """What a form asks for; what no form of ours sends means anything."""
    return Wanted(
        day,
        form.get("town", ""),
        _word(Fellowship, form.get("fellowship")),
        _word(Venue, form.get("venue")),
        _word(Openness, form.get("openness")),
        form.get("language", ""),
        bool(form.get("any_time")),
        bool(form.get("nearest")),
    )


def way_there(listing: Listing) -> str:
    """The address of a map with the way to a meeting's door, or to its address; empty where
    neither is known. It is opened by a tap alone."""
    if listing.precision is Precision.EXACT and listing.lat is not None:
        return MAPS + urlencode({"api": "1", "destination": f"{listing.lat},{listing.lon}"})
    if listing.address_line and listing.city:
        parts = (listing.address_line, listing.city, listing.state, listing.postal_code)
        where = ", ".join(part for part in parts if part)
        return MAPS + urlencode({"api": "1", "destination": where})
    return ""


def dial_in(phone: str) -> str:
    """The address that dials into a meeting: a pause (,) and the signs that end a code are part
    of it."""
    kept = "".join(sign for sign in phone if sign.isascii() and (sign.isdigit() or sign in "+*#,;"))
    return "tel:" + kept.replace("#", "%23")


def _word(words: type[Word], typed: str | None) -> Word | None:
    return words(typed) if typed in set(words) else None


def _day_or_none() -> str | None:
    day = parse_day(request.form.get("day", ""))
    return day.isoformat() if day else None
